"""What a decision about an edition will do, counted beforehand."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Sum

from events.lifecycles import SEATED, RegistrationStatus
from events.models import Booking, Edition, Registration

HOLDING = Q(status__in=SEATED)


@dataclass(frozen=True)
class Consequences:
    """Whom and what a decision touches. `open_orders` are not paid yet, `paid_orders` are; amounts in cents."""

    mails: int
    confirmed: int
    awaiting_payment: int
    open_orders: int
    open_cents: int
    paid_orders: int
    paid_cents: int


def consequences(edition: Edition) -> Consequences:
    """Two queries."""
    people = Registration.objects.filter(HOLDING, edition=edition).aggregate(
        mails=Count("pk"),
        confirmed=Count("pk", filter=Q(status=RegistrationStatus.CONFIRMED)),
        awaiting_payment=Count("pk", filter=Q(status=RegistrationStatus.AWAITING_PAYMENT)),
    )
    # An order of which nobody holds a place any more has been cancelled or given back already.
    held = Registration.objects.filter(HOLDING, booking=OuterRef("pk"))
    bookings = Booking.objects.filter(Exists(held), edition=edition, order__isnull=False)
    is_open, is_paid = Q(order__status="open"), Q(order__status="paid")
    money = bookings.aggregate(
        open_orders=Count("pk", filter=is_open),
        open_cents=Sum("order__total_cents", filter=is_open, default=0),
        paid_orders=Count("pk", filter=is_paid),
        paid_cents=Sum("order__total_cents", filter=is_paid, default=0),
    )
    return Consequences(**people, **money)
