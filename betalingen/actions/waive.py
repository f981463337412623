"""Give up part of what an order asks: somebody left, and the rules say that this much need not be paid."""

from django.db import transaction
from django.db.models import Sum

from betalingen.actions.apply_report import pay
from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.credit_surplus import credit_surplus
from betalingen.actions.request_refund import request_refund
from betalingen.lifecycles import AttemptStatus, OrderStatus
from betalingen.locking import locked_attempts, locked_order
from betalingen.models import Instalment, Order
from betalingen.queries.cancelling import given_back, is_binding, refundable_on
from betalingen.queries.instalments import Part, is_all_in, lowered
from cms.api import User, defer, record_audit


@transaction.atomic
def waive(*, reference: str, cents: int, reason: str, user: User | None = None) -> None:
    """`cents` of a paid order, or of one on invoice, need not be paid: credited at once, and given back as far as it was paid.

    Nothing owed any more cancels what was open; everything in already makes it paid. Other orders stay as they are. Raises
    Order.DoesNotExist, ValueError for more than is owed.
    """
    order = locked_order(Order.objects.values_list("pk", flat=True).get(reference=reference))
    if not cents or not is_binding(order):
        return
    if not 0 < cents <= order.owed_cents:
        raise ValueError(f"{cents} cents of order {order.number} cannot be waived.")
    parts = lowered(order, cents)
    order.waived_cents += cents
    order.save(update_fields=["waived_cents"])
    for part, less_cents in parts:
        if isinstance(part, Instalment) and less_cents:
            part.waived_cents += less_cents
            part.save(update_fields=["waived_cents"])
    record_audit(order, "betalingen.order_waived", user=user, amount_cents=cents, reason=reason)
    if order.status == OrderStatus.OPEN and not order.owed_cents:
        cancel_order(reference=reference, reason=reason, user=user)
        return
    credit_surplus(order, reason=reason, user=user)
    _stop_running(order, {part.pk for part, less_cents in parts if less_cents})
    for part, less_cents in parts:
        _give_back(part, less_cents, reason, user)
    if order.status == OrderStatus.OPEN and is_all_in(order):
        pay(order, user=user)


def _stop_running(order: Order, lowered_parts: set[int]) -> None:
    """What is being paid at a provider asks more than is owed now."""
    for attempt in locked_attempts(order):
        if attempt.status in {AttemptStatus.CREATED, AttemptStatus.PENDING} and attempt.payer.pk in lowered_parts:
            defer("betalingen.stop_attempt", attempt=attempt.pk)


def _give_back(asked: Part, waived_cents: int, reason: str, user: User | None) -> None:
    attempts = refundable_on(asked)
    left_cents = attempts.aggregate(cents=Sum("left_cents", default=0))["cents"]
    back_cents = given_back(waived_cents, left_cents, asked.owed_cents)
    for attempt in attempts:
        part = min(attempt.left_cents, back_cents)
        if part:
            request_refund(attempt=attempt.pk, amount_cents=part, reason=reason, user=user)
            back_cents -= part
