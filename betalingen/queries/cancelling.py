"""What cancelling orders does to their money, counted beforehand with the query by which it is done."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from betalingen.lifecycles import GAVE_NOTHING, AttemptStatus, OrderStatus
from betalingen.models import Attempt, Dispute, Order, Refund
from betalingen.queries.disputes import TAKES_BACK


@dataclass(frozen=True)
class Cancelling:
    """`open_orders` would be cancelled, together `open_cents`; `refunds` would be started, together `refund_cents`.

    Of the open orders `held_orders` (`held_cents`) cannot be paid yet. `paid_orders` are paid, together `paid_cents`.
    """

    open_orders: int
    open_cents: int
    held_orders: int
    held_cents: int
    paid_orders: int
    paid_cents: int
    refunds: int
    refund_cents: int


def cancelling(references: Collection[str]) -> Cancelling:
    """What `cancel_order` of each of these references would do now; two queries."""
    orders = Order.objects.filter(reference__in=references)
    is_open, is_paid = Q(status=OrderStatus.OPEN), Q(status=OrderStatus.PAID)
    sums = orders.aggregate(
        open_orders=Count("pk", filter=is_open),
        open_cents=Sum("total_cents", filter=is_open, default=0),
        held_orders=Count("pk", filter=is_open & Q(is_held=True)),
        held_cents=Sum("total_cents", filter=is_open & Q(is_held=True), default=0),
        paid_orders=Count("pk", filter=is_paid),
        paid_cents=Sum("total_cents", filter=is_paid, default=0),
    )
    back = refundable_attempts(orders.filter(is_open | is_paid)).aggregate(
        refunds=Count("pk"), refund_cents=Sum("left_cents", default=0)
    )
    return Cancelling(**sums, **back)


def refundable_attempts(orders: QuerySet[Order]) -> QuerySet[Any]:
    """The payments of these orders of which something can still be given back (not what a bank claimed back): `left_cents` of it, oldest first."""
    given_back = (
        Refund.objects.filter(attempt=OuterRef("pk"))
        .exclude(status__in=GAVE_NOTHING)
        .order_by()
        .values("attempt")
        .annotate(cents=Sum("amount_cents"))
        .values("cents")
    )
    return (
        Attempt.objects.filter(order__in=orders, status=AttemptStatus.SUCCEEDED)
        .exclude(Exists(Dispute.objects.filter(attempt=OuterRef("pk"), status__in=TAKES_BACK)))
        .annotate(left_cents=F("received_cents") - Coalesce(Subquery(given_back), 0))
        .filter(left_cents__gt=0)
        .order_by("pk")
    )
