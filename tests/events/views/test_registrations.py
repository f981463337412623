import datetime as dt
import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from icalendar import Calendar
from pytest_django import Settings

from betalingen.models import Order
from cms.models import Message, User
from events import hooks
from events.actions.arrange_rooms import arrange_rooms
from events.meetings.jitsi.hooks import meeting_providers
from events.models import Attendance, Edition, MeetingInvitation, Registration
from tests.events.bookings import PIETER, SANNE, book, paid_edition
from tests.events.rooms import RoomsInMemory
from tests.factories.cms import PersonFactory
from tests.factories.events import (
    EditionFactory,
    ProgrammePageFactory,
    RegistrationFactory,
    SessionFactory,
    SessionPersonFactory,
    WebinarPageFactory,
    local,
)

pytestmark = pytest.mark.django_db

START = local(2035, 12, 13, 12, 30)


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    """A clock that tests set; it begins ten days before the webinar."""
    with time_machine.travel(START - dt.timedelta(days=10), tick=False) as clock:
        yield clock


@pytest.fixture
def registration(page_tree: SimpleNamespace, now: time_machine.Traveller) -> Registration:
    """A confirmed registration for a webinar on 13 December 2035, 12.30, with a walk-in at 12.15."""
    page = WebinarPageFactory.create(parent=page_tree.agenda, title="Goed werk onder druk", slug="goed-werk")
    edition = EditionFactory.create(offering=page, sessions=0, capacity=100)
    SessionFactory.create(edition=edition, starts_at=START)
    made: Registration = RegistrationFactory.create(
        booking__edition=edition, booking__name="Pieter de Boer", booking__email="p.deboer@lindewaard.example"
    )
    return made


def url(registration: Registration, below: str = "") -> str:
    return f"/inschrijving/{registration.access_key}/{below}"


@pytest.mark.parametrize("below", ["", "deelnemen/", "agenda.ics", "afmelden/"])
def test_behind_the_link_nothing_is_kept_told_or_found(registration: Registration, client: Client, below: str) -> None:
    response = client.get(url(registration, below))

    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_my_registration_says_who_is_there_also_on_the_only_day(registration: Registration, client: Client) -> None:
    assert "Van dag tot dag" not in client.get(url(registration)).content.decode()
    person = PersonFactory.create(first_name="Ruben", last_name="Terpstra", function="lector", organisation=None)
    SessionPersonFactory.create(session=registration.edition.sessions.get(), person=person, role="guest_speaker")
    text = client.get(url(registration)).content.decode()
    assert "Van dag tot dag" in text
    assert "<b>Ruben Terpstra</b>, gastspreker, lector" in text
    Registration.objects.update(status="cancelled")
    assert "Ruben Terpstra" not in client.get(url(registration)).content.decode()


@pytest.mark.parametrize("below", ["", "deelnemen/", "agenda.ics", "afmelden/"])
def test_a_wrong_link_is_a_page_of_ours(registration: Registration, client: Client, below: str) -> None:
    response = client.get(f"/inschrijving/{'x' * 32}/{below}")

    assert response.status_code == 404
    assert "Deze pagina is er niet" in response.content.decode()


def test_somebody_elses_key_is_not_ours(registration: Registration, client: Client) -> None:
    assert client.get(f"/aanmelding/{registration.access_key}/").status_code == 404
    assert client.get(f"/inschrijving/{registration.booking.access_key}/").status_code == 404


def test_before_the_walk_in_the_door_is_shut(registration: Registration, client: Client) -> None:
    text = client.get(url(registration)).content.decode()

    assert "U bent erbij, Pieter de Boer" in text
    assert "De deur gaat open om 12.15\N{NO-BREAK SPACE}uur" in text or "De deur gaat open om 12.15 uur" in text
    assert "Over 10 dagen." in text
    assert 'aria-disabled="true"' in text
    assert "meet.example.org" not in text


@pytest.mark.parametrize(
    ("moment", "door"),
    [
        (START - dt.timedelta(minutes=15, seconds=1), "shut"),
        (START - dt.timedelta(minutes=15), "open"),
        (START, "open"),
        (START + dt.timedelta(minutes=89), "open"),
        (START + dt.timedelta(minutes=90), "shut"),
    ],
)
def test_the_door_is_open_from_the_walk_in_until_the_end(
    registration: Registration, client: Client, now: time_machine.Traveller, moment: dt.datetime, door: str
) -> None:
    now.move_to(moment)
    response = client.get(url(registration, "deelnemen/"))

    assert response.status_code == 302
    assert response["Location"] == ("https://meet.example.org/zaal" if door == "open" else url(registration))


