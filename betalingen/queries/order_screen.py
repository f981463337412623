"""One order as finance sees it, with everything that happened to its money."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from betalingen.lifecycles import OrderStatus
from betalingen.models import Attempt, Discrepancy, Dispute, Instalment, Invoice, JournalEntry, Order, Refund
from betalingen.queries.disputes import TAKES_BACK
from betalingen.queries.instalments import instalments_with_money
from betalingen.queries.invoice_lists import STATES, invoices_for_finance
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
class InstalmentLine:
    """An instalment, its invoice once there is one, and in words how it stands."""

    instalment: Instalment
    invoice: Invoice | None
    state: str


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
    instalments: Sequence[InstalmentLine]
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
        instalments=list(_instalments(order)),
        entries=list(entries_of(order)),
    )


def _instalments(order: Order) -> Iterator[InstalmentLine]:
    rows = list(instalments_with_money().filter(order=order).order_by("number"))
    if not rows:
        return
    invoices = invoices_for_finance().filter(order=order, kind=Invoice.Kind.INVOICE)
    by_row = {invoice.instalment_id: invoice for invoice in invoices}
    for row in rows:
        invoice = by_row.get(row.pk)
        yield InstalmentLine(row, invoice, str(_state(order, row, invoice)))


def _state(order: Order, row: Any, invoice: Any) -> str | Promise:
    if invoice is None:
        is_gone = not row.owed_cents or order.status == OrderStatus.CANCELLED
        return _("vervallen") if is_gone else _("gepland")
    if invoice.owed < 0:
        return _("te veel betaald")
    if invoice.state == "paid" and row.returned:
        return _("deels terugbetaald")
    return STATES[invoice.state]
