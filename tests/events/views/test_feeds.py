"""The agenda for calendar programs, readers of feeds and other sites."""

import json
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale

from cms.models import ProgrammePage
from events.models import Session
from tests.factories.events import EditionFactory, ProgrammePageFactory, SessionFactory, WebinarPageFactory, local

pytestmark = pytest.mark.django_db

FEEDS = ("/agenda.ics", "/agenda.rss", "/agenda.json")


@pytest.fixture
def offer(page_tree: SimpleNamespace) -> SimpleNamespace:
    """A webinar, and a course in the distant future that starts in Den Dolder."""
    webinar = EditionFactory.create(offering=WebinarPageFactory.create(parent=page_tree.agenda, title="Webinar & meer"))
    course = ProgrammePageFactory.create(parent=page_tree.programmes, title="Gezag", kind=ProgrammePage.Kind.COURSE)
    edition = EditionFactory.create(offering=course, sessions=0)
    SessionFactory.create(
        edition=edition, starts_at=local(2126, 12, 10, 9), mode=Session.Mode.ON_SITE, place="Den Dolder", medium=""
    )
    return SimpleNamespace(webinar=webinar, course=edition)


def _items(content: bytes) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(content).iter("item"))  # noqa: S314  # our own answer


def _titles(path: str, content: bytes) -> list[str]:
    if ".ics" in path:
        return [str(event["summary"]) for event in Calendar.from_ical(content).walk("VEVENT")]
    if ".rss" in path:
        return [item.findtext("title", "") for item in _items(content)]
    return [item["title"] for item in json.loads(content)["items"]]


@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize(
    ("query", "titles"),
    [("", ["Webinar & meer", "Gezag"]), ("?plaats=den-dolder", ["Gezag"]), ("?vorm=webinar&plaats=den-dolder", [])],
)
def test_the_filters_of_the_address_apply(
    offer: SimpleNamespace, client: Client, path: str, query: str, titles: list[str]
) -> None:
    assert _titles(path, client.get(path + query).content) == titles


@pytest.mark.parametrize(("prefix", "slug"), [("", "agenda"), ("/en", "calendar")])
def test_a_feed_leads_to_the_agenda_in_its_language(
    page_tree: SimpleNamespace, client: Client, prefix: str, slug: str
) -> None:
    english = Locale.objects.get_or_create(language_code="en")[0]
    page_tree.home.copy_for_translation(english).save_revision().publish()
    translated = page_tree.agenda.copy_for_translation(english)
    translated.slug = "calendar"
    translated.save_revision().publish()

    rss = ElementTree.fromstring(client.get(f"{prefix}/agenda.rss").content)  # noqa: S314  # our own answer
    linked = client.get(f"{prefix}/agenda.json").json()["home_page_url"]

    assert rss.findtext("channel/link") == linked
    assert linked.endswith(f"{prefix}/{slug}/")


@pytest.mark.parametrize("path", FEEDS)
def test_no_feed_holds_the_meeting_link(offer: SimpleNamespace, client: Client, path: str) -> None:
    content = client.get(path).content.replace(b"\r\n ", b"")

    assert b"Gezag" in content
    assert b"meet.example.org" not in content


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/agenda.ics", "text/calendar; charset=utf-8; method=PUBLISH"),
        ("/agenda.rss", "application/rss+xml; charset=utf-8"),
        ("/agenda.json", "application/feed+json; charset=utf-8"),
    ],
)
def test_the_page_announces_each_feed_with_its_filters(
    offer: SimpleNamespace, client: Client, path: str, kind: str
) -> None:
    html = client.get("/agenda/?plaats=den-dolder&utm_source=x").content.decode()

    assert f'<link rel="alternate" type="{kind.partition(";")[0]}"' in html
    assert html.count(f'href="{path}?plaats=den-dolder"') == 2
    response = client.get(path)
    assert response.headers["Content-Type"] == kind
    assert client.post(path).status_code == 405


def test_rss_says_what_when_and_where(offer: SimpleNamespace, client: Client) -> None:
    (item,) = _items(client.get("/agenda.rss?plaats=den-dolder").content)

    assert item.findtext("link") == "http://localhost/opleidingen/gezag/"
    assert item.findtext("guid") == f"urn:uuid:{offer.course.public_id}"
    assert item.findtext("description") == (
        "Leergang · dinsdag 10 december 2126 · 9.00 – 10.30 uur · op locatie, Den Dolder · kosteloos · Plaatsen vrij"
    )


def test_json_holds_the_facts_for_programs(offer: SimpleNamespace, client: Client) -> None:
    feed: Any = json.loads(client.get("/agenda.json?plaats=den-dolder").content)

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://testserver/agenda.json?plaats=den-dolder"
    (item,) = feed["items"]
    assert (item["id"], item["url"]) == (f"urn:uuid:{offer.course.public_id}", "http://localhost/opleidingen/gezag/")
    assert item["_agenda"] == {
        "kind": "course",
        "status": "free",
        "has_free_seats": True,
        "is_free_of_charge": True,
        "sessions": [
            {
                "starts_at": "2126-12-10T08:00:00+00:00",
                "ends_at": "2126-12-10T09:30:00+00:00",
                "mode": "on_site",
                "place": "Den Dolder",
            }
        ],
    }


@pytest.mark.parametrize("path", ["/agenda.rss", "/agenda.json"])
@pytest.mark.parametrize("count", [1, 30])
def test_a_feed_costs_the_same_however_long(
    django_assert_num_queries: DjangoAssertNumQueries,
    offer: SimpleNamespace,
    page_tree: SimpleNamespace,
    client: Client,
    path: str,
    count: int,
) -> None:
    for _number in range(count):
        EditionFactory.create(offering=ProgrammePageFactory.create(parent=page_tree.programmes))
    client.get(path)
    with django_assert_num_queries(14):
        client.get(path)
