"""What leaving costs, read before it is done: on the personal page, on the programme's page and in the mail."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from betalingen.actions.issue_invoice import issue_invoice
from betalingen.models import Order
from cms.models import Message
from events.actions.set_cancellation import set_cancellation
from events.contracts import Participant
from events.models import Edition, Registration
from events.queries.leaving import cancellation_lines
from tests.events.bookings import PIETER, SANNE, book, paid_edition
from tests.factories.cms import ProgrammePageFactory
from tests.factories.events import SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy_details")]

STEPS = [
    {"type": "step", "value": {"days": 30, "percentage": 0}},
    {"type": "step", "value": {"days": 14, "percentage": 50}},
]


@pytest.fixture
def edition(page_tree: SimpleNamespace) -> Edition:
    """Of € 1.875,50, in twenty days."""
    page = ProgrammePageFactory.create(parent=page_tree.programmes)
    made = paid_edition(offering=page, sessions=0, cancellation_steps=STEPS)
    SessionFactory.create(edition=made, starts_at=timezone.now() + dt.timedelta(days=20))
    return made


@pytest.fixture
def registration(edition: Edition) -> Registration:
    made: Registration = book(edition, provider="invoice").registrations[0]
    issue_invoice(order=Order.objects.get().pk)
    return made


def address(registration: Registration) -> str:
    return f"/inschrijving/{registration.access_key}/afmelden/"


def text(client: Client, url: str) -> str:
    return client.get(url).content.decode().replace("\xa0", " ")


def test_the_amounts_the_rule_and_the_day_are_said_beforehand(registration: Registration, client: Client) -> None:
    shown = text(client, address(registration))

    for part in (
        "kost afmelden 50 % van de prijs",
        "€ 1.875,50",
        "€ 937,75",
        "waarvan btw € 162,75",
        "Hoeft niet betaald te worden",
        '<input type="hidden" name="costs" value="93775">',
    ):
        assert part in shown


def test_what_the_order_still_asks_is_for_who_booked(registration: Registration, client: Client) -> None:
    assert "Blijft te betalen op de order" not in text(client, address(registration))
    registration.email = registration.booking.email
    registration.save()

    assert "Blijft te betalen op de order" in text(client, address(registration))


def test_agreeing_does_exactly_that(registration: Registration, client: Client) -> None:
    client.post(address(registration), {"costs": "93775"})

    registration.refresh_from_db()
    assert (registration.status, Order.objects.get().owed_cents) == ("cancelled", 93_775)


@pytest.mark.parametrize("costs", ["", "0", "93774", "-1", "veel", "९"])
def test_who_did_not_read_these_costs_reads_them_first(registration: Registration, client: Client, costs: str) -> None:
    response = client.post(address(registration), {"costs": costs}, follow=True)

    registration.refresh_from_db()
    assert registration.status == "confirmed"
    assert "De kosten van afmelden zijn intussen anders." in response.content.decode()
    assert response.redirect_chain == [(address(registration), 302)]


@pytest.mark.parametrize("people", [[PIETER], [PIETER, SANNE]])
def test_queries(
    edition: Edition, client: Client, django_assert_num_queries: DjangoAssertNumQueries, people: list[object]
) -> None:
    registration = book(edition, *people, provider="invoice").registrations[0]  # type: ignore[arg-type]
    client.get(address(registration))

    with django_assert_num_queries(16):
        client.get(address(registration))


def test_the_programme_and_the_form_say_it_too(edition: Edition, client: Client) -> None:
    first_day = timezone.localdate() + dt.timedelta(days=20)
    expected = [line.replace("\xa0", " ") for line in cancellation_lines(STEPS, first_day)]

    assert expected[1].endswith(": 50 % van de prijs.")
    for url in (edition.offering.url, reverse("events:register", args=[edition.public_id])):
        shown = text(client, url)
        for line in expected:
            assert line in shown


def test_the_confirmation_says_it(registration: Registration) -> None:
    mail = Message.objects.get(key=f"booking:{registration.booking.public_id}:booking_confirmed")

    for line in cancellation_lines(STEPS, timezone.localdate() + dt.timedelta(days=20)):
        assert line in mail.text
        assert line in mail.html


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([], ["Afmelden is gratis tot het begin."]),
        (STEPS[1:], ["Afmelden tot en met 14 dagen voor het begin: 50 % van de prijs.", "Daarna: de hele prijs."]),
        (
            [{"type": "step", "value": {"days": 0, "percentage": 100}}],
            ["Afmelden tot en met 0 dagen voor het begin: 100 % van de prijs."],
        ),
    ],
)
def test_the_rules_in_words(steps: list[object], told: list[str]) -> None:
    assert [line.replace("\xa0", " ") for line in cancellation_lines(steps, None)] == told


def test_another_rule_stands_on_the_page_at_once(edition: Edition, client: Client) -> None:
    assert "50 % van de prijs" in text(client, edition.offering.url)

    set_cancellation(edition_id=edition.pk, steps=Edition(cancellation_steps=STEPS[:1]).cancellation_steps)

    assert "50 % van de prijs" not in text(client, edition.offering.url)


def test_whoever_booked_gives_one_seat_back(edition: Edition, client: Client) -> None:
    pieter, unnamed = book(edition, PIETER, Participant("", ""), provider="invoice").registrations
    issue_invoice(order=Order.objects.get().pk)
    booking = f"/aanmelding/{pieter.booking.access_key}/"
    shown = client.get(booking).content.decode()
    assert "Meld Pieter de Boer af" in shown
    assert f"Geef plaats {unnamed.number} terug" in shown
    Message.objects.all().delete()

    for registration, question in (
        (pieter, "Wilt u Pieter de Boer afmelden?"),
        (unnamed, "Wilt u deze plaats teruggeven?"),
    ):
        url = f"{booking}afmelden/{registration.public_id}/"
        asked = client.get(url)
        assert question in asked.content.decode()
        assert "naam volgt" not in asked.content.decode()
        assert "€\xa0937,75" in asked.content.decode()
        assert asked["Cache-Control"] == "no-store, private"
        assert client.post(url, {"costs": "93775"})["Location"] == booking
        assert client.get(url)["Location"] == booking

    assert {each.status for each in Registration.objects.all()} == {"cancelled"}
    edition.refresh_from_db()
    assert (edition.taken, Order.objects.get().owed_cents) == (0, 2 * 93_775)
    told = Message.objects.filter(subject__startswith="U bent afgemeld").values_list("recipient", flat=True)
    assert sorted(told) == [pieter.booking.email, PIETER.email]


def test_nobody_gives_back_a_seat_of_another_booking(edition: Edition, client: Client) -> None:
    mine = book(edition, PIETER, provider="invoice").registrations[0]
    other = book(edition, SANNE, provider="invoice").registrations[0]
    url = f"/aanmelding/{mine.booking.access_key}/afmelden/{other.public_id}/"

    assert (client.get(url).status_code, client.post(url, {"costs": "93775"}).status_code) == (404, 404)
    other.refresh_from_db()
    assert other.status == "confirmed"


def test_what_was_not_paid_yet_is_free_whatever_the_rule_says(edition: Edition, client: Client) -> None:
    first, _second = book(edition, PIETER, SANNE).registrations
    shown = client.get(f"/inschrijving/{first.access_key}/afmelden/").content.decode()
    assert "Afmelden is gratis: er is nog niets betaald." in shown
    assert "50 %" not in shown

    client.post(f"/inschrijving/{first.access_key}/afmelden/", {"costs": "0"})

    first.refresh_from_db()
    assert (first.status, Order.objects.get().owed_cents) == ("cancelled", 187_550)
    page = client.get(f"/aanmelding/{first.booking.access_key}/").content.decode()
    assert '<p class="amount">€\xa01.875,50' in page
