"""Cancel an order, or give back what was paid for it."""

from django.db import transaction

from betalingen import hooks
from betalingen.actions.credit_surplus import credit_surplus
from betalingen.actions.request_refund import request_refund
from betalingen.lifecycles import ORDER, AttemptStatus, OrderStatus
from betalingen.locking import locked_attempts, locked_order
from betalingen.models import Order
from betalingen.queries.cancelling import refundable_attempts
from betalingen.queries.orders import view_of
from cms.api import User, defer, move, record_audit


@transaction.atomic
def cancel_order(*, reference: str, reason: str, user: User | None = None) -> None:
    """An open order is cancelled and its running payments are stopped; of a paid order everything is given back.

    Idempotent: what is already cancelled, expired, written off or given back stays as it is. Raises Order.DoesNotExist.
    """
    order = locked_order(Order.objects.values_list("pk", flat=True).get(reference=reference))
    match OrderStatus(order.status):
        case OrderStatus.OPEN:
            _cancel(order, reason, user)
        case OrderStatus.PAID:
            _give_back(order, reason, user)
        case OrderStatus.CANCELLED | OrderStatus.EXPIRED | OrderStatus.WRITTEN_OFF:
            return


def _cancel(order: Order, reason: str, user: User | None) -> None:
    order.status = move(ORDER, order.status, OrderStatus.CANCELLED)
    order.expires_at = None
    order.save(update_fields=["status", "expires_at"])
    record_audit(order, "betalingen.order_cancelled", user=user, reason=reason)
    for attempt in locked_attempts(order):
        if attempt.status in {AttemptStatus.CREATED, AttemptStatus.PENDING}:
            defer("betalingen.stop_attempt", attempt=attempt.pk)
    # Part of the price may have come by bank transfer already.
    _give_back(order, reason, user)
    credit_surplus(order, reason=reason, user=user)
    hooks.order_cancelled(view_of(order))


def _give_back(order: Order, reason: str, user: User | None) -> None:
    for attempt in refundable_attempts(Order.objects.filter(pk=order.pk)):
        request_refund(attempt=attempt.pk, amount_cents=attempt.left_cents, reason=reason, user=user)
