"""The screen on which attendance is noted, and its list on paper."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import User
from events.lifecycles import EditionStatus
from events.models import Attendance, Edition
from tests.factories.events import EditionFactory, RegistrationFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]

SCREEN_QUERIES = 19


@pytest.fixture
def edition() -> Edition:
    """One day is over, one is to come; two people."""
    found: Edition = EditionFactory.create(status=EditionStatus.CONFIRMED, sessions=0)
    SessionFactory.create(edition=found, title="Eerste dag", starts_at=timezone.now() - dt.timedelta(days=1))
    SessionFactory.create(edition=found, title="Tweede dag", starts_at=timezone.now() + dt.timedelta(days=1))
    for name in ("Anna van den Berg", "Bert Aalders"):
        RegistrationFactory.create(booking__edition=found, booking__name=name)
    return found


def screen(edition: Edition) -> str:
    return reverse("editions:attendance", args=[edition.pk])


def test_ticks_are_stored_and_shown_again(manager: Client, edition: Edition) -> None:
    response = manager.get(screen(edition))
    people = [person.pk for person in response.context["people"]]
    assert response.context["session"].title == "Eerste dag"
    assert "Van 2 deelnemers is nog niets genoteerd" in response.content.decode()
    stored = manager.post(screen(edition), {"listed": people, "present": people[:1]}, follow=True)
    assert "is bewaard" in stored.content.decode()
    assert "Van iedereen is genoteerd" in stored.content.decode()
    assert stored.content.decode().count(" checked") == 1
    assert dict(Attendance.objects.values_list("registration", "present")) == {people[0]: True, people[1]: False}


def test_everybody_in_one_press(manager: Client, edition: Edition) -> None:
    people = [person.pk for person in manager.get(screen(edition)).context["people"]]
    manager.post(screen(edition), {"listed": people, "everybody": "1"})
    assert list(Attendance.objects.values_list("present", flat=True)) == [True, True]


def test_a_day_to_come_is_refused_beside_the_form(manager: Client, edition: Edition) -> None:
    later = edition.sessions.order_by("starts_at")[1]
    address = f"{screen(edition)}?bijeenkomst={later.pk}"
    html = manager.get(address).content.decode()
    assert "Iedereen was er" not in html
    people = [person.pk for person in manager.get(address).context["people"]]
    html = manager.post(address, {"listed": people, "present": people}).content.decode()
    assert "nog niet begonnen" in html
    assert not Attendance.objects.exists()


def test_sessions_and_people_of_another_edition_are_not_reached(manager: Client, edition: Edition) -> None:
    other = RegistrationFactory.create()
    foreign = other.edition.sessions.get()
    for name in ("attendance", "attendance_list"):
        address = reverse(f"editions:{name}", args=[edition.pk])
        for guess in (foreign.pk, "0", "x"):
            assert manager.get(f"{address}?bijeenkomst={guess}").status_code == 404
    manager.post(screen(edition), {"listed": [other.pk], "present": [other.pk]})
    assert not Attendance.objects.exists()


def test_who_may_change_editions_but_sees_no_people_is_refused(
    make_staff: Callable[[str], User], log_in: Callable[[User], Client], edition: Edition
) -> None:
    editor = make_staff("Editors")
    group = Group.objects.create(name="Planners without people")
    group.permissions.add(Permission.objects.get(content_type__app_label="events", codename="change_edition"))
    editor.groups.add(group)
    response = log_in(editor).get(screen(edition))
    assert (response.status_code, response.headers.get("Location")) == (302, reverse("wagtailadmin_home"))


def test_the_paper_list_of_one_day_has_one_column(manager: Client, edition: Edition) -> None:
    address = reverse("editions:attendance_list", args=[edition.pk])
    first = edition.sessions.order_by("starts_at")[0]
    html = manager.get(f"{address}?bijeenkomst={first.pk}").content.decode()
    assert html.count('<th scope="col" class="sign">') == 1


def test_the_share_is_set_while_completing(manager: Client, edition: Edition) -> None:
    edition.sessions.filter(starts_at__gt=timezone.now()).delete()
    address = reverse("editions:complete", args=[edition.pk])
    assert 'value="80"' in manager.get(address).content.decode()
    refused = manager.post(address, {"share": "101"})
    assert refused.status_code == 200
    assert 'value="101"' in refused.content.decode()
    manager.post(address, {"share": "60"})
    edition.refresh_from_db()
    assert (edition.status, edition.attendance_share) == ("completed", 60)


def test_more_people_and_days_ask_no_more_queries(
    manager: Client, edition: Edition, django_assert_num_queries: Any
) -> None:
    manager.get(screen(edition))
    with django_assert_num_queries(SCREEN_QUERIES):
        manager.get(screen(edition))
    for days in (2, 3):
        SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(days=days))
        RegistrationFactory.create(booking__edition=edition)
    with django_assert_num_queries(SCREEN_QUERIES):
        manager.get(screen(edition))
