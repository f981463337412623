"""Faults 1 to 9: what arrives at the webhook's door."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from betalingen.models import InboxEvent
from betalingen.providers.stripe.configuration import Configuration, problems_of
from betalingen.sandbox import objects_balance
from tests.betalingen.conftest import send
from tests.betalingen.drill.conftest import Drill


def test_fault_01_the_same_event_twice(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference)
    webhooks = drill.sandbox.take_webhooks()

    assert set(drill.deliver([*webhooks, *webhooks])) == {200}
    assert set(drill.deliver(webhooks)) == {200}

    assert InboxEvent.objects.count() == len(webhooks)
    assert (drill.state(), drill.attempts()[0].received_cents) == ("paid", 187_550)


def test_fault_02_several_events_about_one_payment(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference)
    webhooks = drill.sandbox.take_webhooks()
    assert {"checkout.session.completed", "charge.succeeded"} <= {webhook.event_type for webhook in webhooks}

    for webhook in webhooks:
        assert drill.deliver([webhook]) == [200]

    assert (drill.written("money_received"), drill.written("order_paid")) == (1, 1)
    assert (drill.exceptions(), drill.mails()) == ([], 0)


def test_fault_03_forged(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference)
    real = drill.signed("checkout.session.completed")

    assert drill.post(real.body) == 400
    assert drill.post(real.body, real.signature.replace("v1=", "v0=")) == 400
    assert drill.post(real.body.replace(b"187550", b"187551"), real.signature) == 400
    assert send(drill.client, drill.sandbox.sign(real.event_id, secret="whsec_guessed")).status_code == 400

    assert not InboxEvent.objects.exists()
    assert sum("was refused" in line for line in drill.log.messages) == 1


def test_fault_04_replayed(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference)
    real = drill.signed("checkout.session.completed")
    old = drill.sandbox.sign(real.event_id, signed_at=drill.sandbox.now() - 310)
    ahead = drill.sandbox.sign(real.event_id, signed_at=drill.sandbox.now() + 3_600)

    assert drill.deliver([old]) == [400]
    assert not InboxEvent.objects.exists()
    # A moment ahead passes at Stripe's own check: that an event is taken once is what guards.
    assert drill.deliver([ahead, ahead, real]) == [200, 200, 200]
    assert InboxEvent.objects.count() == 1


def test_fault_05_no_text_and_no_json(drill: Drill) -> None:
    assert drill.post(b"\xff\xfe", "t=1,v1=x") == 400
    for body in ("[]", "{", "null", '{"id": 1, "type": "x"}'):
        assert drill.post_signed(body) == 400

    assert not InboxEvent.objects.exists()


def test_fault_06_too_large(drill: Drill) -> None:
    assert drill.post(b"x" * (256 * 1024 + 1), "t=1,v1=x") == 413
    assert drill.post(b"x" * 256 * 1024, "t=1,v1=x") == 400


def test_fault_07_the_secret_is_replaced(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference)
    drill.settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new", drill.sandbox.webhook_secret]

    assert drill.deliver([drill.signed("checkout.session.completed")]) == [200]

    assert drill.state() == "paid"
    none = Configuration(secret_key="rk_test_1", webhook_secrets=(), api_base="")
    assert [problem.message for problem in problems_of(none, is_demo=False)] == ["STRIPE_WEBHOOK_SECRETS is empty."]


def test_fault_08_another_mode_or_account(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference)
    event = json.loads(drill.signed("checkout.session.completed").body)

    assert drill.post_signed(json.dumps(event | {"livemode": True})) == 400
    assert drill.post_signed(json.dumps(event | {"account": "acct_of_somebody_else"})) == 400

    assert (InboxEvent.objects.count(), drill.state()) == (0, "open")
    assert sum("was refused" in line for line in drill.log.messages) == 1


def test_fault_09_an_event_of_another_version(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference)
    event = json.loads(drill.signed("checkout.session.completed").body)
    event["api_version"] = "2019-12-03"
    event["data"]["object"] |= {"amount_total": 1, "currency": "usd", "payment_status": "no_payment_required"}

    assert drill.post_signed(json.dumps(event)) == 200
    drill.run_jobs()

    [booked] = drill.attempts()
    assert (drill.state(), booked.received_cents, booked.received_currency) == ("paid", 187_550, "eur")
    # An endpoint of another version is told.
    address = "http://127.0.0.1:9/betalen/stripe/webhook/"
    drill.settings.SITE_URL = "http://127.0.0.1:9"
    endpoint = objects_balance.webhook_endpoint(url=address, enabled_events=["*"]) | {"api_version": "2019-12-03"}
    drill.patch.setattr("betalingen.sandbox.routes._endpoints", lambda _state: [endpoint])
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 things"):
        call_command("stripe", "check", stdout=out)
    assert "WRONG its API version: 2019-12-03" in out.getvalue()
