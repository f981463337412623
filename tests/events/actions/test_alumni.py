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


def registration(status: str, *, ended: bool = True) -> Registration:
    edition = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=edition, starts_at=timezone.now() + dt.timedelta(days=-2 if ended else 2))
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
    ("status", "ended", "may"),
    [
        ("attended", True, True),
        ("confirmed", True, True),
        ("confirmed", False, False),
        ("absent", True, False),
        ("cancelled", True, False),
        ("awaiting_payment", True, False),
    ],
)
def test_the_list_is_for_who_took_part(status: str, ended: bool, may: bool) -> None:
    pieter = registration(status, ended=ended)
    if may:
        assert join_alumni(registration_id=pieter.pk).registration == pieter
    else:
        with pytest.raises(NotAllowed):
            join_alumni(registration_id=pieter.pk)
    assert Alumnus.objects.count() == may


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
