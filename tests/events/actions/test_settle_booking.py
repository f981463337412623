from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.db import transaction
from django.utils import timezone

from betalingen.actions.begin_payment import begin_payment
from betalingen.actions.expire_order import expire_order
from betalingen.actions.sync_attempt import sync_attempt
from betalingen.api import cancel_order
from betalingen.models import Attempt, Order, Refund
from cms.api import NotAllowed
from cms.models import Message
from cms.plugins.manager import manager
from events.actions.advance_queue import advance_queue
from events.actions.cancel_edition import cancel_edition
from events.actions.cancel_registration import cancel_registration
from events.actions.place_booking import PlacedBooking
from events.actions.settle_booking import check_late_payment, confirm_booking, release_booking
from events.contracts import Participant
from events.models import Edition, Registration
from tests.events.bookings import PIETER, SANNE, book, order_of, paid_edition
from tests.events.waiting import begin
from tests.factories.events import WaitingListEntryFactory
from tests.stateful.bank import Bank, BankPlugin

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank() -> Iterator[Bank]:
    """A way to pay that stands where a test wants it."""
    plugin = BankPlugin()
    manager().register(plugin, name="bank")
    yield plugin.bank
    manager().unregister(plugin)


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
    assert sorted(recipients) == ["facturen@lindewaard.example"] * 2 + [PIETER.email, SANNE.email]
    overview = Message.objects.get(key=f"booking:{placed.booking.public_id}:booking_confirmed")
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
    assert [(mail.recipient, mail.subject) for mail in mails.order_by("pk")] == [
        ("facturen@lindewaard.example", f"Uw aanmelding is binnen, u kunt nu betalen: {edition.offering.title}"),
        ("facturen@lindewaard.example", f"Uw plaats is vervallen: {edition.offering.title}"),
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


def test_money_that_comes_late_finds_the_places_when_they_are_still_free() -> None:
    edition = paid_edition()
    placed = book(edition, PIETER, SANNE)
    release_booking(order=order_of(placed), because="expired")
    with transaction.atomic():
        check_late_payment(order=order_of(placed))
        confirm_booking(order=order_of(placed))

    edition.refresh_from_db()
    assert (statuses(), edition.taken) == (["confirmed", "confirmed"], 2)
    assert not Registration.objects.filter(cancelled_at__isnull=False).exists()
    assert Message.objects.filter(key__endswith=":confirmed", about__startswith="registration").count() == 2
    assert Message.objects.filter(key__endswith=":booking_confirmed").count() == 1


def late(change: Callable[[Edition], object], capacity: int = 2) -> tuple[Edition, PlacedBooking]:
    """An order for two that expired, and then something changed."""
    edition = paid_edition(capacity=capacity, subsidy_scheme=None)
    placed = book(edition, PIETER, SANNE)
    release_booking(order=order_of(placed), because="expired")
    change(edition)
    return edition, placed


def nothing(edition: Edition) -> None:
    """The places are still free."""


def somebody_else(edition: Edition) -> None:
    book(edition, Participant("Anna Prins", "anna@example.org"), provider="invoice")


def somebody_waits(edition: Edition) -> None:
    """A place is kept for whoever is first on the waiting list."""
    WaitingListEntryFactory.create(edition=edition, seats=4)
    advance_queue(edition.pk)


def themselves_again(edition: Edition) -> None:
    book(edition, PIETER, provider="invoice")


def cancelled(edition: Edition) -> None:
    cancel_edition(edition_id=edition.pk, reason="Te weinig deelnemers.")


GIVEN_AWAY = "De plaats was intussen aan een ander gegeven."
OVER = "Het gaat niet door of is al begonnen."


@pytest.mark.parametrize(
    ("change", "capacity", "told"),
    [
        (somebody_else, 2, GIVEN_AWAY),
        (somebody_waits, 4, GIVEN_AWAY),
        (themselves_again, 4, GIVEN_AWAY),
        (begin, 2, OVER),
        (cancelled, 2, OVER),
    ],
)
def test_money_that_comes_too_late_confirms_nobody(
    change: Callable[[Edition], object], capacity: int, told: str
) -> None:
    edition, placed = late(change, capacity)
    taken = Edition.objects.get().taken

    with pytest.raises(NotAllowed) as refusal, transaction.atomic():
        check_late_payment(order=order_of(placed))

    assert str(refusal.value.reason) == told
    edition.refresh_from_db()
    assert edition.taken == taken
    assert set(placed.booking.registrations.values_list("status", flat=True)) == {"expired"}


@pytest.mark.parametrize(("change", "status", "back"), [(nothing, "paid", 0), (somebody_else, "expired", 1)])
def test_a_late_payment_goes_all_the_way(
    bank: Bank, change: Callable[[Edition], object], status: str, back: int
) -> None:
    edition = paid_edition(capacity=2, subsidy_scheme=None)
    placed = book(edition, PIETER, SANNE, provider="bank")
    begin_payment(order=order_of(placed).pk)
    attempt = Attempt.objects.get()
    bank.payments[str(attempt.public_id)].state = "expired"
    Order.objects.update(expires_at=timezone.now())
    expire_order(order=order_of(placed).pk)
    assert (order_of(placed).status, statuses()) == ("expired", ["expired", "expired"])
    change(edition)

    bank.payments[str(attempt.public_id)].pay(attempt.amount_cents)
    for _time in range(2):
        sync_attempt(attempt=attempt.pk)

    assert (order_of(placed).status, Refund.objects.count()) == (status, back)
    own = set(placed.booking.registrations.values_list("status", flat=True))
    assert own == ({"confirmed"} if status == "paid" else {"expired"})
    assert Message.objects.filter(key__endswith=":too_late").count() == back


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
