"""What a decision about an edition will do, counted beforehand with the queries by which it is done."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from betalingen.api import Cancelling, cancelling
from events.lifecycles import SEATED, RegistrationStatus
from events.locking import order_references
from events.models import Edition, GuestList, Registration

PAY_WITHIN: Final = dt.timedelta(days=14)
"""How long the customer has after the decision, unless it starts before."""


_UNDECIDED = Q(status=RegistrationStatus.INTAKE) | Q(status=RegistrationStatus.APPLIED, booking__order=None)


@dataclass(frozen=True)
class GoAhead:
    """`sure` people get a mail; `payments` orders can be paid from then on, `invoices` orders are confirmed on invoice.

    `unsure` people still have to pay and hear nothing until they did; `undecided` people wait for a talk or for whoever decides
    about the money, and hear nothing until then. Amounts in cents.
    """

    mails: int
    sure: int
    unsure: int
    undecided: int
    payments: int
    payment_cents: int
    invoices: int
    invoice_cents: int
    calendar_items: int

    @property
    def holds_orders(self) -> bool:
        return bool(self.payments or self.invoices)


@dataclass(frozen=True)
class CallOff:
    """`mails` people lose a place, `guests` hear it too, `calendar_items` disappear; `money` is what becomes of the orders."""

    mails: int
    guests: int
    calendar_items: int
    money: Cancelling


@dataclass(frozen=True)
class Consequences:
    """Of each of the decisions. `postpone_mails` people hear of another decision date; `pages` say it all."""

    go_ahead: GoAhead
    call_off: CallOff
    postpone_mails: int
    pages: Sequence[Page]


def consequences(edition: Edition) -> Consequences:
    """Nine queries."""
    sessions = edition.sessions.count()
    people = seated(edition).aggregate(
        all=Count("pk"),
        sure=Count("pk", filter=Q(status=RegistrationStatus.CONFIRMED)),
        unsure=Count("pk", filter=Q(status=RegistrationStatus.AWAITING_PAYMENT)),
        undecided=Count("pk", filter=_UNDECIDED),
    )
    return Consequences(
        go_ahead=going_ahead(
            list(held(edition)),
            sure=people["sure"],
            unsure=people["unsure"],
            undecided=people["undecided"],
            sessions=sessions,
        ),
        call_off=CallOff(
            mails=people["all"],
            guests=GuestList.objects.filter(edition=edition).values_list("taken", flat=True).first() or 0,
            calendar_items=people["sure"] * sessions,
            money=money_of(edition),
        ),
        postpone_mails=people["all"],
        pages=list(pages_of(edition.offering)),
    )


def pages_of(offering: Page) -> QuerySet[Page]:
    """The live pages that say what its editions are, in each language."""
    pages: QuerySet[Page] = Page.objects.live().filter(translation_key=offering.translation_key)
    return pages.select_related("locale")


def money_of(edition: Edition) -> Cancelling:
    """The orders of an edition, as a cancellation would find them; three queries."""
    return cancelling(order_references(edition.pk))


def seated(edition: Edition) -> QuerySet[Registration]:
    """Everybody with a place: whom a cancellation or another decision date touches."""
    return Registration.objects.filter(edition=edition, status__in=SEATED)


def sure(edition: Edition) -> QuerySet[Registration]:
    """Who has a definite place and hears that it goes ahead."""
    return Registration.objects.filter(edition=edition, status=RegistrationStatus.CONFIRMED)


def held(edition: Edition) -> QuerySet[Registration]:
    """Who pays only when it goes ahead, with booking and order at hand, booking by booking."""
    waiting = Registration.objects.filter(
        edition=edition, status=RegistrationStatus.APPLIED, booking__order__is_held=True, booking__order__status="open"
    )
    return waiting.select_related("booking__order").order_by("booking_id", "pk")


def undecided(edition: Edition) -> QuerySet[Registration]:
    """Who waits for a decision: that it goes ahead, about the money, or after a talk."""
    waiting = (RegistrationStatus.APPLIED, RegistrationStatus.INTAKE)
    return Registration.objects.filter(edition=edition, status__in=waiting)


def may_go_ahead(edition: Edition) -> bool:
    """Whether there is somebody to tell that it goes ahead: not once it has begun, unless it still decides about money."""
    has_begun = edition.sessions.filter(starts_at__lte=timezone.now()).exists()
    return not has_begun or held(edition).exists()


def hears_from_booker(registration: Registration) -> bool:
    """Whoever booked for themself gets the mail with the payment link and no second one."""
    return registration.email.lower() == registration.booking.email.lower()


def usual_term(edition: Edition) -> dt.date:
    """The last day to pay when nobody says another: before it starts."""
    today = timezone.localdate()
    first = edition.sessions.order_by("starts_at").values_list("starts_at", flat=True).first()
    latest = today + PAY_WITHIN
    return max(today, min(latest, timezone.localdate(first) - dt.timedelta(days=1))) if first else latest


def going_ahead(waiting: Sequence[Registration], *, sure: int, unsure: int, undecided: int, sessions: int) -> GoAhead:
    """`waiting` are those of `held`; no query."""
    orders: dict[int, Any] = {each.booking_id: each.booking.order for each in waiting}
    invoices = [order for order in orders.values() if order.is_deferred]
    payments = [order for order in orders.values() if not order.is_deferred]
    on_invoice = [each for each in waiting if orders[each.booking_id].is_deferred]
    told = [each for each in waiting if not orders[each.booking_id].is_deferred and not hears_from_booker(each)]
    return GoAhead(
        mails=sure + len(orders) + len(on_invoice) + len(told),
        sure=sure,
        unsure=unsure,
        undecided=undecided,
        payments=len(payments),
        payment_cents=sum(order.owed_cents for order in payments),
        invoices=len(invoices),
        invoice_cents=sum(order.owed_cents for order in invoices),
        calendar_items=len(on_invoice) * sessions,
    )
