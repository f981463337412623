import datetime as dt
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from cms.models import Message
from events.actions.decide_intake import admit_registration
from events.actions.place_booking import PlacedBooking
from events.contracts import Participant
from events.models import Edition, Registration
from tests.events.bookings import PIETER, SANNE, book, paid_edition
from tests.events.questions import LUNCH
from tests.factories.events import EditionFactory, ProgrammePageFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

LATER = Participant("", "")
SANNE_TYPED = {"first_name": "Sanne", "last_name": "Visser", "email": SANNE.email, "function": "HRM-adviseur"}


@pytest.fixture
def placed(page_tree: SimpleNamespace) -> PlacedBooking:
    """Pieter and two seats without a name."""
    page = ProgrammePageFactory.create(parent=page_tree.programmes, title="Leernetwerk HRM", slug="hrm")
    return book(EditionFactory.create(offering=page), PIETER, LATER, LATER)


def typed(number: int, **changes: str) -> dict[str, str]:
    return {f"p{number}-{name}": value for name, value in (SANNE_TYPED | changes).items()}


def close(placed: PlacedBooking) -> None:
    Edition.objects.update(names_until=timezone.now() - dt.timedelta(seconds=1))


def test_the_booker_is_asked_for_the_names_and_gives_one_of_two(placed: PlacedBooking, client: Client) -> None:
    booking = f"/aanmelding/{placed.booking.access_key}/"
    assert "Wie komen er op 2 plaatsen?" in client.get(booking).content.decode()
    assert client.get(f"{booking}namen/").content.decode().count('name="p1-email"') == 1
    Message.objects.all().delete()

    response = client.post(f"{booking}namen/", typed(0, email="", first_name="", last_name="", function="") | typed(1))

    assert (response.status_code, response["Location"]) == (302, booking)
    assert sorted(each.shown_name for each in Registration.objects.all()) == [
        "Pieter de Boer",
        "Sanne Visser",
        "naam volgt",
    ]
    assert [message.recipient for message in Message.objects.all()] == [SANNE.email]
    assert "Wie komt er op 1 plaats?" in client.get(booking).content.decode()


def test_a_name_that_is_not_complete_stays_with_what_is_wrong(placed: PlacedBooking, client: Client) -> None:
    Message.objects.all().delete()
    url = f"/aanmelding/{placed.booking.access_key}/namen/"

    shown = client.post(url, typed(0, last_name="")).content.decode()

    assert 'value="s.visser@lindewaard.example"' in shown
    assert "Achternaam: Vul dit in." in " ".join(shown.split())
    assert not Registration.objects.filter(email=SANNE.email).exists()
    assert Message.objects.count() == 0


def test_one_who_has_a_place_is_told_and_the_other_is_named(placed: PlacedBooking, client: Client) -> None:
    url = f"/aanmelding/{placed.booking.access_key}/namen/"

    shown = client.post(url, typed(0, email=PIETER.email) | typed(1)).content.decode()

    assert f"{PIETER.email} is al aangemeld." in shown
    assert Registration.objects.filter(email=SANNE.email).count() == 1


def test_after_the_cut_off_the_screens_lead_back(placed: PlacedBooking, client: Client) -> None:
    close(placed)
    booking = f"/aanmelding/{placed.booking.access_key}/"
    mine = f"/inschrijving/{placed.registrations[0].access_key}/"

    for url, back in (
        (f"{booking}namen/", booking),
        (f"{booking}vervangen/{placed.registrations[0].public_id}/", booking),
        (f"{mine}vervangen/", mine),
    ):
        assert client.get(url)["Location"] == back
        assert client.post(url, typed(0))["Location"] == back
    assert not Registration.objects.filter(email=SANNE.email).exists()
    assert "Geef mijn plaats door" not in client.get(mine).content.decode()
    assert "Wie komen er" not in client.get(booking).content.decode()


