"""One of several leaves while their order is to be paid online and is not paid yet, or is being paid at that very moment."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from betalingen.actions.apply_report import apply_report
from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.start_attempt import start_attempt
from betalingen.contracts import PaymentReport, PaymentRequest, RefundReport
from betalingen.lifecycles import OrderStatus
from betalingen.models import Attempt, Discrepancy, Invoice, Order, Refund
from betalingen.queries.books import controls
from betalingen.queries.subsidy_use import Use, uses
from cms.api import NotAllowed, User
from cms.models import Message
from events.actions.cancel_registration import CostsChanged, Decided, cancel_registration
from events.actions.confirm_edition import confirm_edition
from events.models import Edition, PaysWhen, Registration
from events.queries.edition_consequences import consequences
from events.queries.leaving import leaving
from tests.events.bookings import PIETER, SANNE, book, paid_edition
from tests.factories.events import SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy_details")]

PLACE = 187_550
HALF = [{"type": "step", "value": {"days": 10, "percentage": 50}}]


def booked(**changes: Any) -> tuple[Order, Registration, Registration]:
    """Two people on one order to be paid online; leaving costs half once that is owed."""
    edition = paid_edition(sessions=0, cancellation_steps=HALF, **changes)
    SessionFactory.create(edition=edition, starts_at=timezone.now() + dt.timedelta(days=20))
    first, second = book(edition, PIETER, SANNE).registrations
    return Order.objects.get(), first, second


def report(attempt: Attempt, state: Any, **facts: Any) -> None:
    """What the provider says of a payment."""
    apply_report(attempt=attempt.pk, report=PaymentReport(state=state, reference="cs_1", **facts))


def paid(attempt: Attempt) -> None:
    report(
        attempt,
        "paid",
        charge_reference=f"ch_{attempt.number}",
        received_cents=attempt.amount_cents,
        received_currency="eur",
        received_at=timezone.now(),
        fee_cents=35,
    )


def books_are_right() -> bool:
    return {control.difference for control in controls()} == {0}


def facts(order: Order, *people: Registration) -> tuple[Any, ...]:
    order.refresh_from_db()
    for person in people:
        person.refresh_from_db()
    return (order.status, order.owed_cents, *[person.status for person in people])


def test_who_has_not_paid_leaves_for_nothing_and_the_others_pay_less() -> None:
    order, first, second = booked()
    promised = leaving(first).money

    cancel_registration(registration_id=first.pk, agreed_cents=0)

    assert promised is not None
    assert (promised.costs_cents, promised.waived_cents, promised.due_cents) == (0, PLACE, PLACE)
    assert facts(order, first, second) == (OrderStatus.OPEN, PLACE, "cancelled", "awaiting_payment")
    assert Edition.objects.get().taken == 1
    attempt = start_attempt(order=order.pk)
    request = PaymentRequest.from_json(attempt.parameters)
    assert (request.amount_cents, [line.amount_cents for line in request.lines]) == (PLACE, [PLACE])
    paid(attempt)
    issue_invoice(order=order.pk)
    assert facts(order, second) == (OrderStatus.PAID, PLACE, "confirmed")
    assert sum(invoice.signed_cents for invoice in Invoice.objects.all()) == PLACE
    assert (Refund.objects.count(), Discrepancy.objects.count(), books_are_right()) == (0, 0, True)


def test_the_last_one_takes_the_order_along() -> None:
    order, first, second = booked()

    cancel_registration(registration_id=first.pk)
    cancel_registration(registration_id=second.pk)

    assert facts(order, first, second) == (OrderStatus.CANCELLED, 0, "cancelled", "cancelled")
    assert Edition.objects.get().taken == 0


def test_who_leaves_before_the_decision_is_not_asked_for_when_it_goes_ahead() -> None:
    order, first, second = booked(pays_when=PaysWhen.GO_AHEAD)

    cancel_registration(registration_id=first.pk, agreed_cents=0)

    found = consequences(Edition.objects.get())
    assert (found.go_ahead.payment_cents, found.call_off.money.held_cents) == (PLACE, PLACE)
    confirm_edition(edition_id=Edition.objects.get().pk)
    assert facts(order, first, second) == (OrderStatus.OPEN, PLACE, "cancelled", "awaiting_payment")
    assert "€\xa01.875,50" in Message.objects.get(recipient=order.email, subject__contains="nu betalen").text
    paid(start_attempt(order=order.pk))
    issue_invoice(order=order.pk)
    assert facts(order, second) == (OrderStatus.PAID, PLACE, "confirmed")
    assert books_are_right()


def test_the_place_counts_no_longer_for_the_subsidy() -> None:
    order, first, _second = booked(pays_when=PaysWhen.GO_AHEAD)
    scheme = order.lines.get().subsidy_scheme_id
    assert scheme is not None

    cancel_registration(registration_id=first.pk)

    assert uses([scheme]) == {scheme: Use(1, 155_000)}


def test_staff_can_help_and_ask_nothing_of_who_was_not_bound(administrator: User) -> None:
    order, first, second = booked(pays_when=PaysWhen.GO_AHEAD)

    with pytest.raises(NotAllowed, match="kost nog niets"):
        cancel_registration(registration_id=first.pk, user=administrator, decided=Decided(10_000, "afgesproken"))
    assert facts(order, first, second) == (OrderStatus.OPEN, 2 * PLACE, "applied", "applied")
    cancel_registration(registration_id=first.pk, user=administrator)

    assert facts(order, first, second) == (OrderStatus.OPEN, PLACE, "cancelled", "applied")


def test_who_leaves_while_another_pays_for_all_gets_that_back() -> None:
    """The payment of two places was under way when one of them went."""
    order, first, second = booked()
    attempt = start_attempt(order=order.pk)
    cancel_registration(registration_id=first.pk, agreed_cents=0)
    assert facts(order) == (OrderStatus.OPEN, PLACE)

    paid(attempt)
    issue_invoice(order=order.pk)

    assert facts(order, first, second) == (OrderStatus.PAID, PLACE, "cancelled", "confirmed")
    assert [(refund.amount_cents, refund.status) for refund in Refund.objects.all()] == [(PLACE, "requested")]
    assert (Discrepancy.objects.count(), sum(each.signed_cents for each in Invoice.objects.all())) == (0, PLACE)
    back = RefundReport(
        state="succeeded", amount_cents=PLACE, reference="re_1", refund=str(Refund.objects.get().public_id)
    )
    report(attempt, "paid", charge_reference="ch_1", received_cents=2 * PLACE, received_currency="eur", refunds=(back,))
    assert (Refund.objects.get().status, books_are_right()) == ("succeeded", True)


def test_a_running_payment_is_stopped_and_asks_the_right_amount_the_next_time(
    run_jobs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    order, first, _second = booked()
    attempt = start_attempt(order=order.pk)
    stopped: list[int] = []
    monkeypatch.setattr("betalingen.tasks.stop", lambda *, attempt: stopped.append(attempt))

    cancel_registration(registration_id=first.pk)
    run_jobs()

    assert stopped == [attempt.pk]
    report(attempt, "expired")
    assert start_attempt(order=order.pk).amount_cents == PLACE


def test_more_than_was_ever_asked_is_for_finance() -> None:
    order, first, second = booked()
    attempt = start_attempt(order=order.pk)
    book_transfer(order=order.pk, amount_cents=100, received_on=timezone.localdate(), bank_reference="NL-1")
    cancel_registration(registration_id=first.pk)

    paid(attempt)

    assert facts(order, second) == (OrderStatus.OPEN, PLACE, "awaiting_payment")
    kinds = Discrepancy.objects.filter(resolved_at=None).values_list("kind", flat=True)
    assert sorted(kinds) == ["underpaid", "wrong_amount"]
    assert (Refund.objects.count(), books_are_right()) == (0, True)


def test_while_a_bank_takes_days_nobody_knows_what_there_is_to_give_back(administrator: User) -> None:
    order, first, second = booked()
    attempt = start_attempt(order=order.pk)
    report(attempt, "pending")

    with pytest.raises(NotAllowed, match="verwerkt de betaling"):
        cancel_registration(registration_id=first.pk, user=administrator)

    assert facts(order, first, second) == (OrderStatus.OPEN, 2 * PLACE, "awaiting_payment", "awaiting_payment")
    report(attempt, "failed")
    cancel_registration(registration_id=first.pk)
    assert facts(order, first) == (OrderStatus.OPEN, PLACE, "cancelled")


def test_who_read_that_it_was_free_reads_again_once_it_is_paid() -> None:
    order, first, second = booked()
    attempt = start_attempt(order=order.pk)
    assert leaving(first).money is not None
    paid(attempt)

    with pytest.raises(CostsChanged):
        cancel_registration(registration_id=first.pk, agreed_cents=0)

    assert facts(order, first, second) == (OrderStatus.PAID, 2 * PLACE, "confirmed", "confirmed")
    cancel_registration(registration_id=first.pk, agreed_cents=PLACE // 2)
    assert facts(order, first) == (OrderStatus.PAID, PLACE + PLACE // 2, "cancelled")
