import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from events.actions.enter_meeting import enter_meeting
from events.models import Attendance, Registration, Session
from tests.factories.events import EditionFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db

START = dt.datetime(2035, 6, 14, 10, 30, tzinfo=dt.UTC)


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    """A clock that tests set; it begins when the session begins."""
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.fixture
def registration(now: time_machine.Traveller) -> Registration:
    found: Registration = RegistrationFactory.create(booking__edition=EditionFactory.create(sessions=0))
    return found


@pytest.fixture
def session(registration: Registration) -> Session:
    found: Session = SessionFactory.create(
        edition=registration.edition,
        starts_at=START,
        walk_in_at=START - dt.timedelta(minutes=15),
        ends_at=START + dt.timedelta(hours=1),
        mode="online",
    )
    return found


def audited() -> int:
    count: int = ModelLogEntry.objects.filter(action="events.meeting_entered").count()
    return count


def test_the_first_time_counts(registration: Registration, session: Session, now: time_machine.Traveller) -> None:
    enter_meeting(registration_id=registration.pk, session=session.public_id)
    now.move_to(START + dt.timedelta(minutes=20))
    enter_meeting(registration_id=registration.pk, session=session.public_id)

    attendance = Attendance.objects.get()
    assert (attendance.registration, attendance.session) == (registration, session)
    assert (attendance.present, attendance.source) == (True, "online")
    assert audited() == 1


def test_each_session_is_counted_by_itself(registration: Registration, session: Session) -> None:
    beside = SessionFactory.create(
        edition=registration.edition, starts_at=START, ends_at=START + dt.timedelta(hours=2), walk_in_at=None
    )
    enter_meeting(registration_id=registration.pk, session=session.public_id)
    enter_meeting(registration_id=registration.pk, session=beside.public_id)

    assert set(Attendance.objects.values_list("session", flat=True)) == {session.pk, beside.pk}


@pytest.mark.parametrize("minutes", [-16, 60])
def test_nobody_goes_in_outside_the_hours_of_the_door(
    registration: Registration, session: Session, now: time_machine.Traveller, minutes: int
) -> None:
    now.move_to(START + dt.timedelta(minutes=minutes))

    with pytest.raises(NotAllowed, match="De deur is nu niet open"):
        enter_meeting(registration_id=registration.pk, session=session.public_id)
    assert (Attendance.objects.count(), audited()) == (0, 0)


@pytest.mark.parametrize("status", ["applied", "awaiting_payment", "intake", "cancelled", "expired", "refused"])
def test_nobody_goes_in_without_a_definite_place(registration: Registration, session: Session, status: str) -> None:
    Registration.objects.update(status=status)

    with pytest.raises(NotAllowed, match="De deur is nu niet open"):
        enter_meeting(registration_id=registration.pk, session=session.public_id)
    assert (Attendance.objects.count(), audited()) == (0, 0)


def test_the_session_of_another_edition_is_not_for_this_participant(registration: Registration) -> None:
    elsewhere = SessionFactory.create(starts_at=START, ends_at=START + dt.timedelta(hours=1), walk_in_at=None)

    for unknown in (elsewhere.public_id, uuid.uuid4()):
        with pytest.raises(Session.DoesNotExist):
            enter_meeting(registration_id=registration.pk, session=unknown)
    assert Attendance.objects.count() == 0


def test_a_colleague_knows_better(registration: Registration, session: Session) -> None:
    Attendance.objects.create(registration=registration, session=session, present=False, source="list")
    enter_meeting(registration_id=registration.pk, session=session.public_id)
    assert (Attendance.objects.get().present, audited()) == (False, 0)
