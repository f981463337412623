from dataclasses import replace

import pytest

from betalingen.api import cancel_order
from betalingen.models import Order
from cms.models import Message
from events.actions.cancel_registration import cancel_registration
from events.actions.settle_booking import confirm_booking, release_booking
from events.models import Edition, Registration
from tests.events.bookings import PIETER, SANNE, book, order_of, paid_edition

pytestmark = pytest.mark.django_db


def statuses() -> list[str]:
    return list(Registration.objects.order_by("pk").values_list("status", flat=True))


def test_paid_confirms_everybody_and_mails_once() -> None:
    edition = paid_edition()
    placed = book(edition, PIETER, SANNE)
    Order.objects.update(status="paid")
    for _time in range(2):
        confirm_booking(order=order_of(placed))

    edition.refresh_from_db()
    assert (statuses(), edition.taken) == (["confirmed", "confirmed"], 2)
    recipients = Message.objects.exclude(about__startswith="order").values_list("recipient", flat=True)
    assert sorted(recipients) == ["facturen@lindewaard.example", PIETER.email, SANNE.email]
    overview = Message.objects.get(recipient="facturen@lindewaard.example", about__startswith="booking")
    assert "Uw betaling is ontvangen. U hoeft niets meer te doen." in overview.text
    assert "€\N{NO-BREAK SPACE}3.751,00" in overview.text


def test_expired_gives_the_seats_back_and_tells_the_booker() -> None:
    edition = paid_edition()
    placed = book(edition, PIETER, SANNE)
    for _time in range(2):
        release_booking(order=order_of(placed), because="expired")

    edition.refresh_from_db()
    assert (statuses(), edition.taken) == (["expired", "expired"], 0)
    mails = Message.objects.filter(about__startswith="booking")
    assert [(mail.recipient, mail.subject) for mail in mails] == [
        ("facturen@lindewaard.example", f"Uw plaats is vervallen: {edition.offering.title}")
    ]


def test_cancelled_by_finance_tells_whoever_was_confirmed() -> None:
    edition = paid_edition()
    placed = book(edition, PIETER, SANNE, provider="invoice")
    release_booking(order=order_of(placed), because="cancelled")

    edition.refresh_from_db()
    assert (statuses(), edition.taken) == (["cancelled", "cancelled"], 0)
    assert Message.objects.filter(key__endswith=":cancelled").count() == 2


def test_a_place_given_back_before_is_not_given_back_twice() -> None:
    edition = paid_edition()
    placed = book(edition, PIETER, SANNE, provider="invoice")
    cancel_registration(registration_id=placed.registrations[0].pk)
    release_booking(order=order_of(placed), because="cancelled")

    edition.refresh_from_db()
    assert edition.taken == 0


def test_money_that_comes_after_the_seats_went_back_confirms_nobody() -> None:
    edition = paid_edition()
    placed = book(edition)
    release_booking(order=order_of(placed), because="expired")
    confirm_booking(order=order_of(placed))

    edition.refresh_from_db()
    assert (statuses(), edition.taken) == (["expired"], 0)


def test_orders_of_others_are_left_alone() -> None:
    edition: Edition = paid_edition()
    placed = book(edition)
    foreign = replace(order_of(placed), reference="quote:9b2f")
    confirm_booking(order=foreign)
    release_booking(order=foreign, because="cancelled")

    edition.refresh_from_db()
    assert (statuses(), edition.taken) == (["awaiting_payment"], 1)


def test_betalingen_reaches_us_through_the_hooks() -> None:
    edition = paid_edition()
    placed = book(edition)
    cancel_order(reference=f"booking:{placed.booking.public_id}", reason="test")

    edition.refresh_from_db()
    assert (statuses(), edition.taken) == (["cancelled"], 0)
