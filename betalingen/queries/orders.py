"""Orders as other apps and our own pages see them."""

from django.db.models import Sum
from django.urls import reverse
from django.utils import translation

from betalingen.contracts import OrderView
from betalingen.lifecycles import GAVE_NOTHING, AttemptStatus, RefundStatus
from betalingen.models import Attempt, Order, Refund


def order_view(reference: str) -> OrderView | None:
    """The order with this reference ("booking:<uuid>"), if there is one."""
    order = Order.objects.filter(reference=reference).first()
    return view_of(order) if order else None


def view_of(order: Order) -> OrderView:
    """The frozen view of an order as it is in memory; one query for what was paid."""
    return OrderView(
        pk=order.pk,
        public_id=str(order.public_id),
        access_key=order.access_key,
        number=order.number,
        reference=order.reference,
        title=order.title,
        status=order.status,  # type: ignore[arg-type]  # the column's choices
        total_cents=order.total_cents,
        vat_cents=order.vat_cents,
        paid_cents=paid_cents(order),
        provider=order.provider,
        is_deferred=order.is_deferred,
        expires_at=order.expires_at,
        pay_url=pay_path(order),
        return_path=order.return_path,
        is_held=order.is_held,
        waived_cents=order.waived_cents,
    )


def pay_path(order: Order) -> str:
    """The path of the payment page, in the language of the order."""
    with translation.override(order.language):
        return reverse("betalingen:order", args=[order.access_key])


def paid_cents(order: Order) -> int:
    """What was received on an order, money given back not taken off."""
    found = Attempt.objects.filter(order=order, status=AttemptStatus.SUCCEEDED).aggregate(cents=Sum("received_cents"))
    return found["cents"] or 0


def refundable_cents(attempt: Attempt) -> int:
    """What can still be given back: received, less what went back or is on its way."""
    if attempt.status != AttemptStatus.SUCCEEDED:
        return 0
    found = Refund.objects.filter(attempt=attempt).exclude(status__in=GAVE_NOTHING).aggregate(cents=Sum("amount_cents"))
    return attempt.received_cents - (found["cents"] or 0)


def kept_cents(order: Order) -> int:
    """What was received on an order, less what really went back."""
    back = Refund.objects.filter(attempt__order=order, status=RefundStatus.SUCCEEDED).aggregate(
        cents=Sum("amount_cents")
    )
    return paid_cents(order) - (back["cents"] or 0)
