"""Asking what people think of it: once, and only whoever was there."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from cms.models import Message
from events.actions.send_reminders import send_reminders
from events.models import Attendance, Edition, EvaluatedAfter, Evaluation, Registration, Session
from tests.factories.events import EditionFactory, RegistrationFactory, SessionFactory, local

pytestmark = pytest.mark.django_db

FIRST, LAST = local(2026, 12, 8, 12, 30), local(2026, 12, 15, 12, 30)  # two Tuesdays
AFTER_FIRST, AFTER_LAST = local(2026, 12, 9, 10), local(2026, 12, 16, 10)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(FIRST - dt.timedelta(days=20), tick=False) as traveller:
        yield traveller


@pytest.fixture
def edition(clock: time_machine.Traveller) -> Edition:
    made: Edition = EditionFactory.create(
        sessions=0, capacity=100, offering__title="Goed werk", reminds_day_before=False, reminds_hour_before=False
    )
    for starts_at in (FIRST, LAST):
        SessionFactory.create(edition=made, starts_at=starts_at)
    return made


@pytest.fixture
def pieter(edition: Edition) -> Registration:
    made: Registration = RegistrationFactory.create(booking__edition=edition, booking__name="Pieter de Boer")
    return made


def subjects() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("subject", flat=True))


def pass_by(clock: time_machine.Traveller, *moments: dt.datetime) -> None:
    """What the periodic job does, just before each of these moments, then, and again a minute later."""
    for moment in moments:
        for late in (-1, 0, 1):
            clock.move_to(moment + dt.timedelta(minutes=late))
            send_reminders()


def evaluate(edition: Edition, after: EvaluatedAfter) -> None:
    Edition.objects.filter(pk=edition.pk).update(evaluated_after=after)


def test_nobody_is_asked_unless_somebody_chose_that(clock: time_machine.Traveller, pieter: Registration) -> None:
    pass_by(clock, AFTER_FIRST, AFTER_LAST)
    assert subjects() == ["Dank voor uw deelname: Goed werk"]
    assert not Evaluation.objects.exists()


def test_after_the_last_session_in_the_place_of_the_thanks(
    clock: time_machine.Traveller, edition: Edition, pieter: Registration
) -> None:
    evaluate(edition, EvaluatedAfter.EDITION)
    pass_by(clock, AFTER_FIRST, AFTER_LAST)
    assert subjects() == ["Wat vond u van Goed werk?"]
    evaluation = Evaluation.objects.get()
    assert (evaluation.registration, evaluation.session, evaluation.asked_at) == (pieter, None, AFTER_LAST)


def test_the_link_in_the_mail_is_that_of_the_evaluation(
    clock: time_machine.Traveller, edition: Edition, pieter: Registration
) -> None:
    evaluate(edition, EvaluatedAfter.EDITION)
    pass_by(clock, AFTER_LAST)
    message, evaluation = Message.objects.get(), Evaluation.objects.get()
    for body in (message.text, message.html):
        assert f"/evaluatie/{evaluation.access_key}/" in body
        assert pieter.access_key not in body
    assert message.about == f"registration:{pieter.public_id}"


def test_after_each_session(clock: time_machine.Traveller, edition: Edition, pieter: Registration) -> None:
    evaluate(edition, EvaluatedAfter.SESSION)
    pass_by(clock, AFTER_FIRST, AFTER_LAST)
    assert len(subjects()) == 2
    first, last = Session.objects.order_by("starts_at")
    assert set(Evaluation.objects.values_list("session", flat=True)) == {first.pk, last.pk}


def test_another_end_asks_nobody_twice(clock: time_machine.Traveller, edition: Edition, pieter: Registration) -> None:
    evaluate(edition, EvaluatedAfter.SESSION)
    pass_by(clock, AFTER_FIRST)
    Session.objects.filter(starts_at=FIRST).update(ends_at=FIRST + dt.timedelta(hours=5))
    pass_by(clock, AFTER_FIRST + dt.timedelta(hours=1))
    assert len(subjects()) == Evaluation.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "noted", "asked"),
    [
        ("confirmed", None, 1),
        ("attended", None, 1),
        ("absent", None, 0),
        ("confirmed", "absent", 0),
        ("confirmed", "present", 1),
        ("absent", "present", 1),  # too few of the sessions, but there at this one
        ("cancelled", "present", 0),
        ("applied", None, 0),
        ("awaiting_payment", None, 0),
    ],
)
def test_who_is_asked(
    clock: time_machine.Traveller,
    edition: Edition,
    pieter: Registration,
    status: str,
    noted: str | None,
    asked: int,
) -> None:
    evaluate(edition, EvaluatedAfter.SESSION)
    Registration.objects.update(status=status)
    if noted:
        session = edition.sessions.get(starts_at=FIRST)
        Attendance.objects.create(registration=pieter, session=session, present=noted == "present", source="list")
    pass_by(clock, AFTER_FIRST)
    assert len(subjects()) == Evaluation.objects.count() == asked


def test_of_the_edition_as_a_whole_one_session_is_enough(
    clock: time_machine.Traveller, edition: Edition, pieter: Registration
) -> None:
    evaluate(edition, EvaluatedAfter.EDITION)
    for session, present in zip(edition.sessions.order_by("starts_at"), (True, False), strict=True):
        Attendance.objects.create(registration=pieter, session=session, present=present, source="list")
    pass_by(clock, AFTER_LAST)
    assert Evaluation.objects.count() == 1


def test_a_seat_without_a_name_is_not_asked(clock: time_machine.Traveller, edition: Edition) -> None:
    evaluate(edition, EvaluatedAfter.EDITION)
    RegistrationFactory.create(booking__edition=edition, name="", email="")
    pass_by(clock, AFTER_LAST)
    assert (subjects(), Evaluation.objects.count()) == ([], 0)
