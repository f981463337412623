"""Which moves an order, a payment, a payout, a dispute and a line of a bank statement may make; all else is refused."""

from enum import StrEnum


class OrderStatus(StrEnum):
    """What has become of an order."""

    OPEN = "open"
    PAID = "paid"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    WRITTEN_OFF = "written_off"


class AttemptStatus(StrEnum):
    """How far one attempt to pay has come."""

    CREATED = "created"
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    EXPIRED = "expired"


class RefundStatus(StrEnum):
    """How far giving money back has come; only `succeeded` means that the customer has it, `returned` that it came back.

    Above an amount it is `proposed` by one person until another confirms or has `refused` it.
    """

    PROPOSED = "proposed"
    REFUSED = "refused"
    REQUESTED = "requested"
    SUBMITTED = "submitted"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    RETURNED = "returned"


class BankLineState(StrEnum):
    """What has become of a line of a bank statement; nothing of it is in the books before `booked` or `suspense`."""

    OPEN = "open"
    PROPOSED = "proposed"
    MATCHED = "matched"
    BOOKED = "booked"
    SUSPENSE = "suspense"
    IGNORED = "ignored"


GAVE_NOTHING = (RefundStatus.FAILED, RefundStatus.RETURNED, RefundStatus.REFUSED)


class WriteOffStatus(StrEnum):
    """Whether giving up what a customer owes is in the books, or waits for a second person."""

    PROPOSED = "proposed"
    REFUSED = "refused"
    BOOKED = "booked"


class ClaimState(StrEnum):
    """How far a claim on a funder has come."""

    OPEN = "open"
    SUBMITTED = "submitted"
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    RECEIVED = "received"


class PayoutStatus(StrEnum):
    """How far the provider has come with sending our money to the bank."""

    PENDING = "pending"
    IN_TRANSIT = "in_transit"
    PAID = "paid"
    FAILED = "failed"
    CANCELED = "canceled"


class DisputeStatus(StrEnum):
    """How far a bank has come with claiming a payment back; an inquiry moves no money."""

    INQUIRY = "inquiry"
    NEEDS_RESPONSE = "needs_response"
    UNDER_REVIEW = "under_review"
    WON = "won"
    LOST = "lost"
    CLOSED = "closed"


ORDER = {
    OrderStatus.OPEN: {OrderStatus.PAID, OrderStatus.CANCELLED, OrderStatus.EXPIRED, OrderStatus.WRITTEN_OFF},
    # Whoever does not pay may do so after all.
    OrderStatus.WRITTEN_OFF: {OrderStatus.PAID},
    OrderStatus.PAID: set(),
    OrderStatus.CANCELLED: set(),
    # Money can come late: the order is paid after all when what it was for is still there.
    OrderStatus.EXPIRED: {OrderStatus.PAID},
}

ATTEMPT = {
    AttemptStatus.CREATED: {
        AttemptStatus.PENDING,
        AttemptStatus.SUCCEEDED,
        AttemptStatus.FAILED,
        AttemptStatus.EXPIRED,
    },
    AttemptStatus.PENDING: {AttemptStatus.SUCCEEDED, AttemptStatus.FAILED, AttemptStatus.EXPIRED},
    AttemptStatus.SUCCEEDED: set(),
    # Money can come late: it is booked, and then honoured or refunded; never lost.
    AttemptStatus.FAILED: {AttemptStatus.SUCCEEDED},
    AttemptStatus.EXPIRED: {AttemptStatus.SUCCEEDED},
}

WRITE_OFF = {
    WriteOffStatus.PROPOSED: {WriteOffStatus.BOOKED, WriteOffStatus.REFUSED},
    # The same order may be proposed again later.
    WriteOffStatus.REFUSED: {WriteOffStatus.PROPOSED, WriteOffStatus.BOOKED},
    WriteOffStatus.BOOKED: set(),
}

