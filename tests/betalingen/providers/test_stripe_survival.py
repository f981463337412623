"""What goes wrong between Stripe and us beyond the faults of tests/betalingen/drill."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from betalingen.actions.sync_attempt import sync_attempt
from betalingen.contracts import OrderView, ProviderUnavailable
from betalingen.models import Attempt, Discrepancy, Order, Refund
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


def test_a_saved_failure_that_made_the_session_is_adopted(client: Client, sandbox: Sandbox, order: Order) -> None:
    sandbox.fault(FaultKind.SAVED_SERVER_ERROR_AFTER_COMMIT, on=CREATE)
    refused_start(client, order)

    assert start(client, order).number == 1
    assert len(sandbox.sessions()) == 1


# At the wrong time


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


# Who comes back


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
