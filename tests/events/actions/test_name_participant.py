import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed, User
from cms.models import Message
from events.actions.cancel_edition import cancel_edition
from events.actions.name_participant import name_participant
from events.actions.place_booking import AlreadyRegistered
from events.contracts import Participant
from events.models import Registration
from events.questions import Answer
from tests.events.bookings import PIETER, SANNE, book, order_of, paid_edition
from tests.factories.events import EditionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

LATER = Participant("", "")
CUT_OFF = "Doorgeven wie er komt kan niet meer. Bel of mail ons."


def test_seats_without_a_name_are_held_and_the_booker_hears_once() -> None:
    edition = EditionFactory.create()
    placed = book(edition, PIETER, LATER, LATER)

    edition.refresh_from_db()
    assert edition.taken == 3
    assert [(each.shown_name, each.status) for each in placed.registrations] == [
        ("Pieter de Boer", "confirmed"),
        ("naam volgt", "confirmed"),
        ("naam volgt", "confirmed"),
    ]
    title = edition.offering.title
    assert list(Message.objects.order_by("pk").values_list("recipient", "subject")) == [
        (PIETER.email, f"U bent aangemeld: {title}"),
        ("facturen@lindewaard.example", f"Wie komen er? {title}"),
    ]
    asked = Message.objects.get(recipient="facturen@lindewaard.example")
    assert f"/aanmelding/{placed.booking.access_key}/" in asked.text
    assert asked.attachments == []


def test_who_is_named_gets_the_confirmation_with_the_calendar_item() -> None:
    edition = EditionFactory.create()
    seat = book(edition, LATER).registrations[0]
    Message.objects.all().delete()
    given = Answer(key="role", label="Uw rol?", answer="adviseur")
    named = Participant(SANNE.name, SANNE.email, SANNE.function, (given,))

    name_participant(registration_id=seat.pk, participant=named)

    seat.refresh_from_db()
    assert (seat.name, seat.email, seat.function) == (SANNE.name, SANNE.email, "HRM-adviseur")
    assert seat.answers == [{"key": "role", "label": "Uw rol?", "answer": "adviseur", "passing": False, "upload": ""}]
    message = Message.objects.get()
    assert (message.recipient, message.subject) == (SANNE.email, f"U bent aangemeld: {edition.offering.title}")
    assert f"/inschrijving/{seat.access_key}/" in message.text
    assert [file["content_type"] for file in message.attachments] == ["text/calendar; method=REQUEST"]
    edition.refresh_from_db()
    assert edition.taken == 1
    assert ModelLogEntry.objects.filter(action="events.registration_named", object_id=str(seat.pk)).count() == 1


def test_before_the_payment_a_name_is_kept_and_nobody_mailed() -> None:
    placed = book(paid_edition(), LATER)
    before = Message.objects.count()

    name_participant(registration_id=placed.registrations[0].pk, participant=SANNE)

    assert Registration.objects.get().email == SANNE.email
    assert Message.objects.count() == before
    assert order_of(placed).status == "open"


def test_who_has_a_place_already_does_not_get_a_second() -> None:
    edition = EditionFactory.create()
    placed = book(edition, PIETER, LATER)
    before = Message.objects.count()

    with pytest.raises(AlreadyRegistered):
        name_participant(
            registration_id=placed.registrations[1].pk, participant=Participant("P. de Boer", PIETER.email.upper())
        )

    assert Registration.objects.get(pk=placed.registrations[1].pk).is_named is False
    assert Message.objects.count() == before


def test_a_seat_that_has_a_name_by_now_is_not_named_again() -> None:
    registration = RegistrationFactory.create()

    with pytest.raises(NotAllowed) as refusal:
        name_participant(registration_id=registration.pk, participant=SANNE)

    assert str(refusal.value.reason) == "Deze plaats heeft intussen een naam."
    assert Message.objects.count() == 0


@pytest.mark.parametrize("until", ["names_until", "start"])
def test_after_the_cut_off_only_staff_names_somebody(until: str, programme_manager: User) -> None:
    edition = EditionFactory.create()
    seat = book(edition, LATER).registrations[0]
    passed = timezone.now() - dt.timedelta(minutes=1)
    if until == "names_until":
        edition.names_until = passed
        edition.save()
    else:
        edition.sessions.update(walk_in_at=None, starts_at=passed)

    with pytest.raises(NotAllowed) as refusal:
        name_participant(registration_id=seat.pk, participant=SANNE)
    assert str(refusal.value.reason) == CUT_OFF
    assert Registration.objects.get().is_named is False

    name_participant(registration_id=seat.pk, participant=SANNE, user=programme_manager)
    assert Registration.objects.get().email == SANNE.email
    assert ModelLogEntry.objects.get(action="events.registration_named").user == programme_manager


def test_a_seat_that_was_given_back_gets_no_name() -> None:
    seat = book(EditionFactory.create(), LATER).registrations[0]
    cancel_edition(edition_id=seat.edition_id, reason="Te weinig mensen.")

    with pytest.raises(NotAllowed):
        name_participant(registration_id=seat.pk, participant=SANNE)

    assert Registration.objects.get().is_named is False


def test_the_booker_hears_once_that_seats_without_a_name_are_off() -> None:
    placed = book(EditionFactory.create(), LATER, LATER)
    Message.objects.all().delete()

    cancel_edition(edition_id=placed.booking.edition_id, reason="Te weinig mensen.")

    assert [message.recipient for message in Message.objects.all()] == ["facturen@lindewaard.example"]
