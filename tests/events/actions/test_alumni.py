"""The alumni list: only who took part, for as long as they want, and not for ever."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from events.actions.forget_alumni import KEPT_FOR, forget_alumni
from events.actions.join_alumni import join_alumni
from events.actions.leave_alumni import leave_alumni
from events.models import Alumnus, Registration
from tests.factories.events import AlumnusFactory, EditionFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db


def registration(status: str, *, days: int = -2) -> Registration:
    edition = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=edition, starts_at=timezone.now() + dt.timedelta(days=days))
    made: Registration = RegistrationFactory.create(booking__edition=edition, status=status)
    return made


def test_joining_and_leaving_twice_is_once() -> None:
    pieter = registration("attended")
    for action in (join_alumni, join_alumni, leave_alumni, leave_alumni):
        action(registration_id=pieter.pk)
    assert not Alumnus.objects.exists()
    assert list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "events.alumni_joined",
        "events.alumni_left",
    ]


@pytest.mark.parametrize(
    ("status", "days", "count"),
    [
        ("attended", -2, 1),
        ("confirmed", -2, 1),
        ("confirmed", 2, 0),
        ("absent", -2, 0),
        ("cancelled", -2, 0),
        ("awaiting_payment", -2, 0),
    ],
)
def test_the_list_is_for_who_took_part(status: str, days: int, count: int) -> None:
    pieter = registration(status, days=days)
    if count:
        assert join_alumni(registration_id=pieter.pk).registration == pieter
    else:
        with pytest.raises(NotAllowed):
            join_alumni(registration_id=pieter.pk)
    assert Alumnus.objects.count() == count


def test_a_seat_without_a_name_is_nobody() -> None:
    seat = registration("confirmed")
    Registration.objects.update(name="", email="")
    with pytest.raises(NotAllowed):
        join_alumni(registration_id=seat.pk)


def test_after_five_years_they_are_taken_off() -> None:
    now = timezone.now()
    old = AlumnusFactory.create(joined_at=now - KEPT_FOR - dt.timedelta(minutes=1))
    recent = AlumnusFactory.create(joined_at=now - KEPT_FOR + dt.timedelta(minutes=1))

    assert forget_alumni() == 1

    assert list(Alumnus.objects.all()) == [recent]
    line = ModelLogEntry.objects.get(action="events.alumni_forgotten")
    assert line.object_id == str(old.registration_id)
