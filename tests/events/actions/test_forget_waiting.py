import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import ModelLogEntry

from events.actions.forget_waiting import KEPT_FOR, forget_waiting
from events.models import Booking, Edition, WaitingListEntry
from tests.factories.events import BookingFactory, EditionFactory, SessionFactory, WaitingListEntryFactory

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def edition_that_ended(ago: dt.timedelta) -> Edition:
    """Full, of two days, of which the last ended this long ago."""
    edition: Edition = EditionFactory.create(sessions=0, capacity=1, taken=1)
    for days in (7, 0):
        end = timezone.now() - ago - dt.timedelta(days=days)
        SessionFactory.create(edition=edition, starts_at=end - dt.timedelta(hours=2), ends_at=end)
    return edition


def entry(edition: Edition, made: dt.timedelta = KEPT_FOR + MINUTE, **facts: Any) -> WaitingListEntry:
    """Made this long ago; no longer waiting unless `facts` say so."""
    one: WaitingListEntry = WaitingListEntryFactory.create(edition=edition, **{"status": "expired"} | facts)
    WaitingListEntry.objects.filter(pk=one.pk).update(created_at=timezone.now() - made)
    return one


def test_ninety_days_after_the_last_session_the_list_goes_and_the_booking_stays() -> None:
    edition = edition_that_ended(KEPT_FOR + MINUTE)
    booking = BookingFactory.create(edition=edition)
    offered: dict[str, Any] = {"offered_at": timezone.now(), "offer_until": timezone.now()}
    entry(edition, name="Yasmin el Amrani")
    entry(edition, status="withdrawn")
    entry(edition, status="declined", **offered)
    entry(edition, status="accepted", booking=booking, **offered)

    assert (forget_waiting(), forget_waiting()) == (4, 0)
    assert not WaitingListEntry.objects.exists()
    assert Booking.objects.get() == booking
    line = ModelLogEntry.objects.get(action="events.waiting_forgotten")
    assert (line.object_id, line.data["count"]) == (str(edition.pk), 4)
    assert "Yasmin" not in str(line.data)


def test_until_then_and_while_somebody_waits_nothing_goes() -> None:
    entry(edition_that_ended(KEPT_FOR - MINUTE))
    entry(edition_that_ended(KEPT_FOR + MINUTE), status="waiting")
    entry(EditionFactory.create(sessions=0, capacity=1, taken=1), made=KEPT_FOR - MINUTE)

    assert forget_waiting() == 0
    assert WaitingListEntry.objects.count() == 3
    assert not ModelLogEntry.objects.filter(action="events.waiting_forgotten").exists()


def test_without_a_session_the_age_of_the_entry_counts() -> None:
    entry(EditionFactory.create(sessions=0, capacity=1, taken=1))

    assert forget_waiting() == 1


def test_nothing_to_forget_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    entry(edition_that_ended(KEPT_FOR - MINUTE))

    with django_assert_num_queries(1):
        assert forget_waiting() == 0
