"""Paying through Stripe when all goes well, and when the customer, the bank or the network does not help."""

import datetime as dt

import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from betalingen.models import Attempt, Discrepancy, Order
from betalingen.sandbox import Sandbox
from tests.betalingen.conftest import RunJobs, deliver, place, start


def test_paid_with_ideal(client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs) -> None:
    attempt = start(client, order)
    sandbox.pay(attempt.provider_reference, "ideal")

    assert set(deliver(client, sandbox, run_jobs)) == {200}

    order.refresh_from_db()
    attempt.refresh_from_db()
    assert (order.status, order.expires_at) == ("paid", None)
    assert order.paid_at is not None
    assert (attempt.status, attempt.received_cents, attempt.received_currency) == ("succeeded", 187_550, "eur")
    assert (attempt.method, attempt.vat_cents, attempt.is_demo) == ("ideal", 32_550, True)
    assert attempt.charge_reference.startswith("py_")
    assert attempt.fee_cents is not None
    assert attempt.fee_cents > 0
    assert not Discrepancy.objects.exists()


def test_what_stripe_is_asked(client: Client, sandbox: Sandbox, order: Order, settings: Settings) -> None:
    attempt = start(client, order)

    [request] = [seen for seen in sandbox.requests if seen.method == "POST"]
    metadata = {"attempt": str(attempt.public_id), "order": order.number, "site": settings.SITE_URL}
    address = f"{settings.SITE_URL}/betalen/{order.access_key}/"
    assert request.path == "/v1/checkout/sessions"
    assert request.idempotency_key == f"attempt:{attempt.public_id}"
    assert request.params == {
        "mode": "payment",
        "client_reference_id": str(attempt.public_id),
        "line_items": {
            "0": {
                "price_data": {
                    "currency": "eur",
                    "unit_amount": "187550",
                    "tax_behavior": "inclusive",
                    "product_data": {"name": "Leernetwerk HRM"},
                },
                "quantity": "1",
            }
        },
        "metadata": metadata,
        "payment_intent_data": {"description": f"{order.number} Leernetwerk HRM", "metadata": metadata},
        "adaptive_pricing": {"enabled": "false"},
        "allow_promotion_codes": "false",
        "automatic_tax": {"enabled": "false"},
        "expires_at": str(int(attempt.expires_at.timestamp())),
        "success_url": f"{address}terug/?session_id={{CHECKOUT_SESSION_ID}}",
        "cancel_url": address,
        "locale": "nl",
        "customer_email": "facturen@lindewaard.example",
    }
    assert attempt.expires_at - timezone.now() > dt.timedelta(minutes=31)


def test_clicking_twice_is_one_attempt(client: Client, sandbox: Sandbox, order: Order) -> None:
    first = start(client, order)
    second = start(client, order)

    assert first == second
    assert len(sandbox.sessions()) == 1


def test_the_hold_is_as_long_as_the_payment(client: Client, sandbox: Sandbox, order: Order) -> None:
    placed_until = order.expires_at
    assert placed_until is not None
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=59), tick=True):
        attempt = start(client, order)

        order.refresh_from_db()
        assert order.expires_at == attempt.expires_at + dt.timedelta(minutes=10)
        assert order.expires_at > placed_until


def test_an_expired_session_makes_room_for_a_new_attempt(client: Client, sandbox: Sandbox, order: Order) -> None:
    first = start(client, order)
    sandbox.expire(first.provider_reference)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=34), tick=True):
        second = start(client, order)

    first.refresh_from_db()
    assert (first.status, second.status, second.number) == ("expired", "created", 2)


def test_while_the_bank_is_busy_nothing_new_is_started(
    client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs
) -> None:
    attempt = start(client, order)
    sandbox.pay(attempt.provider_reference, "sepa_debit")
    deliver(client, sandbox, run_jobs)

    response = client.post(f"/betalen/{order.access_key}/")

    assert response.status_code == 409
    assert "Uw betaling is al in behandeling bij de bank." in response.content.decode()
    assert Attempt.objects.count() == 1


def test_a_line_that_does_not_divide_goes_as_one_piece(client: Client, sandbox: Sandbox, db: None) -> None:
    order = Order.objects.get(pk=place().pk)
    line = order.lines.get()
    line.quantity = 2
    line.payable_cents = 187_551
    line.save()
    order.total_cents = 187_551
    order.save()

    attempt = start(client, order)

    [session] = sandbox.sessions()
    assert session["amount_total"] == attempt.amount_cents == 187_551
