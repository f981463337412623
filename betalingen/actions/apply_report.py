"""Write down how a payment stands. The one place where money comes in, whoever asked the provider: the webhook's job, the
success page, the reconciliation. Each report may come twice, late and in any order; each payment has one effect."""

import logging
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen import hooks
from betalingen.actions.apply_dispute import apply_dispute_reports
from betalingen.actions.apply_refund import apply_refund_reports
from betalingen.actions.flag import flag
from betalingen.actions.give_back_late_money import give_back_late_money
from betalingen.actions.give_back_waived import give_back_waived
from betalingen.actions.place_order import HOLD
from betalingen.actions.post_money import post_fee, post_receipt, post_return_of_bad_debt
from betalingen.contracts import PaymentReport
from betalingen.lifecycles import ATTEMPT, ORDER, AttemptStatus, OrderStatus
from betalingen.locking import locked_attempt
from betalingen.models import Attempt, Discrepancy, Order
from betalingen.pricing import vat_within
from betalingen.queries.instalments import is_all_in
from betalingen.queries.orders import kept_cents, view_for, view_of
from cms.api import NotAllowed, User, defer, move, queue_mail, record_audit

logger = logging.getLogger(__name__)

IN_FLIGHT: Final = timedelta(minutes=2)
"""A payment the provider does not know may still be on its way there for this long."""


@transaction.atomic
def apply_report(*, attempt: int, report: PaymentReport) -> Attempt:
    """Bring an attempt (its pk), its refunds and its order in line with what the provider says; returns the attempt."""
    order, locked = locked_attempt(attempt)
    _adopt(locked, report)
    match report.state:
        case "paid":
            _receive(order, locked, report)
        case "pending":
            _wait(order, locked)
        case "failed":
            _end(order, locked, AttemptStatus.FAILED)
        case "expired":
            _end(order, locked, AttemptStatus.EXPIRED)
        case "absent" if locked.created_at < timezone.now() - IN_FLIGHT:
            _end(order, locked, AttemptStatus.FAILED)
        case "absent" | "open":
            pass
    apply_refund_reports(order, locked, report.refunds)
    apply_dispute_reports(order, locked, report.disputes)
    if report.is_disputed:
        flag(locked, Discrepancy.Kind.DISPUTED)
    return locked


def _adopt(attempt: Attempt, report: PaymentReport) -> None:
    """Take over a payment whose answer was lost between the provider and our commit."""
    if attempt.provider_reference or not report.reference:
        return
    attempt.provider_reference = report.reference
    attempt.payment_url = report.payment_url
    attempt.expires_at = report.expires_at or attempt.expires_at
    attempt.is_demo = report.is_demo
    attempt.save(update_fields=["provider_reference", "payment_url", "expires_at", "is_demo"])


def _receive(order: Order, attempt: Attempt, report: PaymentReport) -> None:
    if attempt.status == AttemptStatus.SUCCEEDED:
        _complete(order, attempt, report)
        return
    attempt.status = move(ATTEMPT, attempt.status, AttemptStatus.SUCCEEDED)
    attempt.charge_reference = report.charge_reference
    attempt.received_cents = report.received_cents
    attempt.received_currency = report.received_currency
    attempt.method = report.method
    attempt.fee_cents = report.fee_cents
    attempt.succeeded_at = report.received_at or timezone.now()
    book_money(order, attempt)
    settle(order, attempt)


def book_money(order: Order, attempt: Attempt) -> None:
    """Save an attempt that just succeeded, with its part of the VAT."""
    before = kept_cents(order)
    if attempt.received_currency == order.currency:
        attempt.vat_cents = _vat_between(order, before, before + attempt.received_cents)
    attempt.save()
    post_receipt(order, attempt)
    post_fee(order, attempt)
    if order.status == OrderStatus.WRITTEN_OFF:
        post_return_of_bad_debt(order, attempt)
    record_audit(
        order,
        "betalingen.money_received",
        attempt=attempt.number,
        received_cents=attempt.received_cents,
        currency=attempt.received_currency,
    )


def settle(order: Order, attempt: Attempt) -> None:
    """Decide what the money that just came does to the order: pay it, or be set aside for finance."""
    match OrderStatus(order.status):
        case OrderStatus.PAID:
            flag(attempt, Discrepancy.Kind.DOUBLE)
        case OrderStatus.CANCELLED:
            flag(attempt, Discrepancy.Kind.AFTER_CANCELLATION)
        case OrderStatus.EXPIRED if _fits(order, attempt):
            settle_late(order, attempt)
        case OrderStatus.EXPIRED:
            flag(attempt, Discrepancy.Kind.AFTER_EXPIRY)
        case OrderStatus.OPEN | OrderStatus.WRITTEN_OFF if (
            order.is_deferred and attempt.received_currency == order.currency
        ):
            settle_part(order, attempt)
        case OrderStatus.OPEN | OrderStatus.WRITTEN_OFF if _fits(order, attempt):
            pay(order)
        case OrderStatus.OPEN if _was_asked_too_much(order, attempt):
            pay(order)
            give_back_waived(order, order.waived_cents, reason=_("afgemeld terwijl er betaald werd"))
        case OrderStatus.OPEN | OrderStatus.WRITTEN_OFF:
            flag(attempt, Discrepancy.Kind.WRONG_AMOUNT)


