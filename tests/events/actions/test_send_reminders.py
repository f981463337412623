"""Mails that go by the clock: each once, to whoever still has a place."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.models import Message
from events.actions.cancel_registration import cancel_registration
from events.actions.send_reminders import send_reminders
from events.actions.set_reminders import set_reminders
from events.models import Edition, Registration, Session
from tests.factories.events import EditionFactory, MaterialFactory, RegistrationFactory, SessionFactory, local

pytestmark = pytest.mark.django_db

START = local(2026, 12, 15, 12, 30)  # a Tuesday; the doors open at 12.15
DAY, HOUR = local(2026, 12, 14, 10), local(2026, 12, 15, 11, 15)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START - dt.timedelta(days=20), tick=False) as traveller:
        yield traveller


@pytest.fixture
def edition(clock: time_machine.Traveller) -> Edition:
    made: Edition = EditionFactory.create(sessions=0, capacity=100, offering__title="Goed werk")
    SessionFactory.create(edition=made, starts_at=START)
    return made


@pytest.fixture
def pieter(edition: Edition) -> Registration:
    made: Registration = RegistrationFactory.create(booking__edition=edition, booking__name="Pieter de Boer")
    return made


def subjects() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("subject", flat=True))


def pass_by(clock: time_machine.Traveller, *moments: dt.datetime) -> None:
    """What the periodic job does, at each of these moments and again a minute later."""
    for moment in moments:
        for late in (0, 1):
            clock.move_to(moment + dt.timedelta(minutes=late))
            send_reminders()


def test_a_day_and_an_hour_before_and_the_day_after(clock: time_machine.Traveller, pieter: Registration) -> None:
    pass_by(clock, DAY - dt.timedelta(minutes=5), DAY, HOUR, START, local(2026, 12, 16, 10), local(2026, 12, 17, 10))
    assert subjects() == [
        "Herinnering: Goed werk, dinsdag 15 december 2026",
        "Straks om 12.15 uur: Goed werk",
        "Dank voor uw deelname: Goed werk",
    ]
    day, hour, after = Message.objects.order_by("pk")
    assert [file["content_type"] for file in day.attachments] == ["text/calendar; method=REQUEST"]
    assert (hour.attachments, after.attachments) == ([], [])
    assert {message.about for message in (day, hour, after)} == {f"registration:{pieter.public_id}"}


def test_who_cancelled_hears_no_more(clock: time_machine.Traveller, pieter: Registration) -> None:
    cancel_registration(registration_id=pieter.pk)
    Message.objects.all().delete()
    pass_by(clock, DAY, HOUR, local(2026, 12, 16, 10))
    assert subjects() == []


@pytest.mark.parametrize("status", ["applied", "intake", "awaiting_payment", "refused", "expired"])
def test_without_a_definite_place_there_is_no_reminder(
    clock: time_machine.Traveller, pieter: Registration, status: str
) -> None:
    Registration.objects.update(status=status)
    pass_by(clock, DAY, HOUR, local(2026, 12, 16, 10))
    assert subjects() == []


@pytest.mark.parametrize(("status", "thanked"), [("confirmed", 1), ("attended", 1), ("absent", 0)])
def test_thanks_are_not_for_who_was_absent(
    clock: time_machine.Traveller, pieter: Registration, status: str, thanked: int
) -> None:
    Registration.objects.update(status=status)
    pass_by(clock, local(2026, 12, 16, 10))
    assert len(subjects()) == thanked


def test_a_session_that_moves_is_reminded_of_anew(clock: time_machine.Traveller, pieter: Registration) -> None:
    pass_by(clock, DAY)
    week = dt.timedelta(weeks=1)
    Session.objects.update(starts_at=START + week, ends_at=START + week + dt.timedelta(minutes=90), walk_in_at=None)
    pass_by(clock, DAY + dt.timedelta(hours=1), HOUR, DAY + week)
    assert subjects() == [
        "Herinnering: Goed werk, dinsdag 15 december 2026",
        "Herinnering: Goed werk, dinsdag 22 december 2026",
    ]


def test_whoever_just_signed_up_has_read_the_confirmation(clock: time_machine.Traveller, edition: Edition) -> None:
    clock.move_to(DAY + dt.timedelta(hours=2))
    RegistrationFactory.create(booking__edition=edition)
    pass_by(clock, DAY + dt.timedelta(hours=3), HOUR)
    assert subjects() == ["Straks om 12.15 uur: Goed werk"]


def test_after_a_stop_it_comes_late_but_never_too_late(clock: time_machine.Traveller, pieter: Registration) -> None:
    pass_by(clock, START - dt.timedelta(minutes=17))
    assert len(subjects()) == 2
    Message.objects.all().delete()
    clock.move_to(START - dt.timedelta(days=20))
    other = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=other, starts_at=START)
    RegistrationFactory.create(booking__edition=other)
    pass_by(clock, START - dt.timedelta(minutes=15))
    assert subjects() == []


def test_what_staff_switch_off_does_not_go(clock: time_machine.Traveller, pieter: Registration) -> None:
    set_reminders(edition_id=pieter.edition_id, day_before=False, hour_before=True, thanks_after=False)
    pass_by(clock, DAY, HOUR, local(2026, 12, 16, 10))
    assert subjects() == ["Straks om 12.15 uur: Goed werk"]


def test_each_reads_their_own_language(clock: time_machine.Traveller, edition: Edition, pieter: Registration) -> None:
    RegistrationFactory.create(booking__edition=edition, booking__language="en")
    pass_by(clock, DAY)
    assert subjects() == [
        "Herinnering: Goed werk, dinsdag 15 december 2026",
        "Reminder: Goed werk, Tuesday 15 December 2026",
    ]


def test_material_is_told_at_ten_all_of_a_day_at_once(
    clock: time_machine.Traveller, edition: Edition, pieter: Registration
) -> None:
    session = edition.sessions.get()
    day = local(2026, 12, 1, 11)
    clock.move_to(day)
    MaterialFactory.create(session=session, title="Casus")
    MaterialFactory.create(session=session, title="Leeslijst")
    MaterialFactory.create(session=session, title="Later", release="before", days=3)
    pass_by(clock, day + dt.timedelta(hours=1), local(2026, 12, 2, 9, 58))
    assert subjects() == []
    pass_by(clock, local(2026, 12, 2, 10), local(2026, 12, 3, 10))
    mail = Message.objects.get()
    assert mail.subject == "Er staat iets voor u klaar: Goed werk"
    assert "bij Goed werk op dinsdag 15 december 2026: Casus; Leeslijst." in mail.text
    assert f"/inschrijving/{pieter.access_key}/" in mail.text
    pass_by(clock, local(2026, 12, 12, 12, 30), local(2026, 12, 13, 10))
    assert "2026: Later." in Message.objects.latest("pk").text
    assert Message.objects.count() == 2


def test_a_recording_is_told_once_it_is_there(clock: time_machine.Traveller, pieter: Registration) -> None:
    Edition.objects.update(status="completed", thanks_after=False)
    Registration.objects.update(status="attended")
    clock.move_to(local(2027, 1, 4, 15))
    MaterialFactory.create(session=Session.objects.get(), title="Opname", release="after", days=1)
    pass_by(clock, local(2027, 1, 5, 10))
    assert "2026: Opname." in Message.objects.get().text


def test_material_is_not_told_to_who_cannot_read_it_or_came_later(
    clock: time_machine.Traveller, edition: Edition, pieter: Registration
) -> None:
    for status in ("applied", "awaiting_payment", "cancelled"):
        RegistrationFactory.create(booking__edition=edition, status=status)
    RegistrationFactory.create(booking__edition=edition, name="", email="")
    MaterialFactory.create(session=edition.sessions.get())
    clock.move_to(local(2026, 11, 26, 10, 1))
    RegistrationFactory.create(booking__edition=edition)
    send_reminders()
    assert Message.objects.get().recipient == pieter.email


def test_what_was_told_when_nobody_listened_comes_days_late_to_nobody(
    clock: time_machine.Traveller, edition: Edition, pieter: Registration
) -> None:
    MaterialFactory.create(session=edition.sessions.get())
    pass_by(clock, local(2026, 11, 29, 10))
    assert subjects() == []


def test_the_reminder_names_what_there_is_to_read(
    clock: time_machine.Traveller, edition: Edition, pieter: Registration
) -> None:
    session = edition.sessions.get()
    MaterialFactory.create(session=session, title="Casus")
    MaterialFactory.create(session=session, title="Opname", release="after")
    pass_by(clock, DAY)
    mail = Message.objects.get()
    assert "Op uw persoonlijke pagina: Casus\n" in mail.text


@pytest.mark.parametrize("count", [1, 30])
def test_what_a_reminder_costs(
    clock: time_machine.Traveller, edition: Edition, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        RegistrationFactory.create(booking__edition=edition)
    clock.move_to(DAY)
    with django_assert_num_queries(AROUND + EACH * count):
        send_reminders()
    with django_assert_num_queries(3):
        send_reminders()


AROUND, EACH = 15, 3


@pytest.mark.parametrize(
    ("start", "reminders"),
    [
        (local(2027, 3, 29, 9, 30), [local(2027, 3, 26, 10), local(2027, 3, 29, 8, 15), local(2027, 3, 30, 10)]),
        (local(2026, 10, 26, 9, 30), [local(2026, 10, 23, 10), local(2026, 10, 26, 8, 15), local(2026, 10, 27, 10)]),
        (local(2027, 1, 1, 9, 30), [local(2026, 12, 31, 10), local(2027, 1, 1, 8, 15), local(2027, 1, 2, 10)]),
    ],
    ids=["summer time", "winter time", "new year"],
)
def test_every_mail_at_its_minute_across_a_change_of_clocks(start: dt.datetime, reminders: list[dt.datetime]) -> None:
    with time_machine.travel(start - dt.timedelta(days=30), tick=False) as clock:
        edition = EditionFactory.create(sessions=0)
        SessionFactory.create(edition=edition, starts_at=start)
        RegistrationFactory.create(booking__edition=edition)
        for due in reminders:
            for moment in (due - dt.timedelta(minutes=1), due, due + dt.timedelta(minutes=1)):
                clock.move_to(moment)
                send_reminders()
        made = list(Message.objects.order_by("pk").values_list("created_at", flat=True))
    assert [timezone.localtime(moment) for moment in made] == reminders
