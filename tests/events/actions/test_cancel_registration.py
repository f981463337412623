import datetime as dt

import pytest
from django.utils import timezone

from betalingen.lifecycles import OrderStatus
from betalingen.models import Order
from cms.api import NotAllowed, User
from cms.models import Message
from events.actions.cancel_registration import cancel_registration
from events.models import Edition, PaysWhen
from tests.events.bookings import PIETER, SANNE, book, paid_edition
from tests.factories.events import BookingFactory, EditionFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db


def taken(edition: Edition) -> int:
    edition.refresh_from_db()
    return edition.taken


def test_the_seat_comes_back_and_the_calendar_item_goes() -> None:
    edition = EditionFactory.create()
    registration = book(edition).registrations[0]

    cancelled = cancel_registration(registration_id=registration.pk)

    assert (cancelled.status, taken(edition)) == ("cancelled", 0)
    assert cancelled.cancelled_at is not None
    mail = Message.objects.get(key=f"registration:{registration.public_id}:cancelled")
    assert [file["content_type"] for file in mail.attachments] == ["text/calendar; method=CANCEL"]


def test_twice_is_the_same_as_once() -> None:
    edition = EditionFactory.create()
    book(edition, SANNE)
    registration = book(edition, PIETER).registrations[0]
    cancel_registration(registration_id=registration.pk)
    cancel_registration(registration_id=registration.pk)

    assert taken(edition) == 1


def test_not_after_the_start() -> None:
    edition = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(minutes=1))
    registration = RegistrationFactory.create(booking__edition=edition)

    with pytest.raises(NotAllowed):
        cancel_registration(registration_id=registration.pk)

    registration.refresh_from_db()
    assert (registration.status, taken(edition), Message.objects.count()) == ("confirmed", 1, 0)


def test_staff_may_cancel_after_the_start(administrator: User) -> None:
    edition = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(minutes=1))
    registration = RegistrationFactory.create(booking__edition=edition)

    assert cancel_registration(registration_id=registration.pk, user=administrator).status == "cancelled"
    assert taken(edition) == 0


@pytest.mark.parametrize("status", ["attended", "absent"])
def test_attendance_is_not_cancelled(administrator: User, status: str) -> None:
    registration = RegistrationFactory.create(status=status)

    with pytest.raises(NotAllowed):
        cancel_registration(registration_id=registration.pk, user=administrator)

    assert taken(registration.edition) == 1


def test_an_unpaid_order_is_cancelled_with_its_last_person() -> None:
    edition = paid_edition()
    registration = book(edition).registrations[0]

    cancel_registration(registration_id=registration.pk)

    registration.refresh_from_db()
    assert (registration.status, taken(edition)) == ("cancelled", 0)
    assert Order.objects.get().status == OrderStatus.CANCELLED


def test_one_of_several_on_invoice_leaves_and_the_order_asks_less() -> None:
    edition = paid_edition()
    registration = book(edition, PIETER, SANNE, provider="invoice").registrations[0]

    cancel_registration(registration_id=registration.pk)

    order = Order.objects.get()
    assert (taken(edition), order.status, order.owed_cents) == (1, OrderStatus.OPEN, 187_550)


def test_the_last_one_on_invoice_takes_the_order_along() -> None:
    edition = paid_edition()
    registration = book(edition, provider="invoice").registrations[0]

    cancel_registration(registration_id=registration.pk)

    registration.refresh_from_db()
    assert (registration.status, taken(edition), Order.objects.get().status) == ("cancelled", 0, OrderStatus.CANCELLED)
    assert Message.objects.filter(key=f"registration:{registration.public_id}:cancelled").count() == 1


def test_whoever_heard_of_a_place_hears_that_it_is_gone_without_an_item_they_never_had() -> None:
    registration = book(paid_edition(pays_when=PaysWhen.GO_AHEAD), provider="invoice").registrations[0]

    cancel_registration(registration_id=registration.pk)

    mail = Message.objects.latest("pk")
    assert (mail.key, mail.attachments) == (f"registration:{registration.public_id}:withdrawn", [])
    assert mail.subject.startswith("U bent afgemeld: ")


def test_whoever_never_heard_of_a_place_hears_nothing() -> None:
    registration = book(paid_edition()).registrations[0]

    cancel_registration(registration_id=registration.pk)

    assert not Message.objects.filter(about__startswith="registration:").exists()


def test_a_booking_without_order_needs_no_money() -> None:
    booking = BookingFactory.create()
    first = RegistrationFactory.create(booking=booking, email="een@lindewaard.example")
    RegistrationFactory.create(booking=booking, email="twee@lindewaard.example")

    cancel_registration(registration_id=first.pk)

    assert taken(booking.edition) == 1
