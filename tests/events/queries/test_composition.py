"""From which departments people come."""

from typing import Any

import pytest

from events.lifecycles import RegistrationStatus
from events.models import Edition
from events.queries.composition import Breakdown, composition_of
from tests.events.questions import PHOTO, stored
from tests.factories.events import BookingFactory, EditionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

DEPARTMENT = stored("dep", "Afdeling", kind="choice", choices="Burgerzaken\nVergunningen\nToezicht")


def person(edition: Edition, department: str = "", **changes: Any) -> None:
    answers = [{"key": "dep", "label": "Afdeling", "answer": department}] if department else []
    RegistrationFactory.create(booking=BookingFactory.create(edition=edition), answers=answers, **changes)


def test_everybody_with_a_place_is_counted_by_what_they_chose(django_assert_num_queries: Any) -> None:
    edition = EditionFactory.create(questions=[DEPARTMENT, PHOTO], capacity=6)
    for department in ("Toezicht", "Burgerzaken", "Toezicht", "Parkeren", ""):
        person(edition, department)
    person(edition, "Vergunningen", status=RegistrationStatus.CANCELLED, seat=False)
    edition = Edition.objects.get()

    with django_assert_num_queries(1):
        found = composition_of(edition)

    counts = [("Burgerzaken", 1), ("Toezicht", 2), ("Parkeren", 1), ("niet beantwoord", 1)]
    assert found == [Breakdown("Afdeling", counts)]


def test_without_a_question_with_choices_there_is_nothing_to_count(django_assert_num_queries: Any) -> None:
    edition = EditionFactory.create(questions=[PHOTO])
    person(edition)
    edition = Edition.objects.get()
    with django_assert_num_queries(0):
        assert composition_of(edition) == []


def test_nobody_yet_is_no_composition() -> None:
    assert composition_of(EditionFactory.create(questions=[DEPARTMENT])) == []
