"""Faults 29 to 37: other money than asked, at another moment. It is booked, and an order is only paid by what it asked."""

import datetime as dt

from django.utils import timezone

from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.cancel_order import cancel_order
from betalingen.models import Attempt, Order
from betalingen.sandbox import FaultKind
from betalingen.tasks import expire_due_orders
from cms.models import Message
from tests.betalingen.conftest import place
from tests.betalingen.drill.conftest import Drill


def test_fault_29_another_amount_or_currency(drill: Drill) -> None:
    for kind, received, currency in (
        (FaultKind.WRONG_AMOUNT, 187_450, "eur"),
        (FaultKind.WRONG_CURRENCY, 187_550, "usd"),
    ):
        drill.order = Order.objects.get(pk=place(reference=f"test:{kind}").pk)
        drill.sandbox.fault(kind)
        attempt = drill.start()
        drill.sandbox.pay(attempt.provider_reference, "card")
        drill.deliver()

        [booked] = drill.attempts()
        assert drill.state() == "open"
        page = drill.client.get(f"/betalen/{drill.order.access_key}/").content.decode()
        assert "We kregen een betaling die niet past bij deze order." in page
        assert (booked.status, booked.received_cents, booked.received_currency) == ("succeeded", received, currency)
    assert drill.exceptions() == ["wrong_amount", "wrong_amount"]


def test_fault_30_another_order_while_the_payment_is_open(drill: Drill) -> None:
    """Other participants or another price is another order; the payment of the old one comes in all the same."""
    old = drill.start()
    first = drill.order
    cancel_order(reference=first.reference, reason="andere deelnemers")
    drill.order = Order.objects.get(pk=place(reference="test:2").pk)
    assert drill.start() != old
    drill.sandbox.pay(old.provider_reference)
    drill.deliver()

    first.refresh_from_db()
    old.refresh_from_db()
    assert (first.status, old.received_cents) == ("cancelled", 187_550)
    assert (drill.state(), drill.exceptions()) == ("open", ["after_cancellation"])


def test_fault_31_cancelled_with_an_open_payment(drill: Drill) -> None:
    drill.start()
    cancel_order(reference=drill.order.reference, reason="afgemeld")
    drill.run_jobs()
    [session] = drill.sandbox.sessions()
    assert (session["status"], drill.attempt_states(), drill.exceptions()) == ("expired", ["expired"], [])

    drill.order = Order.objects.get(pk=place(reference="test:2").pk)
    paid = drill.start()
    drill.sandbox.pay(paid.provider_reference)  # "not open" is what Stripe answers when it is to be expired
    cancel_order(reference=drill.order.reference, reason="afgemeld")
    drill.run_jobs()
    assert (drill.state(), drill.attempt_states()) == ("cancelled", ["succeeded"])
    assert drill.exceptions() == ["after_cancellation"]


def test_fault_32_paid_after_cancellation(drill: Drill) -> None:
    attempt = drill.start()
    cancel_order(reference=drill.order.reference, reason="vol")
    drill.sandbox.pay(attempt.provider_reference)
    drill.deliver()

    assert (drill.state(), drill.attempts()[0].received_cents) == ("cancelled", 187_550)
    assert (drill.exceptions(), drill.written("order_paid")) == (["after_cancellation"], 0)


def test_fault_33_paid_twice(drill: Drill) -> None:
    first = drill.start()
    Attempt.objects.filter(pk=first.pk).update(status="failed")
    second = drill.start()
    drill.sandbox.pay(second.provider_reference)
    drill.sandbox.pay(first.provider_reference)
    drill.deliver()

    assert (drill.state(), drill.exceptions(), drill.written("order_paid")) == ("paid", ["double"], 1)
    assert [(it.status, it.received_cents) for it in drill.attempts()] == [("succeeded", 187_550)] * 2
    assert sum(it.vat_cents for it in drill.attempts()) == 32_550


def test_fault_34_the_payment_expires_before_the_place(drill: Drill) -> None:
    with drill.later(minutes=59):
        attempt = drill.start()
    with drill.later(minutes=59 + 35 + 5):
        expire_due_orders()
        drill.run_jobs()
        assert drill.state() == "open"  # somebody may have paid in the last second
    with drill.later(minutes=59 + 35 + 11):
        expire_due_orders()
        drill.run_jobs()

    assert (drill.state(), drill.attempt_states()) == ("expired", ["expired"])
    assert drill.order.expires_at == attempt.expires_at + dt.timedelta(minutes=10)


def test_fault_35_refused_and_then_paid(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.fail(attempt.provider_reference, "ideal")
    drill.deliver()
    assert drill.attempt_states() == ["created"]

    drill.sandbox.pay(attempt.provider_reference, "card")
    drill.deliver()

    [paid] = drill.attempts()
    assert (drill.state(), paid.status, paid.method, drill.mails()) == ("paid", "succeeded", "card", 0)


def test_fault_36_the_bank_takes_days(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference, "sepa_debit")
    drill.deliver()
    assert (drill.state(), drill.attempt_states()) == ("open", ["pending"])
    with drill.later(days=4):
        expire_due_orders()
        drill.run_jobs()
        assert drill.state() == "open"

    drill.sandbox.settle(attempt.provider_reference, "failed")
    drill.deliver()
    assert (drill.state(), drill.attempt_states()) == ("open", ["failed"])
    assert drill.order.expires_at is not None
    assert drill.order.expires_at > timezone.now() + dt.timedelta(minutes=59)
    assert Message.objects.get().subject == f"Betaling mislukt ({drill.order.number}): Leernetwerk HRM"

    again = drill.start()
    drill.sandbox.pay(again.provider_reference, "sepa_debit")
    drill.sandbox.settle(again.provider_reference)
    drill.deliver()
    assert (drill.state(), drill.attempt_states()) == ("paid", ["failed", "succeeded"])


def test_fault_37_too_little_and_too_much_by_transfer(drill: Drill) -> None:
    drill.order = Order.objects.get(pk=place(reference="test:2", provider="invoice").pk)
    today = timezone.localdate()

    book_transfer(order=drill.order.pk, amount_cents=187_000, received_on=today, bank_reference="A1")
    assert (drill.state(), drill.exceptions()) == ("open", ["underpaid"])

    book_transfer(order=drill.order.pk, amount_cents=1_000, received_on=today, bank_reference="A2")
    assert (drill.state(), drill.exceptions()) == ("paid", ["underpaid", "overpaid"])