def settle_part(order: Order, attempt: Attempt, *, user: User | None = None) -> None:
    """Decide what money does to the order, or the instalment, that it is for: too little waits for more, too much is set aside
    for finance. The order is paid when each part of it is. `user` is who booked it.
    """
    part = attempt.instalment or order
    kept = kept_cents(part)
    others = Attempt.objects.filter(order=order, instalment=attempt.instalment).exclude(pk=attempt.pk)
    # What is being paid at a provider asks more than is still open.
    for running in others.filter(status__in=[AttemptStatus.CREATED, AttemptStatus.PENDING]):
        defer("betalingen.stop_attempt", attempt=running.pk)
    if kept < part.owed_cents:
        flag(attempt, Discrepancy.Kind.UNDERPAID)
        return
    if kept > part.owed_cents:
        flag(attempt, Discrepancy.Kind.OVERPAID)
    Discrepancy.objects.filter(attempt__in=others, kind=Discrepancy.Kind.UNDERPAID, resolved_at__isnull=True).update(
        resolved_at=timezone.now(), resolution=_("Aangevuld met een volgende betaling.")
    )
    if is_all_in(order):
        pay(order, user=user)


def settle_late(order: Order, attempt: Attempt) -> None:
    """Honour money that came after the order had expired, or give it back at once when what it was for is gone."""
    try:
        hooks.check_late_payment(view_of(order))
    except NotAllowed as refusal:
        give_back_late_money(order, attempt, str(refusal.reason))
    else:
        pay(order)


def _fits(order: Order, attempt: Attempt) -> bool:
    return _is_as_asked(order, attempt) and kept_cents(order) == order.owed_cents


def _was_asked_too_much(order: Order, attempt: Attempt) -> bool:
    """Somebody left while this payment ran, so that it brought what was waived meanwhile."""
    return _is_as_asked(order, attempt) and order.owed_cents < kept_cents(order) <= order.total_cents


def _is_as_asked(order: Order, attempt: Attempt) -> bool:
    return attempt.received_currency == order.currency and attempt.received_cents == attempt.amount_cents


def pay(order: Order, *, user: User | None = None) -> None:
    """Everything is in: the order is paid, and whoever placed it hears so. `user` is who booked the last money."""
    order.status = move(ORDER, order.status, OrderStatus.PAID)
    order.paid_at = timezone.now()
    order.expires_at = None
    order.save(update_fields=["status", "paid_at", "expires_at"])
    record_audit(order, "betalingen.order_paid", user=user, total_cents=order.total_cents)
    hooks.order_paid(view_of(order))
    defer("betalingen.issue_invoice", order=order.pk)


def _complete(order: Order, attempt: Attempt, report: PaymentReport) -> None:
    """Fill in what the provider did not know yet when the money came: the fee follows later."""
    if attempt.fee_cents is None and report.fee_cents is not None:
        attempt.fee_cents = report.fee_cents
        attempt.save(update_fields=["fee_cents"])
        post_fee(order, attempt)
    if report.charge_reference and report.charge_reference != attempt.charge_reference:
        logger.error("attempt %s is paid by another charge than before", attempt.public_id)


def _wait(order: Order, attempt: Attempt) -> None:
    if attempt.status != AttemptStatus.CREATED:
        return
    attempt.status = move(ATTEMPT, attempt.status, AttemptStatus.PENDING)
    attempt.save(update_fields=["status"])
    record_audit(order, "betalingen.attempt_pending", attempt=attempt.number)
    if order.status == OrderStatus.OPEN and not order.is_deferred:
        # The bank takes days: until it has spoken the order does not expire by itself.
        order.expires_at = None
        order.save(update_fields=["expires_at"])
        hooks.order_pending(view_of(order))


def _end(order: Order, attempt: Attempt, status: AttemptStatus) -> None:
    if attempt.status not in {AttemptStatus.CREATED, AttemptStatus.PENDING}:
        return
    was_pending = attempt.status == AttemptStatus.PENDING
    attempt.status = move(ATTEMPT, attempt.status, status)
    attempt.save(update_fields=["status"])
    record_audit(order, f"betalingen.attempt_{status.value}", attempt=attempt.number)
    if was_pending and order.status == OrderStatus.OPEN:
        if not order.is_deferred:
            order.expires_at = timezone.now() + HOLD
            order.save(update_fields=["expires_at"])
        payer = attempt.payer
        queue_mail(
            key=f"attempt:{attempt.public_id}:failed",
            to=payer.email,
            template="betalingen/payment_failed",
            context={
                "order": view_for(payer),
                "name": payer.greeted_name,
                "amount_cents": attempt.amount_cents,
            },
            language=order.language,
            about=f"order:{order.public_id}",
        )


def _vat_between(order: Order, before: int, after: int) -> int:
    def share(cents: int) -> int:
        return vat_within(cents, total_cents=order.total_cents, vat_cents=order.vat_cents)

    return share(after) - share(before)
