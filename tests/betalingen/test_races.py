"""What happens at the same moment, with real connections; each guard has a twin without it."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from betalingen.actions.next_number import next_number
from betalingen.actions.sync_attempt import query_of, sync_attempt
from betalingen.hooks import payment_provider
from betalingen.models import Attempt, NumberSeries, Order
from betalingen.sandbox import Sandbox
from tests.betalingen.conftest import place

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 8
TWINS = 3  # fewer than the pool has connections: these wait for each other while they hold one


def at_once(work: Callable[[], None], threads_count: int = THREADS) -> list[BaseException]:
    """Run `work` in threads that start together; what they raised."""
    gate = threading.Barrier(threads_count, timeout=30)
    raised: list[BaseException] = []

    def run() -> None:
        try:
            gate.wait()
            work()
        except BaseException as error:  # noqa: BLE001  # shown by the test
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(threads_count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_numbers_have_no_gaps_and_no_doubles() -> None:
    taken: list[str] = []

    def take() -> None:
        for turn in range(10):
            with transaction.atomic():
                number = next_number("TT")
                if turn % 5 == 4:
                    transaction.set_rollback(True)  # a number in a transaction that fails is given to the next
            if turn % 5 != 4:
                taken.append(number)

    assert at_once(take) == []
    year = timezone.localdate().year
    assert sorted(taken) == [f"TT-{year}-{number:04}" for number in range(1, THREADS * 8 + 1)]


def test_without_the_lock_numbers_are_given_twice() -> None:
    series = NumberSeries.objects.create(series="TT", year=2026, last=0)
    gate = threading.Barrier(TWINS, timeout=30)
    taken: list[int] = []

    def take() -> None:
        with transaction.atomic():
            last = NumberSeries.objects.get(pk=series.pk).last
            gate.wait()
            NumberSeries.objects.filter(pk=series.pk).update(last=last + 1)
            taken.append(last + 1)

    at_once(take, TWINS)

    assert len(set(taken)) < len(taken)


def test_a_number_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        next_number("TT")


@pytest.fixture
def paid_session(sandbox: Sandbox) -> Attempt:
    """A payment that came in at Stripe and of which we know nothing yet."""
    order = Order.objects.get(pk=place().pk)
    Client().post(f"/betalen/{order.access_key}/")
    attempt = order.attempts.get()
    sandbox.pay(attempt.provider_reference)
    return attempt


def test_webhook_and_success_page_at_the_same_moment(sandbox: Sandbox, paid_session: Attempt) -> None:
    key = paid_session.order.access_key
    webhooks = sandbox.take_webhooks()
    turns = iter(range(THREADS))
    lock = threading.Lock()

    def arrive() -> None:
        with lock:
            turn = next(turns)
        if turn % 2:
            page = Client().get(f"/betalen/{key}/terug/", {"session_id": paid_session.provider_reference})
            assert page.status_code == 200
            return
        for webhook in webhooks:
            answer = Client().post(
                "/betalen/stripe/webhook/",
                webhook.body,
                content_type="application/json",
                headers={"Stripe-Signature": webhook.signature},
            )
            assert answer.status_code == 200
        sync_attempt(attempt=paid_session.pk)

    assert at_once(arrive) == []
    paid_session.refresh_from_db()
    assert (paid_session.status, paid_session.received_cents) == ("succeeded", 187_550)
    assert paid_session.order.status == "paid"
    lines = ModelLogEntry.objects.filter(object_id=str(paid_session.order.pk))
    assert lines.filter(action="betalingen.money_received").count() == 1
    assert lines.filter(action="betalingen.order_paid").count() == 1


def test_without_the_lock_the_order_is_paid_more_than_once(paid_session: Attempt) -> None:
    gate = threading.Barrier(TWINS, timeout=30)
    paid: list[int] = []

    def careless() -> None:
        report = payment_provider("stripe").look_up(query_of(paid_session))
        order = Order.objects.get(pk=paid_session.order_id)
        gate.wait()
        if order.status == "open" and report.state == "paid":
            Order.objects.filter(pk=order.pk).update(status="paid")
            paid.append(order.pk)

    assert at_once(careless, TWINS) == []
    assert len(paid) > 1


def test_clicking_in_eight_windows_is_one_payment(sandbox: Sandbox) -> None:
    order = Order.objects.get(pk=place().pk)
    led_to: list[str] = []

    def click() -> None:
        response = Client().post(f"/betalen/{order.access_key}/")
        assert response.status_code == 303
        led_to.append(response.headers["Location"])

    assert at_once(click) == []
    assert len(led_to) == THREADS
    assert (len(set(led_to)), len(sandbox.sessions()), order.attempts.count()) == (1, 1, 1)
