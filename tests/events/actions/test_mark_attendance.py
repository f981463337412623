import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.api import MoveNotAllowed, NotAllowed
from events.actions.mark_attendance import mark_attendance
from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import Edition
from tests.factories.events import EditionFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Edition:
    edition: Edition = EditionFactory.create(status=EditionStatus.CONFIRMED, sessions=0)
    SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(hours=1))
    return edition


def test_attendance_can_be_noted_and_put_right(held: Edition) -> None:
    registration = RegistrationFactory.create(booking__edition=held)
    for attendance in (RegistrationStatus.ABSENT, RegistrationStatus.ATTENDED):
        assert mark_attendance(registration_ids=[registration.pk], attendance=attendance) == [registration]
        registration.refresh_from_db()
        assert registration.status == attendance
    assert mark_attendance(registration_ids=[registration.pk], attendance=RegistrationStatus.ATTENDED) == []
    lines = ModelLogEntry.objects.order_by("pk").values_list("action", "label")
    # A number, no name: the log outlives what is forgotten.
    assert list(lines) == [
        ("events.registration_absent", registration.number),
        ("events.registration_attended", registration.number),
    ]


def test_not_before_it_begins() -> None:
    registration = RegistrationFactory.create(booking__edition=EditionFactory.create())
    with pytest.raises(NotAllowed, match="nog niet begonnen"):
        mark_attendance(registration_ids=[registration.pk], attendance=RegistrationStatus.ATTENDED)
    registration.refresh_from_db()
    assert registration.status == "confirmed"


def test_all_or_none(held: Edition) -> None:
    sure = RegistrationFactory.create(booking__edition=held)
    cancelled = RegistrationFactory.create(booking__edition=held, status=RegistrationStatus.CANCELLED, seat=False)
    with pytest.raises(MoveNotAllowed):
        mark_attendance(registration_ids=[sure.pk, cancelled.pk], attendance=RegistrationStatus.ATTENDED)
    sure.refresh_from_db()
    assert sure.status == "confirmed"
