"""Faults 10 to 20: events are only a reason to look; what Stripe answers decides, whoever asks, however often."""

from contextlib import suppress
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from betalingen.actions.apply_notification import NotYetKnown, apply_notification
from betalingen.actions.recheck import recheck_unfinished
from betalingen.actions.replay_notifications import replay_notifications
from betalingen.actions.sync_attempt import sync_attempt
from betalingen.contracts import PaymentQuery, PaymentReport, ProviderUnavailable
from betalingen.models import Attempt, InboxEvent, Order
from betalingen.providers.stripe.provider import StripeProvider
from betalingen.providers.stripe.tasks import compare_sessions, fetch_undelivered
from betalingen.sandbox import FaultKind
from tests.betalingen.conftest import place, send
from tests.betalingen.drill.conftest import Drill


def test_fault_10_says_paid_while_it_is_open(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference)
    paid = drill.signed("checkout.session.completed")
    other = Order.objects.get(pk=place(reference="test:2").pk)
    drill.order = other
    unpaid = drill.start()
    body = paid.body.decode().replace(attempt.provider_reference, unpaid.provider_reference)

    assert drill.post_signed(body.replace(str(attempt.public_id), str(unpaid.public_id))) == 200
    drill.run_jobs()

    assert (drill.state(), drill.attempt_states()) == ("open", ["created"])


def test_fault_11_out_of_order(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference, "sepa_debit")
    drill.sandbox.settle(attempt.provider_reference)

    for webhook in reversed(drill.sandbox.take_webhooks()):
        assert drill.deliver([webhook]) == [200]

    assert (drill.state(), drill.attempt_states(), drill.exceptions()) == ("paid", ["succeeded"], [])


def test_fault_12_webhook_and_success_page_at_once(drill: Drill) -> None:
    """Between the webhook's question and its writing down, the success page does both. With threads: test_races.py."""
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference)
    look_up, is_first = StripeProvider.look_up, iter([True])

    def interrupted(provider: StripeProvider, query: PaymentQuery) -> PaymentReport:
        report = look_up(provider, query)
        if next(is_first, False):
            assert drill.come_back(attempt.provider_reference).status_code == 200
            assert drill.state() == "paid"
        return report

    with patch.object(StripeProvider, "look_up", interrupted), CaptureQueriesContext(connection) as queries:
        assert drill.deliver([drill.signed("checkout.session.completed")]) == [200]

    assert (drill.written("money_received"), drill.written("order_paid"), drill.exceptions()) == (1, 1, [])
    locks = [query["sql"] for query in queries if query["sql"].endswith("FOR UPDATE")]
    assert sum('FROM "betalingen_order"' in sql for sql in locks) == 3  # the last one for the invoice
    assert sum('FROM "betalingen_attempt"' in sql for sql in locks) == 2


def test_fault_13_before_our_own_commit(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference)
    row = Attempt.objects.filter(pk=attempt.pk).values().get()
    Attempt.objects.all().delete()
    send(drill.client, drill.signed("checkout.session.completed"))
    inbox = InboxEvent.objects.get()
    with pytest.raises(NotYetKnown):
        apply_notification(event=inbox.pk)
    inbox.refresh_from_db()
    assert (inbox.state, inbox.tries) == ("received", 1)

    Attempt.objects.create(**row | {"provider_reference": "", "payment_url": ""})
    apply_notification(event=inbox.pk)

    assert (drill.state(), drill.attempts()[0].provider_reference) == ("paid", attempt.provider_reference)


def test_fault_14_of_another_site(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference)
    Attempt.objects.all().delete()
    drill.settings.SITE_URL = "https://www.example.org"

    webhooks = drill.sandbox.take_webhooks()
    assert {send(drill.client, webhook).status_code for webhook in webhooks} == {200}
    with suppress(NotYetKnown):
        drill.run_jobs()

    assert drill.inbox() == {"foreign"}


def test_fault_15_the_database_is_away(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference)
    real = drill.signed("checkout.session.completed")

    def away(execute: object, sql: str, *args: object) -> None:
        raise DatabaseError("away")

    with connection.execute_wrapper(away):
        assert send(drill.client, real).status_code == 503
    assert drill.deliver([real]) == [200]

    assert drill.state() == "paid"


def test_fault_16_the_worker_fails(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference)
    send(drill.client, drill.signed("checkout.session.completed"))
    inbox = InboxEvent.objects.get()
    drill.sandbox.fault(FaultKind.UNAUTHORIZED, times=10)
    for _ in range(10):
        with pytest.raises(ProviderUnavailable):
            apply_notification(event=inbox.pk)
    inbox.refresh_from_db()
    assert (inbox.state, inbox.tries) == ("failed", 10)
    assert inbox.error == "ProviderUnavailable: AuthenticationError 401"
    assert any("given up after 10 tries" in line for line in drill.log.messages)

    assert replay_notifications() == 1
    drill.run_jobs()

    assert (drill.inbox(), drill.state()) == ({"processed"}, "paid")


def test_fault_17_nobody_tells_us(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.fault(FaultKind.EVENT_NEVER_MADE, times=20)
    drill.sandbox.pay(attempt.provider_reference)
    assert drill.sandbox.take_webhooks() == []

    with drill.later(minutes=6):
        recheck_unfinished()
        drill.run_jobs()

    assert drill.state() == "paid"
    # And when we had given up already, or the endpoint was off.
    drill.sandbox.faults.clear()
    for reference, find in (("test:2", compare_sessions), ("test:3", fetch_undelivered)):
        drill.order = Order.objects.get(pk=place(reference=reference).pk)
        lost = drill.start()
        drill.sandbox.pay(lost.provider_reference)
        Attempt.objects.filter(pk=lost.pk).update(status="failed")
        find()
        drill.run_jobs()
        assert drill.state() == "paid"


def test_fault_18_the_success_page_comes_first(drill: Drill) -> None:
    attempt = drill.start()

    waiting = drill.come_back(attempt.provider_reference).content.decode()
    assert ("We wachten op uw bank" in waiting, "look_again.js" in waiting) == (True, True)
    assert drill.state() == "open"

    drill.sandbox.pay(attempt.provider_reference)
    done = drill.come_back(attempt.provider_reference).content.decode()
    assert ("Uw betaling is verwerkt" in done, "look_again.js" in done) == (True, False)
    assert drill.state() == "paid"


def test_fault_19_the_customer_never_comes_back(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference)

    assert set(drill.deliver()) == {200}

    assert (drill.state(), drill.inbox()) == ("paid", {"processed"})


def test_fault_20_a_guessed_session(drill: Drill) -> None:
    paid = drill.paid()
    drill.order = Order.objects.get(pk=place(reference="test:2").pk)
    drill.start()

    assert drill.come_back(paid.provider_reference).status_code == 404
    assert drill.come_back("cs_test_of_somebody_else").status_code == 404
    assert drill.come_back("").status_code == 404
    assert drill.client.get("/betalen/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/").status_code == 404
    assert drill.state() == "open"
    sync_attempt(attempt=drill.attempts()[0].pk)
    assert drill.state() == "open"
