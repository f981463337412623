"""Invoices that should have been paid, and which reminder they are due for."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from betalingen.lifecycles import AttemptStatus, OrderStatus
from betalingen.models import Discrepancy, Invoice, Order, PaymentReminder
from betalingen.queries.bank_matching import due_cents, still_open
from betalingen.queries.instalments import current_documents
from betalingen.queries.orders import kept_cents

BETWEEN: Final = dt.timedelta(days=7)
"""So long a customer has time to act on the friendly reminder, however late that was."""

Tone = PaymentReminder.Tone


@dataclass(frozen=True)
class Overdue:
    """An invoice that is late by `days`, what is still open of it in cents, and the tone of the next reminder (None after
    the last one)."""

    invoice: Invoice
    days: int
    open_cents: int
    tone: PaymentReminder.Tone | None
    is_due: bool


def overdue_orders(today: dt.date) -> QuerySet[Order, Order]:
    """Orders with an invoice that is late and of which nothing is in dispute, with a bank or with us; `due` is what is open."""
    late = current_documents().filter(order=OuterRef("pk"), kind=Invoice.Kind.INVOICE, due_on__lt=today)
    disputed = Discrepancy.objects.filter(
        attempt__order=OuterRef("pk"), kind=Discrepancy.Kind.DISPUTED, resolved_at__isnull=True
    )
    return still_open().filter(Exists(late), ~Exists(disputed), status=OrderStatus.OPEN, contested_at__isnull=True)


def overdue(order: int) -> Overdue | None:
    """The invoice of an order (its pk) that wants attention first: a reminder of it is due, or it is late longest."""
    return min(late_invoices(order), key=lambda late: (not late.is_due, late.tone is None, -late.days), default=None)


def late_invoices(order: int) -> list[Overdue]:
    """How late the invoices of an order (its pk) are; none when nothing is to be said of them."""
    today = timezone.localdate()
    found = overdue_orders(today).filter(pk=order).first()
    if found is None:
        return []
    # A bank that is busy with it takes some days.
    pending = set(found.attempts.filter(status=AttemptStatus.PENDING).values_list("instalment_id", flat=True))
    invoices = current_documents().filter(order=found, kind=Invoice.Kind.INVOICE, due_on__lt=today)
    late = []
    for invoice in invoices.select_related("instalment").prefetch_related("reminders").order_by("pk"):
        row = invoice.instalment
        open_cents = row.owed_cents - kept_cents(row) if row else due_cents(found)
        if open_cents > 0 and invoice.instalment_id not in pending:
            invoice.order = found
            late.append(_overdue(invoice, open_cents, today))
    return late


def _overdue(invoice: Invoice, open_cents: int, today: dt.date) -> Overdue:
    days = (today - invoice.due_on).days if invoice.due_on else 0
    sent = {reminder.tone: timezone.localdate(reminder.created_at) for reminder in invoice.reminders.all()}
    if Tone.FRIENDLY not in sent:
        tone, is_due = Tone.FRIENDLY, days >= settings.FRIENDLY_REMINDER_DAYS
    elif Tone.FIRM not in sent:
        tone = Tone.FIRM
        is_due = days >= settings.FIRM_REMINDER_DAYS and today - sent[Tone.FRIENDLY] >= BETWEEN
    else:
        tone, is_due = None, False
    return Overdue(invoice, days=days, open_cents=open_cents, tone=tone, is_due=is_due)
