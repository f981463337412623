"""The tables, state by state: what is not listed here is refused."""

import pytest

from betalingen.lifecycles import (
    ATTEMPT,
    BANK_LINE,
    ORDER,
    REFUND,
    AttemptStatus,
    BankLineState,
    OrderStatus,
    RefundStatus,
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
    ("requested", "submitted"),
    ("submitted", "succeeded"),
    ("submitted", "failed"),
    ("failed", "submitted"),
    ("succeeded", "returned"),
}
ALLOWED_BANK_LINE = {
    *((now, then) for now in ("open", "proposed", "matched") for then in BankLineState if then != "open"),
    ("proposed", "open"),
    ("matched", "open"),
    ("suspense", "booked"),
    ("ignored", "booked"),
    ("ignored", "suspense"),
}
CASES = [
    *((ORDER, now, then, ALLOWED) for now in OrderStatus for then in OrderStatus),
    *((ATTEMPT, now, then, ALLOWED) for now in AttemptStatus for then in AttemptStatus),
    *((REFUND, now, then, ALLOWED_REFUND) for now in RefundStatus for then in RefundStatus),
    *((BANK_LINE, now, then, ALLOWED_BANK_LINE) for now in BankLineState for then in BankLineState),
]


@pytest.mark.parametrize(("table", "now", "then", "allowed"), CASES)
def test_every_pair(table: object, now: object, then: object, allowed: set[tuple[str, str]]) -> None:
    if now is then or (now.value, then.value) in allowed:  # type: ignore[attr-defined]
        assert move(table, now, then) is then  # type: ignore[arg-type,type-var]
    else:
        with pytest.raises(MoveNotAllowed):
            move(table, now, then)  # type: ignore[arg-type,type-var]
