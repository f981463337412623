"""An edition that is copied takes its assignments along."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from events.plugins.leertraject.actions.copy_assignments import copy_assignments
from events.plugins.leertraject.actions.hand_in import hand_in
from events.plugins.leertraject.deadlines import due_at
from events.plugins.leertraject.models import Assignment, AssignmentWork
from events.plugins.leertraject.tests.making import make_assignment, make_edition, people_of, view_of
from tests.events.admin.test_editions import DAY, form_data
from tests.factories.events import SessionFactory, noon_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]


@pytest.fixture
def source() -> Any:
    """Three kinds of deadlines, and work for the first."""
    edition = make_edition("Anna")
    second = edition.sessions.order_by("starts_at")[1].public_id
    case = make_assignment(edition, session=second, days_before=7, required=True, description="Een halve pagina.")
    make_assignment(edition, title="Dag", due_on=timezone.localdate(noon_in(20)), handed_in="tick")
    make_assignment(edition, title="Presentatie", handed_in="nothing")
    hand_in(registration=people_of(edition)[0], assignment=case.public_id, text="Mijn casus")
    return edition


def copied(edition: Any) -> dict[str, Assignment]:
    return {each.title: each for each in Assignment.objects.filter(edition=edition.public_id)}


def test_assignments_come_along_as_many_days_later(source: Any) -> None:
    copy = make_edition(in_days=130)
    assert copy_assignments(source=view_of(source), copy=view_of(copy), days=100) == 3
    found = copied(copy)
    assert list(found) == ["Casus", "Dag", "Presentatie"]
    case = found["Casus"]
    assert case.session == copy.sessions.order_by("starts_at")[1].public_id
    assert (case.days_before, case.required, case.description) == (7, True, "Een halve pagina.")
    assert (found["Dag"].due_on, found["Dag"].handed_in) == (timezone.localdate(noon_in(120)), "tick")
    assert due_at(found["Presentatie"], view_of(copy)) is None
    assert AssignmentWork.objects.get().assignment.edition == source.public_id
    assert ModelLogEntry.objects.filter(action="leertraject.assignment_added", object_id=copy.pk).count() == 3


def test_with_another_number_of_sessions_a_deadline_becomes_a_day(source: Any) -> None:
    copy = make_edition(in_days=130)
    SessionFactory.create(edition=copy, starts_at=noon_in(144), ends_at=noon_in(144) + dt.timedelta(hours=3))
    copy_assignments(source=view_of(source), copy=view_of(copy), days=100)
    case = copied(copy)["Casus"]
    assert (case.session, case.days_before) == (None, 0)
    assert case.due_on == timezone.localdate(noon_in(130))  # the second day is day 137


def test_without_days_there_are_no_deadlines(source: Any) -> None:
    copy = make_edition()
    copy.sessions.all().delete()
    copy_assignments(source=view_of(source), copy=view_of(copy), days=None)
    assert [(each.session, each.due_on) for each in copied(copy).values()] == [(None, None)] * 3


def test_the_button_to_copy_takes_them_along(manager: Client, source: Any) -> None:
    rows = [DAY | {"date": f"{noon_in(days):%Y-%m-%d}"} for days in (130, 137)]
    data = form_data(rows, offering=source.offering_id) | {"sessions-INITIAL_FORMS": 2}
    manager.post(reverse("editions:copy", args=[source.pk]), data)
    copy = Assignment.objects.exclude(edition=source.public_id).get(title="Dag")
    assert copy.due_on == timezone.localdate(noon_in(120))
