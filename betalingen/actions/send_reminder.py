"""Remind a customer of an invoice that is late: once in a friendly tone, once in a firm one."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.documents.content import ReminderContent
from betalingen.documents.pdf import reminder_pdf
from betalingen.locking import locked_order
from betalingen.models import Invoice, Order, PaymentReminder
from betalingen.queries.orders import view_for
from betalingen.queries.overdue import Overdue, overdue, overdue_orders
from cms.api import Attachment, NotAllowed, User, defer, queue_mail, record_audit

PAY_WITHIN: Final = dt.timedelta(days=14)


@transaction.atomic
def send_reminder(*, order: int, user: User | None = None) -> PaymentReminder:
    """The next reminder of an order (its pk), because a person wants so.

    Raises NotAllowed when nothing is late, when it is in dispute, and when both reminders were sent.
    """
    locked = locked_order(order)
    late = overdue(order)
    if late is None:
        raise NotAllowed(_("Van deze order is geen factuur te laat, of er loopt nog een geschil over de betaling."))
    if late.tone is None:
        raise NotAllowed(_("Beide herinneringen zijn al verstuurd. Bel de klant, of boek het bedrag af."))
    return _send(locked, late, late.tone, user)


@transaction.atomic
def send_due_reminder(*, order: int) -> PaymentReminder | None:
    """The next reminder of an order (its pk) if an invoice of it is late enough for it; None once every one was sent."""
    locked = locked_order(order)
    late = overdue(order)
    if late is None or late.tone is None or not late.is_due:
        return None
    return _send(locked, late, late.tone, None)


def send_due_reminders() -> None:
    """Leave a job for every order that is late."""
    for pk in overdue_orders(timezone.localdate()).values_list("pk", flat=True):
        defer("betalingen.send_due_reminder", once=f"reminder-{pk}", order=pk)


def _send(order: Order, late: Overdue, tone: PaymentReminder.Tone, user: User | None) -> PaymentReminder:
    invoice = late.invoice
    reminder = PaymentReminder.objects.create(invoice=invoice, tone=tone, open_cents=late.open_cents, user=user)
    record_audit(
        order, "betalingen.reminder_sent", user=user, tone=tone.value, amount_cents=late.open_cents, days=late.days
    )
    queue_mail(
        key=f"invoice:{invoice.public_id}:reminder:{tone.value}",
        to=invoice.payer.email,
        template=f"betalingen/reminder_{tone.value}",
        context={
            "order": view_for(invoice.payer),
            "name": invoice.payer.greeted_name,
            "facts": invoice.facts,
            "open_cents": late.open_cents,
        },
        language=order.language,
        attachments=[Attachment(f"{invoice.number}.pdf", "application/pdf", _letter(invoice, reminder))],
        about=f"order:{order.public_id}",
    )
    return reminder


def _letter(invoice: Invoice, reminder: PaymentReminder) -> bytes:
    written_on = timezone.localdate()
    letter = ReminderContent(
        invoice=invoice.facts,
        tone="friendly" if reminder.tone == PaymentReminder.Tone.FRIENDLY else "firm",
        written_on=written_on,
        pay_until=written_on + PAY_WITHIN,
        open_cents=reminder.open_cents,
    )
    return reminder_pdf(letter, made_at=timezone.now())
