"""Screens of plugins about an edition: only for who may change it and see its people."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cms.models import User
from events import hooks
from events.contracts import EditionScreen, EditionVisit
from events.models import Edition
from tests.factories.events import EditionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]


@pytest.fixture
def visits(monkeypatch: pytest.MonkeyPatch) -> list[EditionVisit]:
    """A plugin with a screen “logboek”; here are the visits to it."""
    seen: list[EditionVisit] = []

    def respond(visit: EditionVisit) -> HttpResponse:
        seen.append(visit)
        return HttpResponse("logboek")

    monkeypatch.setattr(hooks, "edition_screens", lambda: [EditionScreen("logboek", "Het logboek", respond)])
    return seen


def part(edition: Edition, rest: str = "", key: str = "logboek") -> str:
    return reverse("editions:part", args=[edition.pk, key, rest])


def test_it_has_a_button_and_is_told_where(manager: Client, visits: list[EditionVisit]) -> None:
    edition = EditionFactory.create()
    inspect = reverse("editions:inspect", args=[edition.pk])
    assert f'href="{part(edition)}">Het logboek</a>' in manager.get(inspect).content.decode()
    manager.get(part(edition, "dag/2/"))
    manager.post(part(edition))
    told = [(visit.edition.public_id, visit.rest, visit.url, visit.back_url) for visit in visits]
    assert told == [(edition.public_id, rest, part(edition), inspect) for rest in ("dag/2", "")]


def test_what_is_not_there_is_404(manager: Client, visits: list[EditionVisit]) -> None:
    edition = EditionFactory.create()
    gone = reverse("editions:part", args=[edition.pk + 1, "logboek", ""])
    for path in (gone, part(edition, key="anders"), part(edition, "dag")):
        assert manager.get(path).status_code == 404
    assert visits == []


def test_others_are_refused(
    make_staff: Callable[[str], User], log_in: Callable[[User], Client], visits: list[EditionVisit]
) -> None:
    """An editor, finance, and somebody who may change editions but sees no people."""
    edition = EditionFactory.create()
    planner = make_staff("Moderators")
    group = Group.objects.create(name="Planners without people")
    group.permissions.add(Permission.objects.get(content_type__app_label="events", codename="change_edition"))
    planner.groups.add(group)
    for user in (make_staff("Editors"), make_staff("Finance"), planner):
        client = log_in(user)
        for answer in (client.get(part(edition)), client.post(part(edition))):
            assert (answer.status_code, answer.headers["Location"]) == (302, reverse("wagtailadmin_home"))
    assert visits == []
