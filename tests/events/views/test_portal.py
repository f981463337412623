"""Pages of plugins under a personal page: only whoever has the key, and what they are given."""

import uuid

import pytest
from django.http import HttpResponse
from django.test import Client

from events import hooks
from events.contracts import PortalPage, PortalSection, PortalVisit, RegistrationView
from tests.factories.events import RegistrationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]


@pytest.fixture
def visits(monkeypatch: pytest.MonkeyPatch) -> list[PortalVisit]:
    """A plugin whose page is called “logboek”; here are the visits to it."""
    seen: list[PortalVisit] = []

    def respond(visit: PortalVisit) -> HttpResponse:
        seen.append(visit)
        return HttpResponse("logboek")

    page = PortalPage("logboek", respond)
    monkeypatch.setattr(hooks, "portal_page", lambda key: page if key == "logboek" else None)
    return seen


def test_it_is_told_who_and_where(client: Client, visits: list[PortalVisit]) -> None:
    registration = RegistrationFactory.create()
    start = f"/inschrijving/{registration.access_key}/"
    answer = client.get(f"{start}logboek/dag/2/")
    assert answer.content == b"logboek"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert client.post(f"{start}logboek/").status_code == 200
    told = [(visit.registration.public_id, visit.rest, visit.url, visit.back_url) for visit in visits]
    assert told == [(registration.public_id, rest, f"{start}logboek/", start) for rest in ("dag/2", "")]


def test_nobody_else_gets_there(client: Client, visits: list[PortalVisit]) -> None:
    registration = RegistrationFactory.create()
    unnamed = RegistrationFactory.create(name="", email="")
    keys = [str(registration.pk), str(registration.public_id), registration.access_key[:-1], "x", unnamed.access_key]
    paths = [f"/inschrijving/{key}/logboek/" for key in keys]
    paths += [f"/inschrijving/{registration.access_key}/{rest}" for rest in ("anders/", "logboek/dag")]
    for path in paths:
        assert (client.get(path).status_code, client.post(path).status_code) == (404, 404), path
    own = f"/inschrijving/{registration.access_key}/logboek/"
    assert client.post(own, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.put(own).status_code == 405
    assert visits == []


def test_no_plugin_takes_the_place_of_a_page_of_the_house(
    client: Client, visits: list[PortalVisit], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PortalPage("afmelden", lambda _visit: HttpResponse("weg"))
    monkeypatch.setattr(hooks, "portal_page", lambda _key: page)
    registration = RegistrationFactory.create()
    assert "Wilt u zich afmelden?" in client.get(f"/inschrijving/{registration.access_key}/afmelden/").content.decode()


def test_sections_stand_on_the_page_in_their_order(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[uuid.UUID] = []

    def sections(registration: RegistrationView) -> list[PortalSection]:
        asked.append(registration.public_id)
        given = [("tweede", 20), ("eerste", 10)]
        return [PortalSection(key, "components/notice.html", {"text": f"De {key}."}, order) for key, order in given]

    monkeypatch.setattr(hooks, "contributions", lambda _spec, **facts: sections(**facts))
    registration = RegistrationFactory.create()
    html = client.get(f"/inschrijving/{registration.access_key}/").content.decode()
    assert asked == [registration.public_id]
    assert 0 < html.index("De eerste.") < html.index("De tweede.")
