"""Book a bank transfer that finance found on the bank statement."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen import hooks
from betalingen.actions.apply_report import book_money, settle_late, settle_part
from betalingen.actions.flag import flag
from betalingen.lifecycles import AttemptStatus, OrderStatus
from betalingen.locking import locked_attempts, locked_order
from betalingen.models import Attempt, Discrepancy, Instalment, Order
from betalingen.models.payments import BANK_TRANSFER
from betalingen.queries.instalments import instalment_paid
from betalingen.queries.orders import kept_cents
from cms.api import NotAllowed, User


@transaction.atomic
def book_transfer(
    *,
    order: int,
    amount_cents: int,
    received_on: dt.date,
    bank_reference: str,
    instalment: int | None = None,
    user: User | None = None,
) -> Attempt:
    """A transfer becomes a succeeded attempt of an order (its pk), which is paid when all of it is in; also of one that was
    to be paid online. It counts for one instalment (its pk), by default for the one that `instalment_paid` tells.

    The same order, reference, amount and day again changes nothing. Raises NotAllowed when the reference was booked
    otherwise, and when the day or the amount cannot be.
    """
    locked = locked_order(order)
    reference = bank_reference.strip()
    _check(amount_cents, received_on, reference)
    provider = _provider(locked)
    known = Attempt.objects.select_related("order").filter(provider=provider, charge_reference=reference).first()
    if known:
        return _same(known, locked, amount_cents, received_on)
    row = _row(locked, instalment, amount_cents)
    part = row or locked
    locked_attempts(locked)
    last = Attempt.objects.filter(order=locked).aggregate(number=Max("number"))["number"] or 0
    moment = timezone.make_aware(dt.datetime.combine(received_on, dt.time(12)))
    attempt = Attempt(
        order=locked,
        instalment=row,
        number=last + 1,
        provider=provider,
        status=AttemptStatus.SUCCEEDED,
        amount_cents=max(part.owed_cents - kept_cents(part), 0) if locked.status == OrderStatus.OPEN else 0,
        currency=locked.currency,
        charge_reference=reference,
        method=BANK_TRANSFER,
        received_cents=amount_cents,
        received_currency=locked.currency,
        fee_cents=0,
        expires_at=moment,
        succeeded_at=moment,
    )
    book_money(locked, attempt)
    _settle(locked, attempt, user)
    return attempt


def _row(order: Order, instalment: int | None, amount_cents: int) -> Instalment | None:
    if instalment is None:
        return instalment_paid(order, amount_cents)
    row = order.instalments.filter(pk=instalment).first()
    if row is None:
        raise NotAllowed(_("Deze termijn hoort niet bij deze order."))
    return row


def _provider(order: Order) -> str:
    """Who looks after money that came by transfer: a provider of payments online could not give it back."""
    if order.is_deferred:
        return order.provider
    deferred = [provider.key for provider in hooks.payment_providers() if provider.is_deferred]
    if not deferred:
        raise NotAllowed(_("Deze order wordt online betaald, en betalen per overschrijving staat uit."))
    return deferred[0]


def _check(amount_cents: int, received_on: dt.date, reference: str) -> None:
    if amount_cents <= 0:
        raise NotAllowed(_("Vul een bedrag in dat hoger is dan nul."))
    if received_on > timezone.localdate():
        raise NotAllowed(_("De dag van ontvangst ligt in de toekomst."))
    if not reference:
        raise NotAllowed(_("Vul het kenmerk van het bankafschrift in."))


def _same(known: Attempt, order: Order, amount_cents: int, received_on: dt.date) -> Attempt:
    booked_on = timezone.localdate(known.succeeded_at)
    if (known.order_id, known.received_cents, booked_on) == (order.pk, amount_cents, received_on):
        return known
    raise NotAllowed(
        _("Een overschrijving met dit kenmerk is al geboekt op order %(number)s.") % {"number": known.order.number}
    )


def _settle(order: Order, attempt: Attempt, user: User | None) -> None:
    match OrderStatus(order.status):
        case OrderStatus.PAID:
            flag(attempt, Discrepancy.Kind.DOUBLE)
        case OrderStatus.CANCELLED:
            flag(attempt, Discrepancy.Kind.AFTER_CANCELLATION)
        case OrderStatus.EXPIRED if kept_cents(order) == order.owed_cents:
            settle_late(order, attempt)
        case OrderStatus.EXPIRED:
            flag(attempt, Discrepancy.Kind.AFTER_EXPIRY)
        case OrderStatus.OPEN | OrderStatus.WRITTEN_OFF:
            settle_part(order, attempt, user=user)
