import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from cms.api import Fact, LinkOut
from cms.models import Message
from events.calendar import Method, Organiser, registration_calendar
from events.contracts import SessionView
from events.mails import mail_confirmed
from events.models import Registration, Session
from events.queries.editions import card
from events.queries.snapshots import registration_view, session_view
from events.queries.wording import common_where, when_and_where, where
from tests.factories.cms import OrganisationFactory
from tests.factories.events import EditionFactory, RegistrationFactory, SessionFactory, local

pytestmark = pytest.mark.django_db


@pytest.fixture
def travelling() -> Registration:
    """Four days: as guests, at a place that is not found yet, then online."""
    edition = EditionFactory.create(sessions=0)
    host = OrganisationFactory.create(name="Gemeente Lindewaard")
    days: list[dict[str, Any]] = [
        {"mode": "on_site", "place": "Stadhuis", "host": host},
        {"mode": "on_site", "place": "", "host": host},
        {"mode": "on_site", "place": ""},
        {"mode": "online", "medium": "Webex"},
    ]
    for number, facts in enumerate(days, start=1):
        SessionFactory.create(edition=edition, meeting=number, starts_at=local(2035, 6, number, 9, 30), **facts)
    registration: Registration = RegistrationFactory.create(booking__edition=edition)
    return registration


def views(registration: Registration) -> list[SessionView]:
    return [session_view(session) for session in registration.edition.sessions.order_by("starts_at")]


PLACES = [
    "op locatie, Stadhuis, te gast bij Gemeente Lindewaard",
    "op locatie, plaats nader te bepalen, te gast bij Gemeente Lindewaard",
    "op locatie, plaats nader te bepalen",
    "online via Webex",
]


def test_where_says_who_receives_and_what_is_not_known_yet(travelling: Registration) -> None:
    sessions = views(travelling)
    assert [where(session) for session in sessions] == PLACES
    assert (common_where(sessions), common_where(sessions[3:])) == ("", "online via Webex")
    with translation.override("en"):
        assert where(sessions[1]) == "on site, venue to be announced, hosted by Gemeente Lindewaard"


def test_mails_name_every_place_and_the_page_each_at_its_day(travelling: Registration) -> None:
    facts = when_and_where(views(travelling))
    assert facts[2] == Fact("Waar", "per dag anders", "; ".join(PLACES))
    shown = card(travelling.edition, travelling.edition.offering.specific)
    assert [str(block.note).rpartition(" · ")[2] for block in shown.blocks] == PLACES


def test_calendars_say_so_too(travelling: Registration) -> None:
    organiser = Organiser("Academie", "academie@example.org", "example.org")
    stamp = dt.datetime(2035, 1, 1, tzinfo=dt.UTC)
    written = registration_calendar(
        registration_view(travelling), method=Method.PUBLISH, organiser=organiser, stamp=stamp
    ).decode()
    lines = written.replace("\r\n ", "").splitlines()
    assert [line.partition(":")[2] for line in lines if line.startswith("LOCATION")] == [
        "Stadhuis\\, Gemeente Lindewaard",
        "plaats nader te bepalen\\, Gemeente Lindewaard",
        "plaats nader te bepalen",
        "online via Webex",
    ]


def test_who_receives_costs_no_query_for_each_day(travelling: Registration, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert len([session.host for session in Session.objects.filter(edition=travelling.edition)]) == 4


@pytest.mark.parametrize(
    ("facts", "query"),
    [
        ({"place": "Lindewaard", "address": "Markt 1"}, "Markt+1%2C+Lindewaard"),
        ({"place": "Stadhuis & hal"}, "Stadhuis+%26+hal"),
        ({"mode": "hybrid", "place": "Ede"}, "Ede"),
    ],
)
def test_a_place_is_shown_on_a_map(facts: dict[str, str], query: str) -> None:
    view = session_view(SessionFactory.create(**{"mode": "on_site", **facts}))
    link = when_and_where([view])[-1].link

    assert link == LinkOut(f"{facts['place']} op de kaart", f"https://www.openstreetmap.org/search?query={query}")
    with translation.override("en"):
        assert str(when_and_where([view])[-1].link.text) == f"{facts['place']} on the map"  # type: ignore[union-attr]


@pytest.mark.parametrize("facts", [{"mode": "online", "place": "Ede"}, {"mode": "on_site", "place": ""}])
def test_what_is_nowhere_is_on_no_map(facts: dict[str, str]) -> None:
    view = session_view(SessionFactory.create(**facts))

    assert view.map_url == ""
    assert when_and_where([view])[-1].link is None


def test_days_at_several_places_each_lead_to_a_map(travelling: Registration) -> None:
    shown = card(travelling.edition, travelling.edition.offering)

    assert [[str(link.text) for link in block.maps] for block in shown.blocks] == [["Stadhuis op de kaart"], [], [], []]
    assert shown.map is None


def test_days_at_one_place_lead_to_it_once(page_tree: SimpleNamespace, client: Client) -> None:
    edition = EditionFactory.create(offering__parent=page_tree.programmes, sessions=0)
    for number in (1, 2):
        SessionFactory.create(
            edition=edition, meeting=number, starts_at=local(2035, 6, number, 9), mode="on_site", place="Ede"
        )
    html = client.get(edition.offering.url).content.decode()

    assert html.count('<a href="https://www.openstreetmap.org/search?query=Ede">Ede op de kaart</a>') == 1


def test_participants_find_the_map_on_their_page_and_in_their_mail(client: Client) -> None:
    edition = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=edition, mode="on_site", place="Ede", address="Markt 1", directions="Er is een lift.")
    registration = RegistrationFactory.create(booking__edition=edition)
    address = "https://www.openstreetmap.org/search?query=Markt+1%2C+Ede"

    page = client.get(f"/inschrijving/{registration.access_key}/").content.decode()
    mail_confirmed(registration_view(registration))
    mail = Message.objects.get()

    assert f'href="{address}"' in page
    assert "Er is een lift." in page
    assert f'href="{address}"' in mail.html
    assert f"Ede op de kaart: {address}" in mail.text
