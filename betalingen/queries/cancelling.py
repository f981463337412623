"""What cancelling orders does to their money, counted beforehand with the query by which it is done."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from betalingen.cancellation import costs_of
from betalingen.lifecycles import GAVE_NOTHING, AttemptStatus, OrderStatus
from betalingen.models import Attempt, Dispute, Order, Refund
from betalingen.pricing import Share, vat_within
from betalingen.queries.disputes import TAKES_BACK
from betalingen.queries.instalments import Part, lowered


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


@dataclass(frozen=True)
class GivingUp:
    """What becomes of the money of one place of an order; amounts in cents, VAT included.

    Of `place_cents` (`place_vat_cents` is the VAT in it) `costs_cents` (`costs_vat_cents`) stay owed and `waived_cents` do
    not. `back_cents` goes back to the customer; afterwards the order still asks `due_cents`. Until the customer paid, or was
    promised the place on invoice (`is_bound`), leaving costs nothing.
    """

    place_cents: int
    place_vat_cents: int
    costs_cents: int
    costs_vat_cents: int
    waived_cents: int
    back_cents: int
    due_cents: int
    is_bound: bool


def giving_up(reference: str, *, places: int, percentage: int, costs_cents: int | None = None) -> GivingUp | None:
    """What `waive` does when one of `places` that an order still has is given up at `percentage` of its price.

    `costs_cents` is what a person decided instead of that. None when nothing can be given up of it: see `is_divisible`, or
    there is no order.
    """
    order = Order.objects.annotate(quantity=Sum("lines__quantity")).filter(reference=reference).first()
    if order is None or not is_divisible(order):
        return None
    is_bound = order.status == OrderStatus.PAID or (order.is_deferred and not order.is_held)
    if not is_bound:
        percentage = 0
    part = Share(order.quantity - places, order.quantity - places + 1, order.quantity)
    place_cents = min(part.of(order.total_cents), order.owed_cents)
    costs = costs_of(place_cents, percentage) if costs_cents is None else min(costs_cents, place_cents)
    waived_cents = place_cents - costs
    parts = [(part, less, _left(part)) for part, less in lowered(order, waived_cents)]
    return GivingUp(
        place_cents=place_cents,
        place_vat_cents=_vat(order, place_cents),
        costs_cents=costs,
        costs_vat_cents=_vat(order, costs),
        waived_cents=waived_cents,
        back_cents=sum(given_back(less, left, part.owed_cents - less) for part, less, left in parts),
        due_cents=sum(max(part.owed_cents - less - left, 0) for part, less, left in parts),
        is_bound=is_bound,
    )


def _left(part: Part) -> int:
    found: int = refundable_on(part).aggregate(cents=Sum("left_cents", default=0))["cents"]
    return found


def given_back(waived_cents: int, left_cents: int, owed_cents: int) -> int:
    """Of what was waived, what goes back when `left_cents` were kept and `owed_cents` remain; money that came too much stays
    for finance to decide about."""
    return max(min(waived_cents, left_cents - owed_cents), 0)


def is_divisible(order: Order) -> bool:
    """Whether places of it can be given up one by one: not once it is over, nor while a bank takes days over the whole amount."""
    if order.status == OrderStatus.OPEN:
        return order.is_deferred or not order.attempts.filter(status=AttemptStatus.PENDING).exists()
    return order.status == OrderStatus.PAID


def _vat(order: Order, cents: int) -> int:
    return vat_within(cents, total_cents=order.total_cents, vat_cents=order.vat_cents)


def cancelling(references: Collection[str]) -> Cancelling:
    """What `cancel_order` of each of these references would do now; two queries."""
    orders = Order.objects.filter(reference__in=references)
    is_open, is_paid = Q(status=OrderStatus.OPEN), Q(status=OrderStatus.PAID)
    sums = orders.aggregate(
        open_orders=Count("pk", filter=is_open),
        open_cents=Sum(F("total_cents") - F("waived_cents"), filter=is_open, default=0),
        held_orders=Count("pk", filter=is_open & Q(is_held=True)),
        held_cents=Sum(F("total_cents") - F("waived_cents"), filter=is_open & Q(is_held=True), default=0),
        paid_orders=Count("pk", filter=is_paid),
        paid_cents=Sum("total_cents", filter=is_paid, default=0),
    )
    back = refundable_attempts(orders.filter(is_open | is_paid)).aggregate(
        refunds=Count("pk"), refund_cents=Sum("left_cents", default=0)
    )
    return Cancelling(**sums, **back)


def refundable_on(part: Part) -> QuerySet[Any]:
    """Those of an order, or of one of its instalments."""
    if isinstance(part, Order):
        return refundable_attempts(Order.objects.filter(pk=part.pk))
    return refundable_attempts(Order.objects.filter(pk=part.order_id)).filter(instalment=part)


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
