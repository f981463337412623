"""Which moves an edition, a registration, a place in the queue, a request for consent, an invitation to a host and a quote may
make; everything else is refused.
"""

from enum import StrEnum


class EditionStatus(StrEnum):
    """The decision about an edition. Full, closed, running and "2 more needed" are derived, never stored."""

    DRAFT = "draft"
    OPEN = "open"
    CONFIRMED = "confirmed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class RegistrationStatus(StrEnum):
    """Where a participant stands."""

    APPLIED = "applied"
    INTAKE = "intake"
    AWAITING_PAYMENT = "awaiting_payment"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    ABSENT = "absent"
    REFUSED = "refused"
    OTHER_ADVICE = "other_advice"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class WaitingListStatus(StrEnum):
    """Where somebody on a waiting list stands. `expired` is time that ran out: that of the offer, or of the list itself."""

    WAITING = "waiting"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class ConsentStatus(StrEnum):
    """What whoever decides about the money said. `withdrawn`: nobody keeps a place any more for whom it was asked."""

    ASKED = "asked"
    GIVEN = "given"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class HostStatus(StrEnum):
    """What an organisation that is asked to receive a session said. `withdrawn`: it is not needed there (any more)."""

    INVITED = "invited"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class QuoteStatus(StrEnum):
    """Where one version of a quote stands."""

    REQUESTED = "requested"
    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


EDITION = {
    EditionStatus.DRAFT: {EditionStatus.OPEN},
    # Where there was nothing to decide, as of most webinars, it is simply held.
    EditionStatus.OPEN: {EditionStatus.CONFIRMED, EditionStatus.COMPLETED, EditionStatus.CANCELLED},
    EditionStatus.CONFIRMED: {EditionStatus.COMPLETED, EditionStatus.CANCELLED},
    EditionStatus.COMPLETED: set(),
    EditionStatus.CANCELLED: set(),
}

REGISTRATION = {
    RegistrationStatus.APPLIED: {
        RegistrationStatus.INTAKE,
        RegistrationStatus.AWAITING_PAYMENT,
        RegistrationStatus.CONFIRMED,
        RegistrationStatus.CANCELLED,
    },
    RegistrationStatus.INTAKE: {
        RegistrationStatus.APPLIED,
        RegistrationStatus.AWAITING_PAYMENT,
        RegistrationStatus.CONFIRMED,
        RegistrationStatus.REFUSED,
        RegistrationStatus.OTHER_ADVICE,
        RegistrationStatus.CANCELLED,
    },
    RegistrationStatus.AWAITING_PAYMENT: {
        RegistrationStatus.CONFIRMED,
        RegistrationStatus.EXPIRED,
        RegistrationStatus.CANCELLED,
    },
    RegistrationStatus.CONFIRMED: {
        RegistrationStatus.ATTENDED,
        RegistrationStatus.ABSENT,
        RegistrationStatus.CANCELLED,
    },
    # A slip of the pen on the attendance list can be put right.
    RegistrationStatus.ATTENDED: {RegistrationStatus.ABSENT},
    RegistrationStatus.ABSENT: {RegistrationStatus.ATTENDED},
    RegistrationStatus.REFUSED: set(),
    RegistrationStatus.OTHER_ADVICE: set(),
    # Money can come late: the place is theirs after all when it is still free.
    RegistrationStatus.EXPIRED: {RegistrationStatus.CONFIRMED},
    RegistrationStatus.CANCELLED: set(),
}

WAITING_LIST = {
    WaitingListStatus.WAITING: {
        WaitingListStatus.OFFERED,
        WaitingListStatus.WITHDRAWN,
        WaitingListStatus.EXPIRED,
    },
    WaitingListStatus.OFFERED: {
        WaitingListStatus.ACCEPTED,
        WaitingListStatus.DECLINED,
        WaitingListStatus.EXPIRED,
    },
    WaitingListStatus.ACCEPTED: set(),
    WaitingListStatus.DECLINED: set(),
    WaitingListStatus.EXPIRED: set(),
    WaitingListStatus.WITHDRAWN: set(),
}

CONSENT = {
    ConsentStatus.ASKED: {
        ConsentStatus.GIVEN,
        ConsentStatus.DECLINED,
        ConsentStatus.EXPIRED,
        ConsentStatus.WITHDRAWN,
    },
    ConsentStatus.GIVEN: set(),
    ConsentStatus.DECLINED: set(),
    ConsentStatus.EXPIRED: set(),
    ConsentStatus.WITHDRAWN: set(),
}

HOST = {
    HostStatus.INVITED: {HostStatus.CONFIRMED, HostStatus.DECLINED, HostStatus.WITHDRAWN},
    # A session may move to where its host is not, or to another day.
    HostStatus.CONFIRMED: {HostStatus.WITHDRAWN},
    HostStatus.DECLINED: set(),
    HostStatus.WITHDRAWN: set(),
}

QUOTE = {
    QuoteStatus.REQUESTED: {QuoteStatus.DRAFT, QuoteStatus.WITHDRAWN},
    QuoteStatus.DRAFT: {QuoteStatus.SENT, QuoteStatus.WITHDRAWN},
    QuoteStatus.SENT: {QuoteStatus.ACCEPTED, QuoteStatus.DECLINED, QuoteStatus.EXPIRED, QuoteStatus.WITHDRAWN},
    QuoteStatus.ACCEPTED: set(),
    QuoteStatus.DECLINED: set(),
    QuoteStatus.EXPIRED: set(),
    QuoteStatus.WITHDRAWN: set(),
}

# These hold a seat of the edition; leaving them gives it back.
SEATED = frozenset(
    {
        RegistrationStatus.APPLIED,
        RegistrationStatus.INTAKE,
        RegistrationStatus.AWAITING_PAYMENT,
        RegistrationStatus.CONFIRMED,
        RegistrationStatus.ATTENDED,
        RegistrationStatus.ABSENT,
    }
)

# These stand in the queue: one for each address and edition.
QUEUED = frozenset({WaitingListStatus.WAITING, WaitingListStatus.OFFERED})

# These stand between a session and an organisation: one for each session.
HOSTING = frozenset({HostStatus.INVITED, HostStatus.CONFIRMED})
