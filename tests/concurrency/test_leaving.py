"""One of two leaves at the very moment that their payment comes in, each on a connection of its own."""

import threading
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone
from wagtail.models import Locale, ModelLogEntry

from betalingen.actions.apply_report import apply_report
from betalingen.actions.start_attempt import start_attempt
from betalingen.contracts import PaymentReport
from betalingen.models import Order, Refund
from events.actions.cancel_registration import cancel_registration
from events.models import Registration
from tests.events.bookings import PIETER, SANNE, book, paid_edition

pytestmark = pytest.mark.django_db(transaction=True)

PLACE = 187_550


@pytest.fixture(autouse=True)
def _language() -> None:
    """A test that commits leaves empty tables behind; pages need their language."""
    Locale.objects.get_or_create(language_code="nl")


def leave_while_it_is_paid(waits: float) -> tuple[str, int, list[int], list[str], int]:
    """The payment of both comes after the check and before what is owed is lowered; it gets `waits` seconds to pass the lock.

    Returns the state of the order, what it asks, what goes back, the states of both, and how often the order was paid.
    """
    leaver, _other = book(paid_edition(), PIETER, SANNE).registrations
    attempt = start_attempt(order=Order.objects.get().pk)
    report = PaymentReport(
        state="paid",
        reference="cs_1",
        charge_reference="ch_1",
        received_cents=attempt.amount_cents,
        received_currency="eur",
        received_at=timezone.now(),
    )
    payments: list[threading.Thread] = []

    def payment() -> None:
        try:
            apply_report(attempt=attempt.pk, report=report)
        finally:
            connections.close_all()

    def the_payment_comes(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if sql.startswith('UPDATE "betalingen_order"') and "waived_cents" in sql and not payments:
            payments.append(threading.Thread(target=payment))
            payments[0].start()
            payments[0].join(timeout=waits)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(the_payment_comes):
        cancel_registration(registration_id=leaver.pk, agreed_cents=0)
    payments[0].join(timeout=60)
    order = Order.objects.get()
    return (
        order.status,
        order.owed_cents,
        [refund.amount_cents for refund in Refund.objects.all()],
        sorted(Registration.objects.values_list("status", flat=True)),
        ModelLogEntry.objects.filter(action="betalingen.order_paid").count(),
    )


def test_who_left_gets_back_what_was_paid_meanwhile() -> None:
    assert leave_while_it_is_paid(2) == ("paid", PLACE, [PLACE], ["cancelled", "confirmed"], 1)


def test_the_twin_without_locks_pays_an_order_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.actions.cancel_registration.lock_orders", lambda references: None)  # noqa: ARG005
    monkeypatch.setattr("betalingen.actions.waive.locked_order", lambda pk: Order.objects.get(pk=pk))
    assert leave_while_it_is_paid(60)[-1] == 2
