import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from cms.models import Message
from events import hooks
from events.actions.place_booking import AlreadyRegistered
from events.actions.substitute_participant import substitute_participant
from events.contracts import Participant
from events.lifecycles import RegistrationStatus
from events.models import Registration
from tests.events.bookings import PIETER, SANNE, book, order_of, paid_edition
from tests.factories.events import EditionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def test_the_seat_passes_to_a_colleague_with_mails_and_calendars_of_both() -> None:
    edition = EditionFactory.create()
    old = book(edition).registrations[0]
    Message.objects.all().delete()

    new = substitute_participant(registration_id=old.pk, participant=SANNE)

    old.refresh_from_db()
    edition.refresh_from_db()
    assert edition.taken == 1
    assert (old.status, old.successor, old.email) == ("cancelled", new, PIETER.email)
    assert old.cancelled_at is not None
    assert (new.status, new.email, new.booking_id) == ("confirmed", SANNE.email, old.booking_id)
    assert new.number != old.number
    title = edition.offering.title
    to_old, to_new = Message.objects.order_by("pk")
    assert (to_old.recipient, to_old.subject) == (PIETER.email, f"Een collega komt in uw plaats: {title}")
    assert [file["content_type"] for file in to_old.attachments] == ["text/calendar; method=CANCEL"]
    assert "Sanne Visser komt in uw plaats" in to_old.text
    assert (to_new.recipient, to_new.subject) == (SANNE.email, f"U bent aangemeld: {title}")
    assert [file["content_type"] for file in to_new.attachments] == ["text/calendar; method=REQUEST"]
    assert new.access_key in to_new.text
    assert old.access_key not in to_new.text
    logged = dict(ModelLogEntry.objects.filter(action__contains="registration_").values_list("object_id", "action"))
    assert logged[str(old.pk)] == "events.registration_substituted"
    assert logged[str(new.pk)] == "events.registration_taken_over"


def test_the_order_stays_as_it_is() -> None:
    placed = book(paid_edition(), PIETER)
    order = order_of(placed)
    before = Message.objects.count()

    new = substitute_participant(registration_id=placed.registrations[0].pk, participant=SANNE)

    assert new.status == "awaiting_payment"
    assert order_of(placed) == order
    assert Message.objects.count() == before


def test_plugins_hear_of_who_goes_and_who_comes(monkeypatch: Any) -> None:
    old = book(EditionFactory.create()).registrations[0]
    heard: list[tuple[str, str]] = []
    monkeypatch.setattr(hooks, "react", lambda spec, registration: heard.append((spec.__name__, registration.email)))

    substitute_participant(registration_id=old.pk, participant=SANNE)

    assert heard == [("registration_cancelled", PIETER.email), ("registration_confirmed", SANNE.email)]


def test_a_colleague_with_a_place_of_their_own_is_refused_and_nothing_changes() -> None:
    placed = book(EditionFactory.create(), PIETER, SANNE)
    before = Message.objects.count()

    with pytest.raises(AlreadyRegistered):
        substitute_participant(registration_id=placed.registrations[0].pk, participant=SANNE)

    assert [each.status for each in Registration.objects.order_by("pk")] == ["confirmed", "confirmed"]
    assert Message.objects.count() == before
    assert not ModelLogEntry.objects.filter(action="events.registration_substituted").exists()


@pytest.mark.parametrize(
    "status", [RegistrationStatus.CANCELLED, RegistrationStatus.EXPIRED, RegistrationStatus.ATTENDED]
)
def test_a_place_that_is_not_held_or_was_used_is_not_passed_on(status: RegistrationStatus) -> None:
    registration = RegistrationFactory.create(status=status, seat=status == RegistrationStatus.ATTENDED)

    with pytest.raises(NotAllowed):
        substitute_participant(registration_id=registration.pk, participant=SANNE)

    registration.refresh_from_db()
    assert (registration.status, registration.successor) == (status, None)
    assert (Registration.objects.count(), Message.objects.count()) == (1, 0)


def test_after_the_cut_off_it_is_too_late() -> None:
    edition = EditionFactory.create(names_until=timezone.now() - dt.timedelta(seconds=1))
    registration = book(edition).registrations[0]

    with pytest.raises(NotAllowed):
        substitute_participant(registration_id=registration.pk, participant=SANNE)

    assert Registration.objects.get().status == "confirmed"


def test_a_seat_without_a_name_has_nobody_to_substitute() -> None:
    seat = book(EditionFactory.create(), Participant("", "")).registrations[0]

    with pytest.raises(NotAllowed):
        substitute_participant(registration_id=seat.pk, participant=SANNE)

    assert Registration.objects.get().status == "confirmed"
