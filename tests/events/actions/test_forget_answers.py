import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import ModelLogEntry

from events.actions.forget_answers import KEPT_FOR, forget_answers
from events.models import Registration
from tests.factories.events import BookingFactory, EditionFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db

FUNCTION = {"key": "function", "label": "Uw rol?", "answer": "adviseur", "passing": False}
DIET = {"key": "diet", "label": "Wat eet u niet?", "answer": "noten", "passing": True}


def registration(ended: dt.timedelta, **changes: Any) -> Registration:
    """Somebody with a diet in an edition of two days, of which the last ended this long ago."""
    edition = EditionFactory.create(sessions=0, capacity=40)
    for days in (7, 0):
        end = timezone.now() - ended - dt.timedelta(days=days)
        SessionFactory.create(edition=edition, starts_at=end - dt.timedelta(hours=2), ends_at=end)
    booking = BookingFactory.create(edition=edition, answers={"details": {"department": "P&O"}, **changes})
    registered: Registration = RegistrationFactory.create(booking=booking, answers=[FUNCTION, DIET])
    return registered


def test_what_passes_is_deleted_two_weeks_after_the_last_session_and_the_rest_stays() -> None:
    over = registration(KEPT_FOR + dt.timedelta(minutes=1), questions={"given": [FUNCTION, DIET]})

    assert forget_answers() == 2

    over.refresh_from_db()
    over.booking.refresh_from_db()
    assert over.answers == [FUNCTION]
    assert over.booking.answers == {"details": {"department": "P&O"}, "questions": {"given": [FUNCTION]}}
    line = ModelLogEntry.objects.get(action="events.answers_forgotten")
    assert (line.object_id, line.data["count"]) == (str(over.edition_id), 2)
    assert "noten" not in str(line.data)
    assert forget_answers() == 0
    assert ModelLogEntry.objects.filter(action="events.answers_forgotten").count() == 1


def test_until_then_nothing_is_deleted() -> None:
    fresh = registration(KEPT_FOR - dt.timedelta(minutes=5), questions={"given": [DIET]})
    dateless = RegistrationFactory.create(
        booking=BookingFactory.create(edition=EditionFactory.create(sessions=0)), answers=[DIET]
    )

    assert forget_answers() == 0
    for registered in (fresh, dateless):
        registered.refresh_from_db()
        assert registered.answers[-1] == DIET
    assert not ModelLogEntry.objects.filter(action="events.answers_forgotten").exists()


@pytest.mark.parametrize("count", [1, 30])
def test_many_people_of_one_edition_cost_as_many_queries_as_one(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    booking = registration(KEPT_FOR + dt.timedelta(days=1)).booking
    for number in range(count - 1):
        RegistrationFactory.create(booking=booking, email=f"p{number}@lindewaard.example", answers=[DIET])

    with django_assert_num_queries(10):
        assert forget_answers() == count
