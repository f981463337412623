import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from betalingen.models import Order
from cms.api import NotAllowed
from cms.models import Message, Organisation
from events import hooks
from events.actions.place_booking import AlreadyRegistered, NoSeats
from events.contracts import BookingDraft, Continue, EditionView, Outcome, Participant, Refuse, Wait
from events.lifecycles import EditionStatus
from events.models import Booking, Edition, Registration
from events.queries.wording import clock, day
from events.steps.details import DetailsForm
from tests.events.bookings import PIETER, SANNE, book, paid_edition
from tests.factories.events import EditionFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db


def nothing_happened(edition: Edition, taken: int = 0) -> bool:
    edition.refresh_from_db()
    stored = Booking.objects.exists() or Order.objects.exists() or Message.objects.exists()
    return edition.taken == taken and not stored


def test_a_free_place_is_confirmed_and_mailed_with_a_calendar_item() -> None:
    edition = EditionFactory.create()
    placed = book(edition)

    edition.refresh_from_db()
    assert edition.taken == 1
    registration = Registration.objects.get()
    assert placed.registrations == [registration]
    assert (placed.is_new, placed.order, registration.status) == (True, None, "confirmed")
    assert re.fullmatch(rf"VA-{timezone.localdate().year}-\d{{4,}}", registration.number)
    message = Message.objects.get()
    assert message.recipient == PIETER.email
    assert message.subject == f"U bent aangemeld: {edition.offering.title}"
    assert f"/inschrijving/{registration.access_key}/" in message.text
    assert "meet.example.org" not in message.text + message.html
    assert [file["content_type"] for file in message.attachments] == ["text/calendar; method=REQUEST"]


def test_an_online_payment_keeps_the_seat_and_mails_the_booker_how_to_pay() -> None:
    edition = paid_edition()
    placed = book(edition, PIETER, SANNE)

    edition.refresh_from_db()
    assert edition.taken == 2
    assert [each.status for each in placed.registrations] == ["awaiting_payment", "awaiting_payment"]
    order = Order.objects.get()
    assert (order.total_cents, order.vat_cents, order.reference) == (
        375_100,
        65_100,
        f"booking:{placed.booking.public_id}",
    )
    assert order.return_path == f"/aanmelding/{placed.booking.access_key}/"
    assert Booking.objects.get().order_id == order.pk
    mail = Message.objects.exclude(about__startswith="order").get()
    assert (mail.recipient, mail.subject) == (
        "facturen@lindewaard.example",
        f"Uw aanmelding is binnen, u kunt nu betalen: {edition.offering.title}",
    )
    assert order.expires_at is not None
    assert f"Betaal vóór {day(order.expires_at)}, {clock(order.expires_at)}. Daarna komen de plaatsen vrij" in mail.text
    assert f"Betaal nu:\nhttp://127.0.0.1:8000/betalen/{order.access_key}/" in mail.text
    assert f"- {PIETER.name}" in mail.text


def test_on_invoice_the_places_are_definite_at_once() -> None:
    placed = book(paid_edition(), PIETER, SANNE, provider="invoice")

    assert [each.status for each in placed.registrations] == ["confirmed", "confirmed"]
    subjects = dict(Message.objects.exclude(about__startswith="order").values_list("recipient", "subject"))
    title = placed.booking.edition.offering.title
    assert subjects == {
        PIETER.email: f"U bent aangemeld: {title}",
        SANNE.email: f"U bent aangemeld: {title}",
        "facturen@lindewaard.example": f"Bevestiging {Order.objects.get().number}: {title}",
    }


def test_the_same_form_again_returns_the_first_booking() -> None:
    edition = EditionFactory.create()
    key = uuid.uuid4()
    first = book(edition, form_key=key)
    again = book(edition, form_key=key)

    edition.refresh_from_db()
    assert (again.is_new, again.booking, list(again.registrations)) == (False, first.booking, list(first.registrations))
    assert (edition.taken, Message.objects.count()) == (1, 1)


def test_a_group_gets_all_seats_or_none() -> None:
    edition = EditionFactory.create(capacity=12, taken=11)

    with pytest.raises(NoSeats) as refusal:
        book(edition, PIETER, SANNE)

    assert str(refusal.value.reason) == "Er is nog 1 plaats. U vroeg er 2, dus er is niemand aangemeld."
    assert nothing_happened(edition, taken=11)


def test_full_is_said_as_such() -> None:
    edition = EditionFactory.create(capacity=12, taken=12)

    with pytest.raises(NoSeats) as refusal:
        book(edition)

    assert str(refusal.value.reason) == "Alle plaatsen zijn bezet. U bent niet aangemeld."
    assert nothing_happened(edition, taken=12)