REFUND = {
    RefundStatus.PROPOSED: {RefundStatus.REQUESTED, RefundStatus.REFUSED},
    RefundStatus.REFUSED: set(),
    RefundStatus.REQUESTED: {RefundStatus.SUBMITTED},
    RefundStatus.SUBMITTED: {RefundStatus.SUCCEEDED, RefundStatus.FAILED},
    # A bank may send a refund back days later.
    RefundStatus.SUCCEEDED: {RefundStatus.RETURNED},
    RefundStatus.FAILED: {RefundStatus.SUBMITTED},
    RefundStatus.RETURNED: set(),
}

PAYOUT = {
    PayoutStatus.PENDING: {PayoutStatus.IN_TRANSIT, PayoutStatus.PAID, PayoutStatus.FAILED, PayoutStatus.CANCELED},
    PayoutStatus.IN_TRANSIT: {PayoutStatus.PAID, PayoutStatus.FAILED, PayoutStatus.CANCELED},
    # A bank may send money back that the provider had called paid.
    PayoutStatus.PAID: {PayoutStatus.FAILED},
    PayoutStatus.FAILED: set(),
    PayoutStatus.CANCELED: set(),
}

DISPUTE = {
    DisputeStatus.INQUIRY: {
        DisputeStatus.NEEDS_RESPONSE,
        DisputeStatus.UNDER_REVIEW,
        DisputeStatus.WON,
        DisputeStatus.LOST,
        DisputeStatus.CLOSED,
    },
    DisputeStatus.NEEDS_RESPONSE: {
        DisputeStatus.UNDER_REVIEW,
        DisputeStatus.WON,
        DisputeStatus.LOST,
        DisputeStatus.CLOSED,
    },
    DisputeStatus.UNDER_REVIEW: {
        DisputeStatus.NEEDS_RESPONSE,
        DisputeStatus.WON,
        DisputeStatus.LOST,
        DisputeStatus.CLOSED,
    },
    # The other bank may appeal, and so may we.
    DisputeStatus.WON: {DisputeStatus.NEEDS_RESPONSE, DisputeStatus.UNDER_REVIEW, DisputeStatus.LOST},
    DisputeStatus.LOST: {DisputeStatus.NEEDS_RESPONSE, DisputeStatus.UNDER_REVIEW, DisputeStatus.WON},
    # A question that was closed can still become a claim.
    DisputeStatus.CLOSED: {DisputeStatus.NEEDS_RESPONSE, DisputeStatus.UNDER_REVIEW, DisputeStatus.LOST},
}

BANK_LINE = {
    BankLineState.OPEN: {
        BankLineState.PROPOSED,
        BankLineState.MATCHED,
        BankLineState.BOOKED,
        BankLineState.SUSPENSE,
        BankLineState.IGNORED,
    },
    BankLineState.PROPOSED: {
        BankLineState.OPEN,
        BankLineState.MATCHED,
        BankLineState.BOOKED,
        BankLineState.SUSPENSE,
        BankLineState.IGNORED,
    },
    # Between the import and the job that books it the order may have changed.
    BankLineState.MATCHED: {
        BankLineState.OPEN,
        BankLineState.PROPOSED,
        BankLineState.BOOKED,
        BankLineState.SUSPENSE,
        BankLineState.IGNORED,
    },
    BankLineState.SUSPENSE: {BankLineState.BOOKED},
    BankLineState.IGNORED: {BankLineState.BOOKED, BankLineState.SUSPENSE},
    BankLineState.BOOKED: set(),
}

CLAIM = {
    ClaimState.OPEN: {ClaimState.SUBMITTED},
    ClaimState.SUBMITTED: {ClaimState.GRANTED, ClaimState.PARTLY_GRANTED, ClaimState.REFUSED},
    ClaimState.GRANTED: {ClaimState.RECEIVED},
    ClaimState.PARTLY_GRANTED: {ClaimState.RECEIVED},
    ClaimState.REFUSED: set(),
    ClaimState.RECEIVED: set(),
}