def test_going_in_is_counted_once_and_looking_is_not(
    registration: Registration, client: Client, now: time_machine.Traveller
) -> None:
    client.get(url(registration, "deelnemen/"))
    now.move_to(START)
    client.head(url(registration, "deelnemen/"))
    client.get(url(registration))
    assert Attendance.objects.count() == 0

    client.get(url(registration, "deelnemen/"))
    now.move_to(START + dt.timedelta(minutes=5))
    response = client.get(url(registration, "deelnemen/"))

    assert response["Location"] == "https://meet.example.org/zaal"
    assert Attendance.objects.get().source == "online"


def test_of_two_sessions_the_one_that_is_on_is_entered(
    registration: Registration, client: Client, now: time_machine.Traveller
) -> None:
    tomorrow = START + dt.timedelta(days=1)
    SessionFactory.create(
        edition=registration.edition, starts_at=tomorrow, meeting_url="https://meet.example.org/morgen"
    )
    now.move_to(tomorrow)

    assert client.get(url(registration, "deelnemen/"))["Location"] == "https://meet.example.org/morgen"
    assert Attendance.objects.get().session.starts_at == tomorrow


def test_a_room_of_jitsi_is_entered_and_stands_on_no_page(
    registration: Registration,
    client: Client,
    now: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> None:
    settings.JITSI_ORIGIN = "https://meet.example.nl"
    monkeypatch.setattr(hooks, "meeting_provider", {each.key: each for each in meeting_providers()}.get)
    registration.edition.sessions.update(meeting_provider="jitsi", meeting_url="")
    now.move_to(START)

    assert "meet.example.nl" not in client.get(url(registration)).content.decode()
    assert client.get(url(registration, "deelnemen/"))["Location"].startswith("https://meet.example.nl/")
    assert Attendance.objects.get().present


def test_a_room_of_a_service_is_entered_by_a_link_of_ones_own(
    registration: Registration, client: Client, now: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "meeting_provider", {"memory": RoomsInMemory()}.get)
    registration.edition.sessions.update(meeting_provider="memory", meeting_url="")
    arrange_rooms(edition=str(registration.edition.public_id))
    address = MeetingInvitation.objects.get().address
    now.move_to(START)

    for page in (url(registration), f"/aanmelding/{registration.booking.access_key}/", "/agenda.json", "/agenda.ics"):
        assert address not in client.get(page).content.decode()
    assert client.get(url(registration, "deelnemen/"))["Location"] == address
    assert Attendance.objects.get().present


def test_while_the_service_fails_one_hears_what_to_do_and_is_not_counted(
    registration: Registration, client: Client, now: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "meeting_provider", {"memory": RoomsInMemory()}.get)
    registration.edition.sessions.update(meeting_provider="memory", meeting_url="")
    now.move_to(START)
    response = client.get(url(registration, "deelnemen/"), follow=True)

    assert "De vergaderkamer is nog niet klaar." in response.content.decode()
    assert Attendance.objects.count() == 0


@pytest.mark.parametrize("status", ["awaiting_payment", "intake", "cancelled", "expired"])
def test_only_who_is_confirmed_gets_in(
    registration: Registration, client: Client, now: time_machine.Traveller, status: str
) -> None:
    Registration.objects.update(status=status)
    now.move_to(START)

    assert client.get(url(registration, "deelnemen/"))["Location"] == url(registration)


def test_the_link_opens_also_when_its_plugin_is_off(
    registration: Registration, client: Client, now: time_machine.Traveller
) -> None:
    registration.edition.sessions.update(meeting_provider="webex")
    now.move_to(START)

    assert client.get(url(registration, "deelnemen/"))["Location"] == "https://meet.example.org/zaal"


def test_the_calendar_file(registration: Registration, client: Client) -> None:
    response = client.get(url(registration, "agenda.ics"))
    calendar = Calendar.from_ical(response.content)

    assert response["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == ["Goed werk onder druk"]


def test_after_cancelling_the_calendar_file_cancels(registration: Registration, client: Client) -> None:
    client.post(url(registration, "afmelden/"))
    response = client.get(url(registration, "agenda.ics"))

    assert response["Content-Type"] == "text/calendar; charset=utf-8; method=CANCEL"


def test_opening_the_link_to_cancel_cancels_nothing(registration: Registration, client: Client) -> None:
    text = client.get(url(registration, "afmelden/")).content.decode()

    registration.refresh_from_db()
    assert "Ja, meld mij af" in text
    assert registration.status == "confirmed"


def test_cancelling_gives_the_seat_back(registration: Registration, client: Client) -> None:
    # A page with Referrer-Policy: no-referrer makes browsers say "null".
    headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    response = client.post(url(registration, "afmelden/"), headers=headers)

    registration.refresh_from_db()
    assert (response["Location"], registration.status) == (url(registration), "cancelled")
    assert Edition.objects.get().taken == 0
    assert "U bent afgemeld" in client.get(url(registration)).content.decode()


def test_cancelling_from_another_site_is_refused(registration: Registration, client: Client) -> None:
    response = client.post(url(registration, "afmelden/"), headers={"Sec-Fetch-Site": "cross-site"})

    registration.refresh_from_db()
    assert (response.status_code, registration.status) == (403, "confirmed")


def test_too_late_to_cancel_is_said(registration: Registration, client: Client, now: time_machine.Traveller) -> None:
    now.move_to(START)
    assert "Meld mij af" not in client.get(url(registration)).content.decode()
    text = client.post(url(registration, "afmelden/"), follow=True).content.decode()

    registration.refresh_from_db()
    assert registration.status == "confirmed"
    assert "U kunt zich niet meer afmelden" in text
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("applied", "Uw plaats wacht op akkoord"),
        ("intake", "Uw aanmelding is in behandeling"),
        ("awaiting_payment", "Uw plaats wacht op de betaling"),
        ("attended", "U was erbij, Pieter de Boer"),
        ("absent", "U was er niet bij"),
        ("refused", "U bent niet toegelaten"),
        ("other_advice", "U bent niet toegelaten"),
        ("expired", "Uw plaats is vervallen"),
        ("cancelled", "U bent afgemeld"),
    ],
)
def test_every_state_has_its_words(registration: Registration, client: Client, status: str, words: str) -> None:
    Registration.objects.update(status=status)

    assert f"<h1>{words}</h1>" in client.get(url(registration)).content.decode()


