"""Attendance per session, and what it makes of a registration once the edition is completed."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from events.actions.complete_edition import complete_edition
from events.actions.mark_attendance import mark_attendance
from events.actions.note_attendance import note_attendance
from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import Attendance, Edition, Registration, Session
from tests.factories.events import EditionFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Edition:
    """Five sessions, all over."""
    edition: Edition = EditionFactory.create(status=EditionStatus.CONFIRMED, sessions=0)
    for days in range(5):
        SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(days=6 - days))
    return edition


def days_of(edition: Edition) -> list[Session]:
    return list(edition.sessions.order_by("starts_at"))


def note(session: Session, person: Registration, *, present: bool) -> None:
    note_attendance(session_id=session.pk, listed=[person.pk], present=[person.pk] if present else [])


def status_of(person: Registration) -> str:
    person.refresh_from_db()
    return person.status


def test_who_is_listed_is_noted_and_can_be_put_right(held: Edition) -> None:
    came, stayed_away, unseen = (RegistrationFactory.create(booking__edition=held) for _ in range(3))
    first = days_of(held)[0]
    listed = [came.pk, stayed_away.pk]
    assert note_attendance(session_id=first.pk, listed=listed, present=[came.pk]) == 2
    assert note_attendance(session_id=first.pk, listed=listed, present=[came.pk]) == 0
    assert note_attendance(session_id=first.pk, listed=listed, present=listed) == 1
    assert dict(Attendance.objects.values_list("registration", "present")) == {came.pk: True, stayed_away.pk: True}
    assert status_of(unseen) == "confirmed"
    lines = ModelLogEntry.objects.filter(action="events.attendance_noted").order_by("pk")
    assert [(line.data["present"], line.data["absent"]) for line in lines] == [(1, 1), (1, 0)]
    assert lines[0].formatter.format_message(lines[0]) == "Aanwezigheid genoteerd (aanwezig: 1, afwezig: 1)"


def test_not_before_the_session_begins(held: Edition) -> None:
    person = RegistrationFactory.create(booking__edition=held)
    tomorrow = SessionFactory.create(edition=held, starts_at=timezone.now() + dt.timedelta(days=1))
    with pytest.raises(NotAllowed, match="nog niet begonnen"):
        note(tomorrow, person, present=True)
    assert not Attendance.objects.exists()


def test_others_are_passed_over(held: Edition) -> None:
    elsewhere = RegistrationFactory.create()
    gone = RegistrationFactory.create(booking__edition=held, status=RegistrationStatus.CANCELLED, seat=False)
    first = days_of(held)[0]
    assert note_attendance(session_id=first.pk, listed=[elsewhere.pk, gone.pk], present=[elsewhere.pk]) == 0
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("noted", "share", "outcome"),
    [
        ([True, True, True, True, False], 80, "attended"),
        ([True, True, True, False, False], 80, "absent"),
        ([True, True, True, False, False], 60, "attended"),
        # What is not noted may have been either; only what it cannot change is settled.
        ([True, True, True, True], 80, "attended"),
        ([True, True, True], 80, "confirmed"),
        ([False, False], 80, "absent"),
        ([], 80, "confirmed"),
    ],
)
def test_the_share_of_the_sessions_settles_it(held: Edition, noted: list[bool], share: int, outcome: str) -> None:
    person = RegistrationFactory.create(booking__edition=held)
    for session, present in zip(days_of(held), noted, strict=False):
        note(session, person, present=present)
    assert status_of(person) == "confirmed"
    complete_edition(edition_id=held.pk, share=share)
    assert status_of(person) == outcome
    held.refresh_from_db()
    assert held.attendance_share == share


def test_a_mark_by_hand_stays(held: Edition) -> None:
    person = RegistrationFactory.create(booking__edition=held)
    mark_attendance(registration_ids=[person.pk], attendance=RegistrationStatus.ATTENDED)
    for session in days_of(held):
        note(session, person, present=False)
    complete_edition(edition_id=held.pk)
    assert status_of(person) == "attended"


def test_what_is_put_right_afterwards_is_settled_anew(held: Edition) -> None:
    person, other = (RegistrationFactory.create(booking__edition=held) for _ in range(2))
    for session in days_of(held):
        note_attendance(session_id=session.pk, listed=[person.pk, other.pk], present=[])
    complete_edition(edition_id=held.pk)
    assert status_of(person) == "absent"
    for session in days_of(held)[:4]:
        note(session, person, present=True)
    assert status_of(person) == "attended"
    assert status_of(other) == "absent"