def test_a_participant_passes_the_place_on(placed: PlacedBooking, client: Client) -> None:
    mine = f"/inschrijving/{placed.registrations[0].access_key}/"
    assert f"{mine}vervangen/" in client.get(mine).content.decode()
    assert "Wie komt in plaats van Pieter de Boer?" in client.get(f"{mine}vervangen/").content.decode()

    response = client.post(f"{mine}vervangen/", typed(0))

    assert response["Location"] == mine
    shown = client.get(mine).content.decode()
    assert "U gaf uw plaats door" in shown
    assert "Sanne Visser komt in uw plaats" in shown
    assert client.get(f"{mine}deelnemen/")["Location"] == mine  # the door is the colleague's now


def test_the_booker_lets_a_colleague_come_and_nobody_of_another_booking(placed: PlacedBooking, client: Client) -> None:
    booking = f"/aanmelding/{placed.booking.access_key}/"
    stranger = RegistrationFactory.create()

    assert client.post(f"{booking}vervangen/{stranger.public_id}/", typed(0)).status_code == 404
    response = client.post(f"{booking}vervangen/{placed.registrations[0].public_id}/", typed(0))

    assert response["Location"] == booking
    stranger.refresh_from_db()
    assert stranger.status == "confirmed"
    assert Registration.objects.get(email=PIETER.email).status == "cancelled"
    assert Registration.objects.get(email=SANNE.email).status == "confirmed"


def test_a_refusal_keeps_what_was_typed(placed: PlacedBooking, client: Client) -> None:
    mine = f"/inschrijving/{placed.registrations[0].access_key}/"
    RegistrationFactory.create(booking__edition=placed.booking.edition, email=SANNE.email)

    shown = client.post(f"{mine}vervangen/", typed(0)).content.decode()

    assert "is al aangemeld" in shown
    assert 'value="HRM-adviseur"' in shown
    assert Registration.objects.get(email=PIETER.email).status == "confirmed"


def test_who_comes_instead_answers_the_questions_too(placed: PlacedBooking, client: Client) -> None:
    Edition.objects.update(questions=[LUNCH])
    mine = f"/inschrijving/{placed.registrations[0].access_key}/"

    assert "Maak een keuze." in client.post(f"{mine}vervangen/", typed(0)).content.decode()
    client.post(f"{mine}vervangen/", typed(0) | {"p0-question-lunch": "Nee"})

    assert [each["answer"] for each in Registration.objects.get(email=SANNE.email).answers] == ["Nee"]


@pytest.mark.parametrize("below", ["namen/", "vervangen/"])
def test_a_form_of_another_site_changes_nothing(placed: PlacedBooking, client: Client, below: str) -> None:
    url = f"/aanmelding/{placed.booking.access_key}/namen/"
    if below == "vervangen/":
        url = f"/inschrijving/{placed.registrations[0].access_key}/vervangen/"

    response = client.post(url, typed(0), headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert not Registration.objects.filter(email=SANNE.email).exists()


def test_during_the_intake_the_form_says_that_it_begins_anew_and_afterwards_there_is_none(client: Client) -> None:
    edition = paid_edition(has_intake=True)
    answers = {"intake": {"motivation": "Ik wil beter adviseren."}, "details": {}}
    [old] = book(edition, PIETER, answers=answers).registrations
    page = f"/inschrijving/{old.access_key}/"
    assert "begint de intake opnieuw" in client.get(f"{page}vervangen/").content.decode()

    response = client.post(f"{page}vervangen/", typed(0), follow=True)

    assert "U gaf uw plaats door" in response.content.decode()
    new = Registration.objects.get(email=SANNE.email)
    assert new.status == "intake"
    for gone in ("vervangen/", "gesprek/", "afmelden/", "werkgroep/"):
        assert client.get(f"{page}{gone}")["Location"] == page, gone

    admit_registration(registration_id=new.pk)
    page, booking = f"/inschrijving/{new.access_key}/", f"/aanmelding/{new.booking.access_key}/"
    shown = client.get(page).content.decode()
    assert "Geef mijn plaats door" not in shown
    assert "na een gesprek toegelaten" in shown
    assert "Een collega in plaats van" not in client.get(booking).content.decode()
    assert client.post(f"{page}vervangen/", typed(0, email="j.kok@lindewaard.example"))["Location"] == page
    assert client.post(f"{booking}vervangen/{new.public_id}/", typed(0))["Location"] == booking
    assert Registration.objects.count() == 2
