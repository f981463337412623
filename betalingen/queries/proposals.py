"""Money that one person proposed to give back or to give up, and that waits for another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from betalingen.lifecycles import RefundStatus, WriteOffStatus
from betalingen.models import Order, Refund, WriteOff
from betalingen.queries.ledger_codes import finance_settings
from cms.api import User


@dataclass(frozen=True)
class Proposal:
    """`pk` is that of the refund or of the write-off; `by` proposed it and may not decide about it."""

    kind: Literal["refund", "write_off"]
    pk: int
    order: Order
    amount_cents: int
    reason: str
    by: User | None


def needs_second_person(amount_cents: int, user: User | None) -> bool:
    """Whether what `user` wants is above the amount in finance's settings; nothing is while that is empty.

    What follows from a rule without anybody's choice (None) needs nobody.
    """
    if user is None:
        return False
    limit = second_person_above()
    return limit is not None and amount_cents > limit


def second_person_above() -> int | None:
    """Above how many cents a second person decides; None when that is never asked."""
    return finance_settings().four_eyes_above_cents


def proposals(order: Order | None = None) -> Sequence[Proposal]:
    """All that wait, or those of an order, the oldest first; two queries."""
    refunds = Refund.objects.filter(status=RefundStatus.PROPOSED).select_related("attempt__order", "proposed_by")
    write_offs = WriteOff.objects.filter(status=WriteOffStatus.PROPOSED).select_related("order", "user")
    if order is not None:
        refunds, write_offs = refunds.filter(attempt__order=order), write_offs.filter(order=order)
    return [
        *(
            Proposal("refund", row.pk, row.attempt.order, row.amount_cents, row.reason, row.proposed_by)
            for row in refunds.order_by("created_at")
        ),
        *(
            Proposal("write_off", row.pk, row.order, row.amount_cents, row.reason, row.user)
            for row in write_offs.order_by("created_at")
        ),
    ]
