"""Give back what a customer paid and need not pay any more; called in the transaction that makes it so, while the order is locked."""

from django.db.models import Sum

from betalingen.actions.request_refund import request_refund
from betalingen.queries.cancelling import given_back, refundable_on
from betalingen.queries.instalments import Part
from cms.api import User


def give_back_waived(asked: Part, waived_cents: int, *, reason: str, user: User | None = None) -> None:
    """Of `waived_cents` of an order or an instalment, what was paid above what it owes now; the oldest payment first."""
    attempts = refundable_on(asked)
    left_cents = attempts.aggregate(cents=Sum("left_cents", default=0))["cents"]
    back_cents = given_back(waived_cents, left_cents, asked.owed_cents)
    for attempt in attempts:
        part = min(attempt.left_cents, back_cents)
        if part:
            request_refund(attempt=attempt.pk, amount_cents=part, reason=reason, user=user)
            back_cents -= part