@pytest.mark.parametrize("status", [EditionStatus.DRAFT, EditionStatus.CANCELLED, EditionStatus.COMPLETED])
def test_only_editions_that_are_open_or_go_ahead_take_bookings(status: EditionStatus) -> None:
    edition = EditionFactory.create(status=status)

    with pytest.raises(NotAllowed):
        book(edition)

    assert nothing_happened(edition)


def test_nobody_books_after_the_deadline() -> None:
    edition = EditionFactory.create(closes_at=timezone.now() - dt.timedelta(seconds=1))

    with pytest.raises(NotAllowed) as refusal:
        book(edition)

    assert str(refusal.value.reason) == "De aanmelding is gesloten."
    assert nothing_happened(edition)


def test_nobody_books_what_has_begun() -> None:
    edition = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(minutes=1))

    with pytest.raises(NotAllowed) as refusal:
        book(edition)

    assert str(refusal.value.reason) == "U kunt zich niet meer aanmelden: het is al begonnen."
    assert nothing_happened(edition)


def test_an_address_takes_part_once_whatever_its_case() -> None:
    edition = EditionFactory.create()
    RegistrationFactory.create(booking__edition=edition, email="P.deBoer@lindewaard.example")

    with pytest.raises(AlreadyRegistered) as refusal:
        book(edition, PIETER, SANNE)

    assert refusal.value.emails == [PIETER.email]
    edition.refresh_from_db()
    assert (edition.taken, Registration.objects.count()) == (1, 1)


def test_who_cancelled_may_come_back() -> None:
    edition = EditionFactory.create()
    RegistrationFactory.create(booking__edition=edition, email=PIETER.email, status="cancelled", seat=False)

    assert book(edition).registrations[0].status == "confirmed"


def test_two_participants_with_one_address_are_refused() -> None:
    edition = EditionFactory.create()

    with pytest.raises(NotAllowed) as refusal:
        book(edition, PIETER, Participant("Paula de Boer", PIETER.email.upper()))

    assert str(refusal.value.reason) == "Elke deelnemer heeft een eigen e-mailadres nodig."
    assert nothing_happened(edition)


def test_numbers_follow_the_order_of_the_form_and_do_not_end_at_9999() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('events_registration_number')")
        (now,) = cursor.fetchone()
        cursor.execute("SELECT setval('events_registration_number', 9998)")
        placed = book(EditionFactory.create(), PIETER, SANNE)
        cursor.execute("SELECT setval('events_registration_number', %s)", [now])

    assert [(each.name, each.number[8:]) for each in placed.registrations] == [
        (PIETER.name, "9999"),
        (SANNE.name, "10000"),
    ]


def test_an_organisation_in_the_register_is_recognised() -> None:
    known = Organisation.objects.create(name="Gemeente Lindewaard")
    booking = book(EditionFactory.create()).booking

    assert booking.organisation == known


class JudgingStep:
    """A step that always decides the same."""

    key = "judge"
    title = "Keuring"
    after = "details"
    form_class = DetailsForm

    def __init__(self, outcome: Outcome) -> None:
        self.decision = outcome

    def applies_to(self, edition: EditionView) -> bool:
        return True

    def outcome(self, draft: BookingDraft) -> Outcome:
        return self.decision


@pytest.mark.parametrize("price", [0, 310_000])
def test_a_step_that_waits_keeps_the_seat_and_asks_no_money(monkeypatch: pytest.MonkeyPatch, price: int) -> None:
    step = JudgingStep(Wait("We bellen u binnen een week."))
    monkeypatch.setattr(hooks, "registration_steps", lambda _edition: [step])
    edition = paid_edition(gross_price_cents=price)
    placed = book(edition)

    edition.refresh_from_db()
    assert (edition.taken, placed.registrations[0].status, placed.order) == (1, "intake", None)
    assert placed.waits_for == "We bellen u binnen een week."
    assert "We bellen u binnen een week." in Message.objects.get(recipient=PIETER.email).text


def test_a_step_that_refuses_stores_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    step = JudgingStep(Refuse("Dit programma is voor kleinere gemeenten."))
    monkeypatch.setattr(hooks, "registration_steps", lambda _edition: [step, JudgingStep(Continue())])
    edition = EditionFactory.create()

    with pytest.raises(NotAllowed) as refusal:
        book(edition)

    assert str(refusal.value.reason) == "Dit programma is voor kleinere gemeenten."
    assert nothing_happened(edition)


def test_a_webinar_registration_costs_few_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = EditionFactory.create()
    book(edition, SANNE)
    with django_assert_num_queries(12):
        book(edition, PIETER)
