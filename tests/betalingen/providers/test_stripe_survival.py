"""What goes wrong between Stripe and us, and that no money is lost, doubled or believed in."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import ANY

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.recheck import recheck_unfinished
from betalingen.actions.sync_attempt import sync_attempt
from betalingen.contracts import OrderView, ProviderUnavailable
from betalingen.models import Attempt, Discrepancy, InboxEvent, Order, Refund
from betalingen.providers.stripe.tasks import compare_sessions, fetch_undelivered
from betalingen.queries.orders import kept_cents
from betalingen.sandbox import FaultKind, Sandbox
from betalingen.tasks import expire_due_orders
from cms.api import NotAllowed, hookimpl
from cms.models import Message
from cms.plugins.manager import manager
from tests.betalingen.conftest import RunJobs, deliver, start

CREATE = "POST /v1/checkout/sessions"


@contextmanager
def later(**span: int) -> Iterator[None]:
    """The same, some time from now; the sandbox lives in this process and sees it too."""
    with time_machine.travel(timezone.now() + dt.timedelta(**span), tick=True):
        yield


def kinds() -> list[str]:
    return list(Discrepancy.objects.order_by("pk").values_list("kind", flat=True))


# Nobody tells us


def test_a_lost_webhook_is_found_by_reconciliation(
    client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs
) -> None:
    attempt = start(client, order)
    sandbox.fault(FaultKind.EVENT_NEVER_MADE, times=20)
    sandbox.pay(attempt.provider_reference)
    assert sandbox.take_webhooks() == []

    with later(minutes=6):
        recheck_unfinished()
        run_jobs()

    order.refresh_from_db()
    assert order.status == "paid"


def test_the_night_finds_a_payment_after_its_attempt_was_given_up(
    client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs
) -> None:
    attempt = start(client, order)
    sandbox.pay(attempt.provider_reference)
    Attempt.objects.filter(pk=attempt.pk).update(status="failed")
    sandbox.take_webhooks()

    compare_sessions()
    run_jobs()

    order.refresh_from_db()
    assert order.status == "paid"


def test_the_night_fetches_undelivered_events(
    client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs
) -> None:
    attempt = start(client, order)
    sandbox.pay(attempt.provider_reference)

    fetch_undelivered()
    run_jobs()

    order.refresh_from_db()
    assert order.status == "paid"
    assert set(InboxEvent.objects.values_list("state", flat=True)) == {"processed"}


# Starting goes wrong


def refused_start(client: Client, order: Order) -> str:
    response = client.post(f"/betalen/{order.access_key}/")
    assert response.status_code == 503
    text = response.content.decode()
    assert "Betalen lukt nu niet" in text
    assert "Probeer opnieuw" in text
    return text


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (FaultKind.RATE_LIMIT, 1),
        (FaultKind.BAD_GATEWAY, 3),
        (FaultKind.UNAUTHORIZED, 1),
        (FaultKind.FORBIDDEN, 1),
        (FaultKind.SERVER_ERROR, 3),
        (FaultKind.DROP_BEFORE, 3),
    ],
)
def test_stripe_does_not_work_now(client: Client, sandbox: Sandbox, order: Order, kind: FaultKind, asked: int) -> None:
    sandbox.fault(kind, on=CREATE, times=asked)

    refused_start(client, order)

    order.refresh_from_db()
    assert (order.status, order.attempts.get().status) == ("open", "created")
    assert start(client, order).number == 1


def test_the_answer_is_lost_after_the_session_was_made(client: Client, sandbox: Sandbox, order: Order) -> None:
    sandbox.fault(FaultKind.DROP_AFTER_COMMIT, on=CREATE)

    start(client, order)

    assert len(sandbox.sessions()) == 1


def test_every_answer_is_lost_and_the_session_is_adopted(client: Client, sandbox: Sandbox, order: Order) -> None:
    sandbox.fault(FaultKind.DROP_AFTER_COMMIT, on=CREATE, times=3)
    refused_start(client, order)
    assert order.attempts.get().provider_reference == ""

    attempt = start(client, order)

    [session] = sandbox.sessions()
    assert (attempt.number, attempt.provider_reference) == (1, session["id"])


def test_a_session_lost_in_a_crash_is_adopted_and_paid(
    client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs
) -> None:
    attempt = start(client, order)
    reference = attempt.provider_reference
    Attempt.objects.filter(pk=attempt.pk).update(provider_reference="", payment_url="")
    sandbox.pay(reference)

    response = client.get(f"/betalen/{order.access_key}/terug/", {"session_id": reference})

    order.refresh_from_db()
    assert (response.status_code, order.status) == (200, "paid")
    assert order.attempts.get().provider_reference == reference


def test_a_saved_failure_is_left_behind_with_a_new_attempt(client: Client, sandbox: Sandbox, order: Order) -> None:
    sandbox.fault(FaultKind.SAVED_SERVER_ERROR, on=CREATE)
    for _ in range(3):
        refused_start(client, order)

    attempt = start(client, order)

    assert [(it.number, it.status) for it in order.attempts.order_by("number")] == [(1, "failed"), (2, "created")]
    assert attempt.number == 2


def test_a_saved_failure_that_made_the_session_is_adopted(client: Client, sandbox: Sandbox, order: Order) -> None:
    sandbox.fault(FaultKind.SAVED_SERVER_ERROR_AFTER_COMMIT, on=CREATE)
    refused_start(client, order)

    assert start(client, order).number == 1
    assert len(sandbox.sessions()) == 1


# The wrong money, at the wrong time


@pytest.mark.parametrize(
    ("kind", "received", "currency"),
    [(FaultKind.WRONG_AMOUNT, 187_450, "eur"), (FaultKind.WRONG_CURRENCY, 187_550, "usd")],
)
def test_other_money_than_asked(
    client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs, kind: FaultKind, received: int, currency: str
) -> None:
    sandbox.fault(kind)
    attempt = start(client, order)
    sandbox.pay(attempt.provider_reference, "card")
    deliver(client, sandbox, run_jobs)

    order.refresh_from_db()
    attempt.refresh_from_db()
    assert order.status == "open"
    assert (attempt.status, attempt.received_cents, attempt.received_currency) == ("succeeded", received, currency)
    assert kinds() == ["wrong_amount"]
    page = client.get(f"/betalen/{order.access_key}/").content.decode()
    assert "We kregen een betaling die niet past bij deze order." in page


def test_paid_after_cancellation(client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs) -> None:
    attempt = start(client, order)
    cancel_order(reference=order.reference, reason="afgemeld")
    sandbox.pay(attempt.provider_reference)
    run_jobs()
    deliver(client, sandbox, run_jobs)

    order.refresh_from_db()
    attempt.refresh_from_db()
    assert (order.status, attempt.status, kinds()) == ("cancelled", "succeeded", ["after_cancellation"])


def test_cancelling_closes_the_session(client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs) -> None:
    attempt = start(client, order)
    cancel_order(reference=order.reference, reason="afgemeld")
    run_jobs()

    attempt.refresh_from_db()
    [session] = sandbox.sessions()
    assert (session["status"], attempt.status, kinds()) == ("expired", "expired", [])


def test_an_order_nobody_pays_expires(client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs) -> None:
    attempt = start(client, order)
    with later(minutes=61):
        expire_due_orders()
        run_jobs()

    order.refresh_from_db()
    attempt.refresh_from_db()
    assert (order.status, attempt.status) == ("expired", "expired")
    assert client.post(f"/betalen/{order.access_key}/").status_code == 409


def test_an_order_does_not_expire_while_it_may_be_being_paid(client: Client, sandbox: Sandbox, order: Order) -> None:
    start(client, order)
    with later(minutes=61):
        sandbox.fault(FaultKind.SERVER_ERROR, times=50)
        expire_due_orders()
        from betalingen.actions.expire_order import expire_order  # noqa: PLC0415

        with pytest.raises(ProviderUnavailable):
            expire_order(order=order.pk)

    order.refresh_from_db()
    assert order.status == "open"


def test_expiring_finds_the_payment_of_the_last_moment(
    client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs
) -> None:
    attempt = start(client, order)
    sandbox.pay(attempt.provider_reference)
    with later(minutes=61):
        expire_due_orders()
        run_jobs()

    order.refresh_from_db()
    assert (order.status, kinds()) == ("paid", [])


def test_paid_after_expiry_is_honoured_when_nobody_objects(
    client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs
) -> None:
    attempt = start(client, order)
    Order.objects.filter(pk=order.pk).update(status="expired")
    sandbox.pay(attempt.provider_reference)
    deliver(client, sandbox, run_jobs)

    order.refresh_from_db()
    attempt.refresh_from_db()
    assert (order.status, attempt.status, attempt.vat_cents, kinds()) == ("paid", "succeeded", 32_550, [])


class Objection:
    """A plugin for which it is always too late."""

    @hookimpl
    def check_late_payment(self, order: OrderView) -> None:
        raise NotAllowed("De plaats was intussen aan een ander gegeven.")


def test_paid_after_expiry_goes_back_when_somebody_objects(
    client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs
) -> None:
    attempt = start(client, order)
    Order.objects.filter(pk=order.pk).update(status="expired")
    sandbox.pay(attempt.provider_reference)
    manager().register(Objection(), name="objection")
    try:
        deliver(client, sandbox, run_jobs)
    finally:
        manager().unregister(name="objection")
    run_jobs()
    deliver(client, sandbox, run_jobs)

    order.refresh_from_db()
    assert (order.status, kept_cents(order), kinds()) == ("expired", 0, ["after_expiry"])
    refund = Refund.objects.get()
    assert (refund.amount_cents, refund.status) == (187_550, "succeeded")
    discrepancy = Discrepancy.objects.get()
    assert discrepancy.resolved_at is not None
    assert discrepancy.resolution == "De terugbetaling is vanzelf gestart."
    told = Message.objects.get(key=f"attempt:{attempt.public_id}:too_late")
    assert (told.recipient, told.subject) == (
        "facturen@lindewaard.example",
        f"Uw betaling kwam te laat ({order.number}): Leernetwerk HRM",
    )
    assert "De plaats was intussen aan een ander gegeven." in told.text
    assert Message.objects.filter(key=f"refund:{refund.public_id}:succeeded").exists()
    page = client.get(f"/betalen/{order.access_key}/").content.decode()
    assert "Uw betaling kwam te laat" in page


def test_paid_twice(client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs) -> None:
    first = start(client, order)
    Attempt.objects.filter(pk=first.pk).update(status="failed")
    second = start(client, order)
    sandbox.pay(second.provider_reference)
    sandbox.pay(first.provider_reference)
    deliver(client, sandbox, run_jobs)

    order.refresh_from_db()
    assert order.status == "paid"
    assert [(it.status, it.received_cents) for it in order.attempts.order_by("number")] == [("succeeded", 187_550)] * 2
    assert sum(it.vat_cents for it in order.attempts.all()) == 32_550
    assert kinds() == ["double"]


def test_the_fee_comes_later(client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs) -> None:
    sandbox.fault(FaultKind.FEE_LATER, seconds=0)
    attempt = start(client, order)
    sandbox.pay(attempt.provider_reference)
    deliver(client, sandbox, run_jobs)
    attempt.refresh_from_db()
    assert (attempt.status, attempt.fee_cents) == ("succeeded", None)

    sandbox.fill_fees()
    deliver(client, sandbox, run_jobs)

    attempt.refresh_from_db()
    assert attempt.fee_cents == ANY
    assert attempt.fee_cents is not None


# Who comes back


def test_a_foreign_session_on_the_success_page(client: Client, sandbox: Sandbox, order: Order) -> None:
    start(client, order)
    address = f"/betalen/{order.access_key}/terug/"

    assert client.get(address, {"session_id": "cs_test_of_somebody_else"}).status_code == 404
    assert client.get(address).status_code == 404
    assert client.get(address, {"session_id": ""}).status_code == 404
    assert client.get("/betalen/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/").status_code == 404


def test_the_success_page_before_any_webhook(client: Client, sandbox: Sandbox, order: Order) -> None:
    attempt = start(client, order)
    address = f"/betalen/{order.access_key}/terug/"
    waiting = client.get(address, {"session_id": attempt.provider_reference}).content.decode()
    assert "We wachten op uw bank" in waiting
    assert "look_again.js" in waiting
    sandbox.pay(attempt.provider_reference)

    done = client.get(address, {"session_id": attempt.provider_reference}).content.decode()

    order.refresh_from_db()
    assert order.status == "paid"
    assert "Uw betaling is verwerkt" in done
    assert "look_again.js" not in done


def test_the_success_page_when_stripe_is_away(client: Client, sandbox: Sandbox, order: Order) -> None:
    attempt = start(client, order)
    sandbox.pay(attempt.provider_reference)
    sandbox.fault(FaultKind.SERVER_ERROR, times=50)

    page = client.get(f"/betalen/{order.access_key}/terug/", {"session_id": attempt.provider_reference})

    assert (page.status_code, "We wachten op uw bank" in page.content.decode()) == (200, True)
    order.refresh_from_db()
    assert order.status == "open"


def test_syncing_again_changes_nothing(client: Client, sandbox: Sandbox, order: Order) -> None:
    attempt = start(client, order)
    sandbox.pay(attempt.provider_reference)
    sync_attempt(attempt=attempt.pk)
    before = Attempt.objects.filter(pk=attempt.pk).values().get()

    sync_attempt(attempt=attempt.pk)

    assert Attempt.objects.filter(pk=attempt.pk).values().get() == before
