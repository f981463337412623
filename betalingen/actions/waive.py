"""Give up part of what an order asks: somebody left, and the rules say that this much need not be paid."""

from django.db import transaction

from betalingen.actions.apply_report import pay
from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.credit_surplus import credit_surplus
from betalingen.actions.give_back_waived import give_back_waived
from betalingen.lifecycles import AttemptStatus, OrderStatus
from betalingen.locking import locked_attempts, locked_order
from betalingen.models import Instalment, Order
from betalingen.queries.cancelling import is_divisible
from betalingen.queries.instalments import is_all_in, lowered
from cms.api import User, defer, record_audit


@transaction.atomic
def waive(*, reference: str, cents: int, reason: str, user: User | None = None) -> None:
    """`cents` of an order that `is_divisible` need not be paid: credited at once, and given back as far as it was paid.

    Nothing owed any more cancels what was open; everything in already makes it paid. A payment that runs is stopped, because it
    asks too much; when it succeeds all the same, `apply_report` gives back what it brings too much. Other orders stay as they
    are. Raises Order.DoesNotExist, ValueError for more than is owed.
    """
    order = locked_order(Order.objects.values_list("pk", flat=True).get(reference=reference))
    if not cents or not is_divisible(order):
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
        give_back_waived(part, less_cents, reason=reason, user=user)
    if order.status == OrderStatus.OPEN and is_all_in(order):
        pay(order, user=user)


def _stop_running(order: Order, lowered_parts: set[int]) -> None:
    """What is being paid at a provider asks more than is owed now."""
    for attempt in locked_attempts(order):
        if attempt.status in {AttemptStatus.CREATED, AttemptStatus.PENDING} and attempt.payer.pk in lowered_parts:
            defer("betalingen.stop_attempt", attempt=attempt.pk)
