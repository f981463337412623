import datetime as dt
from typing import Any

import pytest
from django.utils import translation

from cms.api import Fact
from events.calendar import Method, Organiser, registration_calendar
from events.contracts import SessionView
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
