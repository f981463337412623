"""Give back what an order holds when nobody pays in time. Talks to the provider first, then decides in a transaction."""

from django.db import transaction
from django.utils import timezone

from betalingen import hooks
from betalingen.actions.sync_attempt import stop_attempt
from betalingen.lifecycles import ORDER, AttemptStatus, OrderStatus
from betalingen.locking import locked_attempts, locked_order
from betalingen.models import Attempt
from betalingen.queries.orders import view_of
from cms.api import move, record_audit

RUNNING = (AttemptStatus.CREATED, AttemptStatus.PENDING)


def expire_order(*, order: int) -> None:
    """Stop the running payments of a due order (its pk); if none turns out to be paid, the order expires.

    Raises ProviderUnavailable: the order then waits, because somebody may be paying.
    """
    for attempt in Attempt.objects.filter(order=order, status=AttemptStatus.CREATED):
        stop_attempt(attempt=attempt.pk)
    _expire(order)


@transaction.atomic
def _expire(pk: int) -> None:
    order = locked_order(pk)
    is_due = order.expires_at is not None and order.expires_at <= timezone.now()
    if order.status != OrderStatus.OPEN or not is_due:
        return
    if any(attempt.status in RUNNING for attempt in locked_attempts(order)):
        return
    order.status = move(ORDER, order.status, OrderStatus.EXPIRED)
    order.save(update_fields=["status"])
    record_audit(order, "betalingen.order_expired")
    hooks.order_expired(view_of(order))
