"""The tables, state by state: what is not listed here is refused."""

import pytest

from betalingen.lifecycles import (
    ATTEMPT,
    BANK_LINE,
    CLAIM,
    DISPUTE,
    ORDER,
    PAYOUT,
    REFUND,
    WRITE_OFF,
    AttemptStatus,
    BankLineState,
    ClaimState,
    DisputeStatus,
    OrderStatus,
    PayoutStatus,
    RefundStatus,
    WriteOffStatus,
)
from cms.lifecycle import MoveNotAllowed, move

ALLOWED = {
    ("open", "paid"),
    ("open", "cancelled"),
    ("open", "expired"),
    ("open", "written_off"),
    ("written_off", "paid"),
    ("expired", "paid"),
    ("created", "pending"),
    ("created", "succeeded"),
    ("created", "failed"),
    ("created", "expired"),
    ("pending", "succeeded"),
    ("pending", "failed"),
    ("pending", "expired"),
    ("failed", "succeeded"),
    ("expired", "succeeded"),
}
ALLOWED_REFUND = {
    ("proposed", "requested"),
    ("proposed", "refused"),
    ("requested", "submitted"),
    ("submitted", "succeeded"),
    ("submitted", "failed"),
    ("failed", "submitted"),
    ("succeeded", "returned"),
}
ALLOWED_WRITE_OFF = {
    ("proposed", "booked"),
    ("proposed", "refused"),
    ("refused", "proposed"),
    ("refused", "booked"),
}
ALLOWED_BANK_LINE = {
    *((now, then) for now in ("open", "proposed", "matched") for then in BankLineState if then != "open"),
    ("proposed", "open"),
    ("matched", "open"),
    ("suspense", "booked"),
    ("ignored", "booked"),
    ("ignored", "suspense"),
}
ALLOWED_CLAIM = {
    ("open", "submitted"),
    ("submitted", "granted"),
    ("submitted", "partly_granted"),
    ("submitted", "refused"),
    ("granted", "received"),
    ("partly_granted", "received"),
}
ALLOWED_PAYOUT = {
    ("pending", "in_transit"),
    ("pending", "paid"),
    ("pending", "failed"),
    ("pending", "canceled"),
    ("in_transit", "paid"),
    ("in_transit", "failed"),
    ("in_transit", "canceled"),
    ("paid", "failed"),
}
ALLOWED_DISPUTE = {
    *(("inquiry", then) for then in ("needs_response", "under_review", "won", "lost", "closed")),
    *(("needs_response", then) for then in ("under_review", "won", "lost", "closed")),
    *(("under_review", then) for then in ("needs_response", "won", "lost", "closed")),
    *(("won", then) for then in ("needs_response", "under_review", "lost")),
    *(("lost", then) for then in ("needs_response", "under_review", "won")),
    *(("closed", then) for then in ("needs_response", "under_review", "lost")),
}
CASES = [
    *((ORDER, now, then, ALLOWED) for now in OrderStatus for then in OrderStatus),
    *((ATTEMPT, now, then, ALLOWED) for now in AttemptStatus for then in AttemptStatus),
    *((REFUND, now, then, ALLOWED_REFUND) for now in RefundStatus for then in RefundStatus),
    *((WRITE_OFF, now, then, ALLOWED_WRITE_OFF) for now in WriteOffStatus for then in WriteOffStatus),
    *((PAYOUT, now, then, ALLOWED_PAYOUT) for now in PayoutStatus for then in PayoutStatus),
    *((DISPUTE, now, then, ALLOWED_DISPUTE) for now in DisputeStatus for then in DisputeStatus),
    *((CLAIM, now, then, ALLOWED_CLAIM) for now in ClaimState for then in ClaimState),
    *((BANK_LINE, now, then, ALLOWED_BANK_LINE) for now in BankLineState for then in BankLineState),
]


@pytest.mark.parametrize(("table", "now", "then", "allowed"), CASES)
def test_every_pair(table: object, now: object, then: object, allowed: set[tuple[str, str]]) -> None:
    if now is then or (now.value, then.value) in allowed:  # type: ignore[attr-defined]
        assert move(table, now, then) is then  # type: ignore[arg-type,type-var]
    else:
        with pytest.raises(MoveNotAllowed):
            move(table, now, then)  # type: ignore[arg-type,type-var]