def test_a_cancelled_edition_says_why(registration: Registration, client: Client) -> None:
    Registration.objects.update(status="cancelled")
    Edition.objects.update(status="cancelled", cancel_reason="De spreker is ziek.", taken=0)
    text = client.get(url(registration)).content.decode()

    assert "Het gaat niet door" in text
    assert "De spreker is ziek." in text


def test_the_booking_shows_what_must_be_paid_and_a_colleague_does_not(
    page_tree: SimpleNamespace, client: Client
) -> None:
    edition = paid_edition(offering=ProgrammePageFactory.create(parent=page_tree.programmes))
    placed = book(edition, PIETER, SANNE)
    order = Order.objects.get()
    whole = client.get(f"/aanmelding/{placed.booking.access_key}/").content.decode()
    colleague = client.get(url(placed.registrations[0])).content.decode()

    assert f'href="/betalen/{order.access_key}/"' in whole
    assert "€\N{NO-BREAK SPACE}3.751,00" in whole
    assert "Pieter de Boer" in whole
    assert "Sanne Visser" in whole
    assert order.access_key not in colleague
    assert "Sanne" not in colleague


def test_a_wrong_booking_link(page_tree: SimpleNamespace, client: Client) -> None:
    assert client.get(f"/aanmelding/{'x' * 32}/").status_code == 404


def test_my_registrations_ask_for_a_login(registration: Registration, client: Client) -> None:
    response = client.get("/mijn-inschrijvingen/")

    assert response.status_code == 302
    assert response["Location"] == "/account/login/code/?next=/mijn-inschrijvingen/"


def test_my_registrations_are_those_of_proved_addresses(registration: Registration, client: Client) -> None:
    RegistrationFactory.create(
        booking__edition=registration.edition, booking__name="Iemand", booking__email="iemand@anders.example"
    )
    user = User.objects.create_user("P.deBoer@lindewaard.example")
    EmailAddress.objects.create(user=user, email="P.deBoer@lindewaard.example", verified=True, primary=True)
    EmailAddress.objects.create(user=user, email="iemand@anders.example", verified=False)
    client.force_login(user)
    text = client.get("/mijn-inschrijvingen/").content.decode()

    assert set(re.findall(r"/inschrijving/([^/]+)/", text)) == {registration.access_key}


def test_from_there_everything_that_can_be_done(registration: Registration, client: Client) -> None:
    user = User.objects.create_user(registration.email)
    EmailAddress.objects.create(user=user, email=registration.email, verified=True, primary=True)
    client.force_login(user)
    text = client.get("/mijn-inschrijvingen/").content.decode()

    assert f'href="{url(registration, "agenda.ics")}"' in text
    assert f'href="{url(registration, "afmelden/")}"' in text
    assert client.get("/en/mijn-inschrijvingen/").status_code == 200
