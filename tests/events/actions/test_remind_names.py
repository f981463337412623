"""Bookers hear once, in time, that we still miss names."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from cms.models import Message
from events.actions.remind_names import remind_names
from events.contracts import Participant
from events.models import Edition
from tests.events.bookings import PIETER, book
from tests.factories.events import EditionFactory, SessionFactory, local

pytestmark = pytest.mark.django_db

DEADLINE = local(2026, 12, 15, 23, 59)  # a Tuesday
DUE = local(2026, 12, 10, 10)  # the Thursday before
LATER = Participant("", "")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(DUE - dt.timedelta(days=14), tick=False) as traveller:
        yield traveller


@pytest.fixture
def edition(clock: time_machine.Traveller) -> Edition:
    made: Edition = EditionFactory.create(sessions=0, names_until=DEADLINE, offering__title="Goed werk")
    SessionFactory.create(edition=made, starts_at=local(2027, 1, 12, 9))
    return made


def reminded() -> list[str]:
    mails = Message.objects.filter(subject="We missen nog namen: Goed werk").order_by("pk")
    return [mail.text for mail in mails]


def test_once_for_a_booking_three_working_days_before(clock: time_machine.Traveller, edition: Edition) -> None:
    placed = book(edition, PIETER, LATER, LATER)
    clock.move_to(DUE - dt.timedelta(minutes=1))
    remind_names()
    assert reminded() == []
    for _tick in range(2):
        clock.move_to(DUE)
        remind_names()
        clock.move_to(DUE + dt.timedelta(days=1))
    [text] = reminded()
    assert "Geef door wie er komen vóór dinsdag 15 december 2026, 23.59 uur." in text
    assert f"/aanmelding/{placed.booking.access_key}/" in text


def test_a_deadline_that_moves_is_reminded_of_anew(clock: time_machine.Traveller, edition: Edition) -> None:
    book(edition, LATER)
    clock.move_to(DUE)
    remind_names()
    Edition.objects.update(names_until=DEADLINE + dt.timedelta(days=7))
    remind_names()
    assert len(reminded()) == 1
    clock.move_to(DUE + dt.timedelta(days=7))
    remind_names()
    assert len(reminded()) == 2


def test_without_a_deadline_the_start_counts(clock: time_machine.Traveller, edition: Edition) -> None:
    Edition.objects.update(names_until=None)
    book(Edition.objects.get(), LATER)
    clock.move_to(local(2027, 1, 6, 10))  # not yet: 12 January is a Tuesday, three working days before is the Thursday
    remind_names()
    assert reminded() == []
    clock.move_to(local(2027, 1, 7, 10))
    remind_names()
    assert len(reminded()) == 1


@pytest.mark.parametrize("who", [(PIETER,), ()], ids=["everybody has a name", "nobody booked"])
def test_who_owes_no_name_hears_nothing(
    clock: time_machine.Traveller, edition: Edition, who: tuple[Participant]
) -> None:
    if who:
        book(edition, *who)
    clock.move_to(DUE)
    remind_names()
    assert reminded() == []


def test_who_just_booked_has_just_been_asked_and_too_late_is_too_late(
    clock: time_machine.Traveller, edition: Edition
) -> None:
    clock.move_to(DUE + dt.timedelta(minutes=5))
    book(edition, LATER)
    remind_names()
    clock.move_to(DEADLINE + dt.timedelta(minutes=1))
    remind_names()
    assert reminded() == []


def test_what_does_not_go_ahead_asks_for_nobody(clock: time_machine.Traveller, edition: Edition) -> None:
    book(edition, LATER)
    Edition.objects.update(status="cancelled")
    clock.move_to(DUE)
    remind_names()
    assert reminded() == []
