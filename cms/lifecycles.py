"""Which moves the site's own records may make; everything else is refused."""

from enum import StrEnum

from cms.lifecycle import Table


class MessageState(StrEnum):
    """Where a mail stands on its way out."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


MESSAGE: Table[MessageState] = {
    MessageState.QUEUED: {MessageState.SENDING},
    # Sending again: the worker that had it died. Back to queued: try later.
    MessageState.SENDING: {MessageState.SENT, MessageState.QUEUED, MessageState.FAILED},
    MessageState.SENT: set(),
    # By hand, after the cause is mended.
    MessageState.FAILED: {MessageState.QUEUED},
}
