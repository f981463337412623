"""Which moves an order, an attempt and a refund may make; everything else is refused."""

from enum import StrEnum


class OrderStatus(StrEnum):
    """What has become of an order."""

    OPEN = "open"
    PAID = "paid"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class AttemptStatus(StrEnum):
    """How far one attempt to pay has come."""

    CREATED = "created"
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    EXPIRED = "expired"


class RefundStatus(StrEnum):
    """How far giving money back has come; only `succeeded` means that the customer has it, `returned` that it came back."""

    REQUESTED = "requested"
    SUBMITTED = "submitted"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    RETURNED = "returned"


GAVE_NOTHING = (RefundStatus.FAILED, RefundStatus.RETURNED)

ORDER = {
    OrderStatus.OPEN: {OrderStatus.PAID, OrderStatus.CANCELLED, OrderStatus.EXPIRED},
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

REFUND = {
    RefundStatus.REQUESTED: {RefundStatus.SUBMITTED},
    RefundStatus.SUBMITTED: {RefundStatus.SUCCEEDED, RefundStatus.FAILED},
    # A bank may send a refund back days later.
    RefundStatus.SUCCEEDED: {RefundStatus.RETURNED},
    RefundStatus.FAILED: {RefundStatus.SUBMITTED},
    RefundStatus.RETURNED: set(),
}
