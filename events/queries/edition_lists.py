"""Editions and registrations as staff see them in lists."""

import datetime as dt

from django.db.models import Count, Exists, F, Max, Min, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from events.lifecycles import QUEUED, SEATED, EditionStatus
from events.models import Booking, Edition, Registration, Session, WaitingListEntry, WebinarPage


def editions_for_staff() -> QuerySet[Edition]:
    """Every edition with `offering`, `first_at`, `last_at` (None without sessions), `is_webinar` and `waiting_count` (None
    for nobody); two joins."""
    waiting = WaitingListEntry.objects.filter(edition=OuterRef("pk"), status__in=QUEUED).order_by().values("edition")
    editions: QuerySet[Edition] = (
        Edition.objects.select_related("offering")
        .annotate(
            first_at=Min("sessions__starts_at"),
            last_at=Max("sessions__ends_at"),
            is_webinar=Exists(WebinarPage.objects.filter(pk=OuterRef("offering_id"))),
            waiting_count=Subquery(waiting.annotate(count=Count("pk")).values("count")),
        )
        .order_by("-first_at", "-pk")
    )
    return editions


def with_expected_money(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """With `expected_cents`: what the orders of their bookings come to that are paid or still open."""
    expected = (
        Booking.objects.filter(edition=OuterRef("pk"), order__status__in=["open", "paid"])
        .order_by()
        .values("edition")
        .annotate(cents=Sum(F("order__total_cents") - F("order__waived_cents")))
        .values("cents")
    )
    found: QuerySet[Edition] = editions.annotate(expected_cents=Coalesce(Subquery(expected), 0))
    return found


def with_unnamed(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """The same, with `unnamed`: how many of the seats taken have no name yet."""
    seats = Registration.objects.filter(edition=OuterRef("pk"), email="", status__in=SEATED).values("edition")
    counted = seats.annotate(count=Count("pk")).values("count")
    annotated: QuerySet[Edition] = editions.annotate(unnamed=Coalesce(Subquery(counted), 0))
    return annotated


def registrations_for_staff() -> QuerySet[Registration]:
    """Every registration with its booking, order and edition at hand."""
    return Registration.objects.select_related("booking__order", "edition__offering").order_by("-created_at", "-pk")


def meeting_between(editions: QuerySet[Edition], first: dt.date | None, last: dt.date | None) -> QuerySet[Edition]:
    """Editions that meet on a day from `first` to `last`, both included; None leaves that side open."""
    sessions = Session.objects.filter(edition=OuterRef("pk"))
    if first:
        sessions = sessions.filter(ends_at__date__gte=first)
    if last:
        sessions = sessions.filter(starts_at__date__lte=last)
    return editions.filter(Exists(sessions))


def choosable_editions() -> QuerySet[Edition]:
    """Editions somebody can still be registered for by hand, soonest first."""
    return (
        editions_for_staff()
        .filter(status__in=[EditionStatus.OPEN, EditionStatus.CONFIRMED], last_at__gt=timezone.now())
        .order_by("first_at", "pk")
    )
