"""What becomes of the money of a place that is given back, by the rules that held when it was booked."""

import datetime as dt
from collections.abc import Sequence

import pytest
from django.utils import timezone

from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.lock_orders import lock_orders
from betalingen.lifecycles import OrderStatus
from betalingen.models import Invoice, Order, Refund
from betalingen.queries.books import controls
from cms.api import NotAllowed, User
from events.actions.cancel_registration import CostsChanged, Decided, cancel_registration
from events.models import Edition, PaysWhen, Registration
from events.queries.leaving import leaving
from tests.events.bookings import PIETER, SANNE, book, paid_edition
from tests.factories.events import SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy_details")]

STEPS = [
    {"type": "step", "value": {"days": 30, "percentage": 0}},
    {"type": "step", "value": {"days": 14, "percentage": 50}},
]


def edition_in(days: int, **changes: object) -> Edition:
    """An edition of € 1.875,50 a place that starts so many days from now and costs 50 percent from the thirtieth day."""
    edition = paid_edition(sessions=0, cancellation_steps=STEPS, **changes)
    SessionFactory.create(edition=edition, starts_at=timezone.now() + dt.timedelta(days=days))
    return edition


def invoiced(edition: Edition, *people: object) -> tuple[Order, list[Registration]]:
    """Booked on invoice, and the invoice is there."""
    placed = book(edition, *people, provider="invoice")  # type: ignore[arg-type]
    order = Order.objects.get()
    issue_invoice(order=order.pk)
    return order, list(placed.registrations)


def paid(order: Order, cents: int) -> None:
    book_transfer(order=order.pk, amount_cents=cents, received_on=timezone.localdate(), bank_reference=f"NL{cents}")


def notes() -> list[int]:
    return list(Invoice.objects.filter(kind="credit_note").order_by("pk").values_list("amount_cents", flat=True))


def differences() -> set[int]:
    return {control.difference for control in controls()}


@pytest.mark.parametrize(
    ("days", "costs", "until"), [(40, 0, 30), (30, 0, 30), (29, 93_775, 14), (14, 93_775, 14), (13, 187_550, None)]
)
def test_the_step_that_holds_today_decides(days: int, costs: int, until: int | None) -> None:
    _order, (registration,) = invoiced(edition_in(days))

    found = leaving(registration)

    assert found.money is not None
    assert (found.money.place_cents, found.money.place_vat_cents) == (187_550, 32_550)
    assert (found.money.costs_cents, found.money.waived_cents) == (costs, 187_550 - costs)
    expected = timezone.localdate() + dt.timedelta(days=days - until) if until is not None else None
    assert found.until == expected


def test_of_an_open_invoice_exactly_the_rest_is_credited_and_the_costs_stay_owed() -> None:
    order, (registration,) = invoiced(edition_in(20))

    cancel_registration(registration_id=registration.pk, agreed_cents=93_775)

    order.refresh_from_db()
    registration.refresh_from_db()
    assert (order.status, order.owed_cents, registration.status) == (OrderStatus.OPEN, 93_775, "cancelled")
    assert notes() == [93_775]
    paid(order, 93_775)
    order.refresh_from_db()
    assert (order.status, notes(), Refund.objects.count(), differences()) == (OrderStatus.PAID, [93_775], 0, {0})


def test_what_was_paid_goes_back_less_the_costs() -> None:
    order, (registration,) = invoiced(edition_in(20))
    paid(order, 187_550)
    promised = leaving(registration).money

    cancel_registration(registration_id=registration.pk)

    assert promised is not None
    assert (promised.back_cents, promised.due_cents) == (93_775, 0)
    assert [refund.amount_cents for refund in Refund.objects.all()] == [93_775]
    assert (notes(), differences()) == ([93_775], {0})


