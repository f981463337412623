"""Money that goes back through Stripe: asked by us, or made in the dashboard."""

import pytest
from django.test import Client

from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.request_refund import request_refund
from betalingen.actions.sync_attempt import sync_attempt
from betalingen.models import Attempt, Discrepancy, Order, Refund
from betalingen.sandbox import FaultKind, Sandbox
from cms.models import Message
from tests.betalingen.conftest import RunJobs, deliver, start


@pytest.fixture
def paid(client: Client, sandbox: Sandbox, order: Order) -> Attempt:
    """A payment of € 1.875,50 with its webhooks taken care of."""
    attempt = start(client, order)
    sandbox.pay(attempt.provider_reference)
    sync_attempt(attempt=attempt.pk)
    sandbox.take_webhooks()
    attempt.refresh_from_db()
    return attempt


def requests(sandbox: Sandbox) -> int:
    return sum(seen.method == "POST" and seen.path == "/v1/refunds" for seen in sandbox.requests)


def test_cancelling_a_paid_order_gives_everything_back(
    client: Client, sandbox: Sandbox, paid: Attempt, run_jobs: RunJobs
) -> None:
    for _ in range(2):
        cancel_order(reference=paid.order.reference, reason="afgemeld")
    run_jobs()
    deliver(client, sandbox, run_jobs)

    refund = Refund.objects.get()
    paid.order.refresh_from_db()
    assert (refund.amount_cents, refund.vat_cents, refund.status) == (187_550, 32_550, "succeeded")
    assert (paid.order.status, requests(sandbox)) == ("paid", 1)
    assert Message.objects.get().subject == f"Terugbetaling ({paid.order.number}): Leernetwerk HRM"


def test_only_succeeded_counts(client: Client, sandbox: Sandbox, paid: Attempt, run_jobs: RunJobs) -> None:
    sandbox.fault(FaultKind.REFUND_PENDING)
    refund = request_refund(attempt=paid.pk, amount_cents=10_000, reason="korting")
    run_jobs()
    refund.refresh_from_db()
    assert (refund.status, refund.succeeded_at) == ("submitted", None)

    sandbox.settle_refund(refund.provider_reference)
    deliver(client, sandbox, run_jobs)

    refund.refresh_from_db()
    assert (refund.status, refund.vat_cents) == ("succeeded", 1_736)


def test_a_refund_that_comes_back_later(client: Client, sandbox: Sandbox, paid: Attempt, run_jobs: RunJobs) -> None:
    refund = request_refund(attempt=paid.pk, amount_cents=10_000, reason="korting")
    run_jobs()
    refund.refresh_from_db()
    assert refund.status == "succeeded"

    sandbox.settle_refund(refund.provider_reference, "failed")
    deliver(client, sandbox, run_jobs)

    assert Discrepancy.objects.get().kind == "refund_failed"
