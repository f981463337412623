"""Everybody wants the same talk at the same moment."""

from collections import Counter
from typing import Any

import pytest

from cms.api import NotAllowed
from cms.models import Message
from events.actions import choose_interview as choosing
from events.models import Booking, Edition, InterviewSlot, Registration
from tests.concurrency.test_seats import at_once
from tests.factories.events import EditionFactory, InterviewSlotFactory, RegistrationFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_pool")]

APPLICANTS = 12


def everybody_chooses() -> tuple[Counter[str], int]:
    """Returns how it ended for each, and how many got the mail that it is theirs."""
    edition = EditionFactory.create(has_intake=True, capacity=APPLICANTS)
    slot = InterviewSlotFactory.create(edition=edition)
    people = [RegistrationFactory.create(booking__edition=edition, status="intake").pk for _ in range(APPLICANTS)]

    def one(number: int) -> str:
        try:
            choosing.choose_interview(registration_id=people[number], slot=slot.public_id)
        except NotAllowed:
            return "told"
        return "theirs"

    ended = at_once(one, APPLICANTS)
    return ended, Message.objects.filter(subject__startswith="Uw gesprek op").count()


def without_locks(pk: int) -> tuple[Edition, Booking, list[Registration]]:
    """The twin of `locked_booking`."""
    booking = Booking.objects.select_related("edition").get(pk=pk)
    registrations: Any = booking.registrations.select_related("booking", "edition")
    return booking.edition, booking, list(registrations)


def test_one_gets_it_and_the_others_are_told() -> None:
    ended, mails = everybody_chooses()
    assert (ended, mails) == (Counter(told=APPLICANTS - 1, theirs=1), 1)
    assert InterviewSlot.objects.get().registration_id is not None


def test_the_twin_without_locks_promises_it_to_more_than_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "locked_booking", without_locks)
    ended, mails = everybody_chooses()
    assert ended["theirs"] == mails > 1
