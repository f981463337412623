"""Begin to pay: first a row with everything the provider will be asked, and only after the commit the provider itself."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from betalingen.contracts import PaymentLine, PaymentRequest
from betalingen.lifecycles import AttemptStatus, OrderStatus
from betalingen.locking import locked_attempts, locked_order
from betalingen.models import Attempt, Instalment, Order
from betalingen.queries.choices import online_provider
from betalingen.queries.instalments import Part, asked_by
from betalingen.queries.orders import kept_cents, pay_path
from cms.api import NotAllowed, record_audit

SESSION: Final = timedelta(minutes=35)
"""How long the customer may take at the provider: Stripe wants at least 30 minutes, and clocks differ."""

GRACE: Final = timedelta(minutes=10)
"""How much longer than the payment the order waits, so that a payment at the last moment still counts."""

MAX_ATTEMPTS: Final = 10
"""Whoever starts again and again without paying does not keep a place for ever; on invoice it is so many a day."""


@transaction.atomic(durable=True)
def start_attempt(*, order: int, instalment: int | None = None) -> Attempt:
    """The running attempt of an open order (its pk), or of an instalment of it (its pk), or a new one with the next number. No
    network.

    Raises NotAllowed when there is nothing to pay now.
    """
    locked = locked_order(order)
    part = _part(locked, instalment)
    _check(locked, part)
    attempts = [each for each in locked_attempts(locked) if each.instalment_id == instalment]
    if any(attempt.status == AttemptStatus.PENDING for attempt in attempts):
        raise NotAllowed(_("Uw betaling is al in behandeling bij de bank. U hoeft niets meer te doen."))
    running = [attempt for attempt in attempts if attempt.status == AttemptStatus.CREATED]
    if running:
        return running[-1]
    today = timezone.now() - timedelta(days=1)
    tried = [each for each in attempts if not (locked.is_deferred and each.created_at < today)]
    if len(tried) >= MAX_ATTEMPTS:
        raise NotAllowed(_("Betalen is te vaak niet gelukt. Neem contact met ons op, dan helpen we u verder."))
    return _new_attempt(locked, part)


def _part(order: Order, instalment: int | None) -> Part:
    if instalment is None:
        return order
    row = order.instalments.get(pk=instalment)
    row.order = order
    return row


def _check(order: Order, part: Part) -> None:
    match OrderStatus(order.status):
        case OrderStatus.PAID:
            raise NotAllowed(_("Deze order is al betaald."))
        case OrderStatus.CANCELLED:
            raise NotAllowed(_("Deze order is geannuleerd."))
        case OrderStatus.EXPIRED:
            raise NotAllowed(_("De tijd om te betalen is voorbij. Meld u opnieuw aan."))
        case OrderStatus.WRITTEN_OFF:
            raise NotAllowed(_("U betaalt deze order later, op factuur."))
        case OrderStatus.OPEN:
            if order.is_held:
                raise NotAllowed(_("U kunt nog niet betalen. U krijgt een mail zodra het zover is."))
            if order.is_deferred and not asked_by(part):
                raise NotAllowed(_("U betaalt deze order later, op factuur."))
            if order.is_deferred and online_provider() is None:
                raise NotAllowed(_("Online betalen kan nu niet. Maak het bedrag over."))
            if order.expires_at is not None and order.expires_at <= timezone.now():
                raise NotAllowed(_("De tijd om te betalen is voorbij. Meld u opnieuw aan."))


def _new_attempt(order: Order, part: Part) -> Attempt:
    last = Attempt.objects.filter(order=order).aggregate(number=Max("number"))["number"] or 0
    kept = kept_cents(part)
    if kept >= part.owed_cents:
        # More than was asked came: finance gives that back, and the order is not paid again.
        raise NotAllowed(_("Deze order is al betaald."))
    attempt = Attempt(
        order=order,
        instalment=part if isinstance(part, Instalment) else None,
        number=last + 1,
        provider=_provider(order),
        amount_cents=part.owed_cents - kept,
        currency=order.currency,
        expires_at=timezone.now().replace(microsecond=0) + SESSION,
    )
    attempt.parameters = _request(part, attempt, _asked(part, attempt)).to_json()
    attempt.save()
    if order.expires_at is not None and order.expires_at < attempt.expires_at + GRACE:
        order.expires_at = attempt.expires_at + GRACE
        order.save(update_fields=["expires_at"])
    record_audit(order, "betalingen.attempt_started", attempt=attempt.number, amount_cents=attempt.amount_cents)
    return attempt


def _provider(order: Order) -> str:
    """An order on invoice is paid online after all."""
    online = online_provider() if order.is_deferred else None
    return online.key if online else order.provider


def _request(part: Part, attempt: Attempt, lines: tuple[PaymentLine, ...]) -> PaymentRequest:
    order = attempt.order
    with translation.override(order.language):
        return_path = reverse("betalingen:return", args=[part.access_key])
    return PaymentRequest(
        attempt=str(attempt.public_id),
        idempotency_key=attempt.idempotency_key,
        site=settings.SITE_URL,
        order_number=order.number,
        title=order.title,
        amount_cents=attempt.amount_cents,
        currency=order.currency,
        lines=lines,
        customer_email=part.email,
        language=order.language,
        success_url=settings.SITE_URL + return_path,
        cancel_url=settings.SITE_URL + pay_path(part),
        expires_at=attempt.expires_at,
    )


def _asked(part: Part, attempt: Attempt) -> tuple[PaymentLine, ...]:
    """The whole of an order line by line; in one line what is left once part of it was paid or need not be paid any more, or
    what is open of an instalment or an invoice."""
    order = attempt.order
    if order.is_deferred:
        with translation.override(order.language):
            description = _("Factuur %(number)s: %(title)s") % {"number": asked_by(part), "title": order.title}
        return (PaymentLine(description=description, quantity=1, amount_cents=attempt.amount_cents),)
    return _lines(order) if attempt.amount_cents == order.total_cents else _rest(order, attempt)


def _lines(order: Order) -> tuple[PaymentLine, ...]:
    return tuple(
        PaymentLine(description=line.description, quantity=line.quantity, amount_cents=line.payable_cents)
        for line in order.lines.all()
        if line.payable_cents
    )


def _rest(order: Order, attempt: Attempt) -> tuple[PaymentLine, ...]:
    with translation.override(order.language):
        description = _("Restbedrag van order %(number)s") % {"number": order.number}
    return (PaymentLine(description=description, quantity=1, amount_cents=attempt.amount_cents),)
