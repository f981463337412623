"""Orders as other apps and our own pages see them."""

from dataclasses import replace

from django.db.models import Sum
from django.urls import reverse
from django.utils import translation

from betalingen.contracts import OrderView
from betalingen.lifecycles import GAVE_NOTHING, AttemptStatus, RefundStatus
from betalingen.models import Attempt, Instalment, Order, Refund


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


def view_for(part: Order | Instalment) -> OrderView:
    """The view of an order for who pays it, or a part of it: `pay_url` is the page of that."""
    if isinstance(part, Order):
        return view_of(part)
    return replace(view_of(part.order), access_key=part.access_key, pay_url=pay_path(part))


def pay_path(part: Order | Instalment) -> str:
    """The path of the payment page, in the language of the order."""
    language = part.language if isinstance(part, Order) else part.order.language
    with translation.override(language):
        return reverse("betalingen:order", args=[part.access_key])


def paid_cents(part: Order | Instalment) -> int:
    """What was received on an order or an instalment, money given back not taken off."""
    about = "order" if isinstance(part, Order) else "instalment"
    found = Attempt.objects.filter(**{about: part}, status=AttemptStatus.SUCCEEDED).aggregate(
        cents=Sum("received_cents")
    )
    return found["cents"] or 0


def refundable_cents(attempt: Attempt) -> int:
    """What can still be given back: received, less what went back or is on its way."""
    if attempt.status != AttemptStatus.SUCCEEDED:
        return 0
    found = Refund.objects.filter(attempt=attempt).exclude(status__in=GAVE_NOTHING).aggregate(cents=Sum("amount_cents"))
    return attempt.received_cents - (found["cents"] or 0)


def kept_cents(part: Order | Instalment) -> int:
    """What was received on an order or an instalment, less what really went back."""
    about = "order" if isinstance(part, Order) else "instalment"
    back = Refund.objects.filter(**{f"attempt__{about}": part}, status=RefundStatus.SUCCEEDED).aggregate(
        cents=Sum("amount_cents")
    )
    return paid_cents(part) - (back["cents"] or 0)
