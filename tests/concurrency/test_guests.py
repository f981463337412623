"""A link for guests is passed around, and everybody who got it signs up at the same moment."""

import time
from collections import Counter
from typing import Any

import pytest
from django.db import IntegrityError

from cms.api import NotAllowed
from events.actions import sign_up_guest as signing_up
from events.models import Guest, GuestList
from tests.concurrency.test_seats import at_once
from tests.events.guests import bring, edition_with_guests, inviter_of, taken

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_pool")]

PEOPLE, PLACES = 12, 5


def everybody_signs_up(*, inviters: int, each: int) -> tuple[Counter[str], int, int]:
    """Returns how it ended for each, how many guests there are, and how many the list counts."""
    edition = edition_with_guests(capacity=PLACES, each=each)
    links = [inviter_of(edition, f"Deelnemer {number}") for number in range(inviters)]

    def one(number: int) -> str:
        try:
            bring(links[number % inviters], f"Gast {number}", email=f"{number}@buiten.example")
        except NotAllowed:
            return "told"
        return "in"

    return at_once(one, PEOPLE), Guest.objects.count(), taken(edition)


@pytest.mark.parametrize(("inviters", "each", "most"), [(PEOPLE, 1, PLACES), (1, 3, 3)])
def test_no_more_come_than_there_are_places(inviters: int, each: int, most: int) -> None:
    ended, guests, counted = everybody_signs_up(inviters=inviters, each=each)
    assert (ended, guests, counted) == (Counter(told=PEOPLE - most, **{"in": most}), most, most)


def test_the_twin_without_the_lock_counts_too_few_and_the_database_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_lock(edition_pk: int) -> Any:
        found = GuestList.objects.select_related("edition__offering", "session__host").get(edition=edition_pk)
        time.sleep(0.3)  # nobody commits before the others have looked
        return found

    monkeypatch.setattr(signing_up, "locked_guest_list", without_lock)
    with pytest.raises(IntegrityError, match="guests_within_places"):
        everybody_signs_up(inviters=PEOPLE, each=1)
