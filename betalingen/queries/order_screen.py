"""One order as finance sees it, with everything that happened to its money."""

from collections.abc import Sequence
from dataclasses import dataclass

from betalingen.models import Attempt, Discrepancy, Dispute, Invoice, JournalEntry, Order, Refund
from betalingen.queries.disputes import TAKES_BACK
from betalingen.queries.journal_lines import entries_of
from betalingen.queries.orders import kept_cents, refundable_cents
from betalingen.queries.payment_page import price_lines
from cms.api import PriceLine


@dataclass(frozen=True)
class AttemptLine:
    """An attempt and what of it can still be given back, in cents."""

    attempt: Attempt
    refundable_cents: int


@dataclass(frozen=True)
class OrderScreen:
    """`due_cents` is what is still missing, never below zero."""

    order: Order
    lines: Sequence[PriceLine]
    attempts: Sequence[AttemptLine]
    refunds: Sequence[Refund]
    disputes: Sequence[Dispute]
    discrepancies: Sequence[Discrepancy]
    due_cents: int
    invoices: Sequence[Invoice]
    entries: Sequence[JournalEntry]


def order_screen(order: Order) -> OrderScreen:
    """Everything about the money of one order."""
    kept = kept_cents(order)
    attempts = list(Attempt.objects.filter(order=order).order_by("number"))
    for attempt in attempts:
        attempt.order = order
    disputes = list(Dispute.objects.filter(attempt__order=order).select_related("attempt").order_by("created_at"))
    claimed_back = {dispute.attempt_id for dispute in disputes if dispute.status in TAKES_BACK}
    return OrderScreen(
        order=order,
        lines=price_lines(order, order.lines.all(), kept),
        attempts=[
            AttemptLine(attempt, 0 if attempt.pk in claimed_back else refundable_cents(attempt)) for attempt in attempts
        ],
        refunds=list(Refund.objects.filter(attempt__order=order).select_related("attempt").order_by("created_at")),
        disputes=disputes,
        discrepancies=list(
            Discrepancy.objects.filter(attempt__order=order).select_related("attempt__order").order_by("created_at")
        ),
        due_cents=max(order.owed_cents - kept, 0),
        invoices=list(order.invoices.order_by("pk")),
        entries=list(entries_of(order)),
    )
