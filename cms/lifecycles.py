"""Which moves the site's own records may make; everything else is refused."""

from enum import StrEnum

from cms.lifecycle import Table


class MessageState(StrEnum):
    """Where a mail stands on its way out."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"


MESSAGE: Table[MessageState] = {
    MessageState.QUEUED: {MessageState.SENDING},
    # Sending again: the worker that had it died. Back to queued: try later.
    MessageState.SENDING: {MessageState.SENT, MessageState.QUEUED, MessageState.FAILED},
    # The server of the reader answers later, if it does.
    MessageState.SENT: {MessageState.BOUNCED},
    MessageState.BOUNCED: set(),
    # By hand, after the cause is mended.
    MessageState.FAILED: {MessageState.QUEUED},
}


class LeadStatus(StrEnum):
    """How far we are with what somebody asked. Places are for applications to a call only."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


LEAD: Table[LeadStatus] = {
    LeadStatus.NEW: {
        LeadStatus.IN_PROGRESS,
        LeadStatus.ANSWERED,
        LeadStatus.ACCEPTED,
        LeadStatus.REFUSED,
        LeadStatus.CLOSED,
    },
    LeadStatus.IN_PROGRESS: {LeadStatus.ANSWERED, LeadStatus.ACCEPTED, LeadStatus.REFUSED, LeadStatus.CLOSED},
    # In progress again: somebody wrote back.
    LeadStatus.ANSWERED: {
        LeadStatus.IN_PROGRESS,
        LeadStatus.ACCEPTED,
        LeadStatus.REFUSED,
        LeadStatus.CLOSED,
    },
    # Withdrawn gives the place back; closed keeps it, the organisation took part.
    LeadStatus.ACCEPTED: {LeadStatus.WITHDRAWN, LeadStatus.CLOSED},
    LeadStatus.REFUSED: set(),
    LeadStatus.WITHDRAWN: set(),
    LeadStatus.CLOSED: set(),
}

# Nobody has to do anything about these any more.
SETTLED_LEADS = frozenset({LeadStatus.ANSWERED, LeadStatus.REFUSED, LeadStatus.WITHDRAWN, LeadStatus.CLOSED})
