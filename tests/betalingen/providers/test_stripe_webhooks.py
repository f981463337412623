"""Webhooks of Stripe: twice, out of order, forged, unknown, too early, and what they claim."""

import json

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django import Settings

from betalingen.actions.apply_notification import NotYetKnown, apply_notification
from betalingen.contracts import ProviderUnavailable
from betalingen.models import Attempt, Discrepancy, InboxEvent, Order
from betalingen.sandbox import FaultKind, Sandbox, SignedWebhook
from tests.betalingen.conftest import WEBHOOK, RunJobs, deliver, send, start


def test_a_webhook_twice_is_one_event(client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs) -> None:
    attempt = start(client, order)
    sandbox.pay(attempt.provider_reference)
    webhooks = sandbox.take_webhooks()

    assert {send(client, webhook).status_code for webhook in [*webhooks, *webhooks]} == {200}
    run_jobs()
    assert {send(client, webhook).status_code for webhook in webhooks} == {200}

    assert run_jobs() == []
    assert InboxEvent.objects.count() == len(webhooks)
    assert order.attempts.get().received_cents == 187_550


def test_webhooks_out_of_order(client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs) -> None:
    attempt = start(client, order)
    sandbox.pay(attempt.provider_reference, "sepa_debit")
    sandbox.settle(attempt.provider_reference)

    for webhook in reversed(sandbox.take_webhooks()):
        assert send(client, webhook).status_code == 200
        run_jobs()

    order.refresh_from_db()
    attempt.refresh_from_db()
    assert (order.status, attempt.status, Discrepancy.objects.count()) == ("paid", "succeeded", 0)


def completed(client: Client, sandbox: Sandbox, order: Order) -> SignedWebhook:
    attempt = start(client, order)
    sandbox.pay(attempt.provider_reference)
    [event] = sandbox.events("checkout.session.completed")
    return sandbox.sign(event["id"])


def test_forged_and_unreadable_webhooks_leave_nothing(client: Client, sandbox: Sandbox, order: Order) -> None:
    real = completed(client, sandbox, order)
    other_secret = sandbox.sign(real.event_id, secret="whsec_guessed")
    stale = sandbox.sign(real.event_id, signed_at=sandbox.now() - 400)
    signature = {"Stripe-Signature": real.signature}

    def post(body: bytes, headers: dict[str, str]) -> int:
        return client.post(WEBHOOK, body, content_type="application/json", headers=headers).status_code

    assert send(client, other_secret).status_code == 400
    assert send(client, stale).status_code == 400
    assert post(real.body, {}) == 400
    assert post(real.body, {"Stripe-Signature": real.signature.replace("v1=", "v0=")}) == 400
    assert post(real.body + b" ", signature) == 400
    assert post(b"\xff\xfe", signature) == 400
    assert post(b"x" * (256 * 1024 + 1), signature) == 413
    assert client.get(WEBHOOK).status_code == 405
    assert client.post("/betalen/onbekend/webhook/", b"{}", content_type="application/json").status_code == 404
    assert client.post("/betalen/invoice/webhook/", b"{}", content_type="application/json").status_code == 400
    assert not InboxEvent.objects.exists()


def test_a_signed_body_that_is_no_event(client: Client, sandbox: Sandbox, db: None, settings: Settings) -> None:
    from stripe import WebhookSignature  # noqa: PLC0415

    for body in ("[]", "{", '{"id": 1, "type": "x"}', '{"id": "evt_1", "type": "x", "livemode": true}'):
        signature = WebhookSignature.generate_signature_header(body, settings.STRIPE_WEBHOOK_SECRETS[0])
        response = client.post(WEBHOOK, body, content_type="application/json", headers={"Stripe-Signature": signature})
        assert response.status_code == 400
    assert not InboxEvent.objects.exists()


def test_a_secret_can_be_replaced(client: Client, sandbox: Sandbox, order: Order, settings: Settings) -> None:
    real = completed(client, sandbox, order)
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new", sandbox.webhook_secret]

    assert send(client, real).status_code == 200


def test_a_webhook_when_the_database_is_away_is_sent_again(client: Client, sandbox: Sandbox, order: Order) -> None:
    real = completed(client, sandbox, order)

    def away(execute: object, sql: str, *args: object) -> None:
        raise DatabaseError("away")

    with connection.execute_wrapper(away):
        assert send(client, real).status_code == 503
    assert send(client, real).status_code == 200


def test_a_payment_of_another_site_is_left_alone(
    client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs, settings: Settings
) -> None:
    attempt = start(client, order)
    sandbox.pay(attempt.provider_reference)
    Attempt.objects.all().delete()
    settings.SITE_URL = "https://www.example.org"

    assert set(deliver(client, sandbox, run_jobs)) == {200}

    assert set(InboxEvent.objects.values_list("state", flat=True)) == {"foreign"}


def test_an_event_before_our_own_commit_is_tried_again(
    client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs
) -> None:
    attempt = start(client, order)
    sandbox.pay(attempt.provider_reference)
    row = Attempt.objects.filter(pk=attempt.pk).values().get()
    Attempt.objects.all().delete()
    [event] = sandbox.events("checkout.session.completed")
    send(client, sandbox.sign(event["id"]))
    inbox = InboxEvent.objects.get()

    with pytest.raises(NotYetKnown):
        apply_notification(event=inbox.pk)
    inbox.refresh_from_db()
    assert (inbox.state, inbox.tries) == ("received", 1)

    Attempt.objects.create(**row | {"provider_reference": "", "payment_url": ""})
    apply_notification(event=inbox.pk)

    order.refresh_from_db()
    inbox.refresh_from_db()
    assert (order.status, inbox.state, inbox.error) == ("paid", "processed", "")


def test_an_event_that_says_paid_while_stripe_says_open(
    client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs, settings: Settings
) -> None:
    from stripe import WebhookSignature  # noqa: PLC0415

    attempt = start(client, order)
    body = json.dumps(
        {
            "id": "evt_lie",
            "object": "event",
            "type": "checkout.session.completed",
            "livemode": False,
            "data": {"object": {"id": attempt.provider_reference, "payment_status": "paid", "amount_total": 187_550}},
        }
    )
    signature = WebhookSignature.generate_signature_header(body, settings.STRIPE_WEBHOOK_SECRETS[0])
    response = client.post(WEBHOOK, body, content_type="application/json", headers={"Stripe-Signature": signature})
    run_jobs()

    order.refresh_from_db()
    assert (response.status_code, order.status) == (200, "open")


def test_inbox_is_given_up_after_ten_tries(client: Client, sandbox: Sandbox, order: Order) -> None:
    send(client, completed(client, sandbox, order))
    inbox = InboxEvent.objects.get()
    sandbox.fault(FaultKind.UNAUTHORIZED, times=50)

    for _ in range(10):
        with pytest.raises(ProviderUnavailable):
            apply_notification(event=inbox.pk)

    inbox.refresh_from_db()
    assert (inbox.state, inbox.tries, inbox.error) == (
        "failed",
        10,
        "ProviderUnavailable: AuthenticationError 401",
    )