def test_part_paid_and_free_to_leave_gives_back_what_came_and_cancels_the_order() -> None:
    order, (registration,) = invoiced(edition_in(40))
    paid(order, 10_001)

    cancel_registration(registration_id=registration.pk)

    order.refresh_from_db()
    assert (order.status, notes()) == (OrderStatus.CANCELLED, [187_550])
    assert [refund.amount_cents for refund in Refund.objects.all()] == [10_001]


def test_the_places_of_one_order_add_up_to_it_to_the_cent() -> None:
    people = [PIETER, SANNE]
    order, registrations = invoiced(edition_in(40, gross_price_cents=10_003, subsidy_scheme=None), *people)

    for registration in registrations:
        cancel_registration(registration_id=registration.pk)

    order.refresh_from_db()
    assert (order.status, order.owed_cents, sum(notes()), differences()) == (
        OrderStatus.CANCELLED, 0, order.total_cents, {0},
    )  # fmt: skip


def test_the_others_keep_their_places_and_their_price() -> None:
    order, (first, second) = invoiced(edition_in(20), PIETER, SANNE)

    cancel_registration(registration_id=first.pk)

    order.refresh_from_db()
    second.refresh_from_db()
    assert (order.owed_cents, second.status, order.status) == (187_550 + 93_775, "confirmed", OrderStatus.OPEN)


def test_who_read_other_costs_is_asked_again_and_nothing_is_done() -> None:
    order, (registration,) = invoiced(edition_in(20))

    with pytest.raises(CostsChanged):
        cancel_registration(registration_id=registration.pk, agreed_cents=0)

    order.refresh_from_db()
    registration.refresh_from_db()
    assert (order.waived_cents, registration.status, notes()) == (0, "confirmed", [])


def test_the_rules_are_those_of_the_day_of_booking() -> None:
    edition = edition_in(20)
    _order, (registration,) = invoiced(edition)
    edition.cancellation_steps = []
    edition.save()

    found = leaving(registration).money

    assert found is not None
    assert found.costs_cents == 93_775


def test_staff_may_decide_otherwise_with_a_reason(administrator: User) -> None:
    order, (registration,) = invoiced(edition_in(20))

    with pytest.raises(NotAllowed):
        cancel_registration(registration_id=registration.pk, user=administrator, decided=Decided(1_000, " "))
    cancel_registration(registration_id=registration.pk, user=administrator, decided=Decided(1_000, "ziek"))

    order.refresh_from_db()
    assert (order.owed_cents, notes()) == (1_000, [186_550])


def test_more_than_the_price_nobody_may_ask(administrator: User) -> None:
    _order, (registration,) = invoiced(edition_in(20))

    with pytest.raises(NotAllowed):
        cancel_registration(registration_id=registration.pk, user=administrator, decided=Decided(187_551, "boos"))


def test_one_of_several_who_wait_for_the_decision_leaves_for_nothing() -> None:
    edition = edition_in(20, pays_when=PaysWhen.GO_AHEAD)
    first, _second = book(edition, PIETER, SANNE, provider="invoice").registrations

    cancel_registration(registration_id=first.pk)

    order = Order.objects.get()
    assert (order.status, order.owed_cents) == (OrderStatus.OPEN, 187_550)


@pytest.mark.parametrize("people", [1, 2])
def test_leaving_twice_at_once_gives_back_one_place(monkeypatch: pytest.MonkeyPatch, people: int) -> None:
    order, registrations = invoiced(edition_in(40), *[PIETER, SANNE][:people])
    paid(order, people * 187_550)

    def waited(references: Sequence[str]) -> None:
        """The other click has the lock first."""
        monkeypatch.undo()
        cancel_registration(registration_id=registrations[0].pk)
        lock_orders(references)

    monkeypatch.setattr("events.actions.cancel_registration.lock_orders", waited)
    cancel_registration(registration_id=registrations[0].pk)

    assert [refund.amount_cents for refund in Refund.objects.all()] == [187_550]
    assert (notes(), differences()) == ([187_550], {0})
    assert Edition.objects.get().taken == people - 1
