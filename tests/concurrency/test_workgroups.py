"""Everybody wants the same workgroup at the same moment, some while they sign up and some who had a place."""

import time
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from cms.api import NotAllowed
from events.actions import choose_workgroup as choosing
from events.contracts import Participant
from events.models import Edition, Registration
from events.queries.workgroups import workgroup_places
from tests.concurrency.test_interviews import without_locks
from tests.concurrency.test_seats import at_once
from tests.events.bookings import book
from tests.events.workgroups import workgroup
from tests.factories.events import EditionFactory, RegistrationFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_pool")]

PEOPLE, PLACES = 16, 5


def everybody_chooses() -> tuple[Counter[str], int]:
    """Returns how it ended for each, and how many are in the workgroup."""
    edition = EditionFactory.create(capacity=2 * PEOPLE, workgroups=[workgroup("one", "Aan tafel", PLACES)])
    seated = [RegistrationFactory.create(booking__edition=edition).pk for _ in range(PEOPLE)]
    Edition.objects.update(taken=PEOPLE)

    def one(number: int) -> str:
        try:
            if number % 2:
                choosing.choose_workgroup(registration_id=seated[number], workgroup="one")
            else:
                somebody = Participant("Iemand", f"iemand-{number}@lindewaard.example")
                book(Edition.objects.get(), replace(somebody, workgroup="one"))
        except NotAllowed:
            return "told"
        return "in"

    return at_once(one, PEOPLE), Registration.objects.filter(workgroup="one").count()


def test_as_many_get_in_as_there_are_places() -> None:
    ended, inside = everybody_chooses()
    assert (ended, inside) == (Counter(told=PEOPLE - PLACES, **{"in": PLACES}), PLACES)
    assert Edition.objects.get().taken == Registration.objects.count()


def test_the_twin_without_locks_lets_more_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def count_slowly(*asked: Any) -> Any:
        found = workgroup_places(*asked)
        time.sleep(0.3)  # nobody commits before the others have counted
        return found

    monkeypatch.setattr(choosing, "locked_booking", without_locks)
    monkeypatch.setattr("events.actions.choose_workgroup.workgroup_places", count_slowly)
    ended, inside = everybody_chooses()
    assert ended["in"] == inside > PLACES
