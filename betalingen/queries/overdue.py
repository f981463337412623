"""Invoices that should have been paid, and which reminder they are due for."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from betalingen.lifecycles import OrderStatus
from betalingen.models import Discrepancy, Invoice, Order, PaymentReminder
from betalingen.queries.bank_matching import due_cents, still_open

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
    late = Invoice.objects.filter(order=OuterRef("pk"), kind=Invoice.Kind.INVOICE, due_on__lt=today)
    disputed = Discrepancy.objects.filter(
        attempt__order=OuterRef("pk"), kind=Discrepancy.Kind.DISPUTED, resolved_at__isnull=True
    )
    return still_open().filter(Exists(late), ~Exists(disputed), status=OrderStatus.OPEN, contested_at__isnull=True)


def overdue(order: int) -> Overdue | None:
    """How late the invoice of an order (its pk) is; None when nothing is to be said of it."""
    today = timezone.localdate()
    found = overdue_orders(today).filter(pk=order).first()
    if found is None:
        return None
    invoice = Invoice.objects.get(order=found, kind=Invoice.Kind.INVOICE)
    days = (today - invoice.due_on).days if invoice.due_on else 0
    sent = {reminder.tone: timezone.localdate(reminder.created_at) for reminder in invoice.reminders.all()}
    if Tone.FRIENDLY not in sent:
        tone, is_due = Tone.FRIENDLY, days >= settings.FRIENDLY_REMINDER_DAYS
    elif Tone.FIRM not in sent:
        tone = Tone.FIRM
        is_due = days >= settings.FIRM_REMINDER_DAYS and today - sent[Tone.FRIENDLY] >= BETWEEN
    else:
        tone, is_due = None, False
    return Overdue(invoice, days=days, open_cents=due_cents(found), tone=tone, is_due=is_due)
