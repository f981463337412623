"""Money that goes back through Stripe: asked by us, or made in the dashboard."""

import pytest
from django.test import Client

from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.request_refund import request_refund
from betalingen.actions.submit_refund import submit_refund
from betalingen.actions.sync_attempt import sync_attempt
from betalingen.contracts import ProviderUnavailable
from betalingen.models import Attempt, Discrepancy, Order, Refund
from betalingen.sandbox import FaultKind, Sandbox
from cms.api import NotAllowed
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


def test_more_than_there_is(paid: Attempt) -> None:
    request_refund(attempt=paid.pk, amount_cents=187_500, reason="bijna alles")

    with pytest.raises(NotAllowed):
        request_refund(attempt=paid.pk, amount_cents=51, reason="te veel")

    assert Refund.objects.count() == 1


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


def test_a_refund_that_fails(client: Client, sandbox: Sandbox, paid: Attempt, run_jobs: RunJobs) -> None:
    sandbox.fault(FaultKind.REFUND_PENDING)
    refund = request_refund(attempt=paid.pk, amount_cents=10_000, reason="korting")
    run_jobs()

    sandbox.settle_refund(refund.__class__.objects.get().provider_reference, "failed")
    deliver(client, sandbox, run_jobs)

    refund.refresh_from_db()
    assert (refund.status, Discrepancy.objects.get().kind) == ("failed", "refund_failed")
    # What failed may be asked again.
    assert request_refund(attempt=paid.pk, amount_cents=187_550, reason="alles").status == "requested"


def test_a_refund_that_comes_back_later(client: Client, sandbox: Sandbox, paid: Attempt, run_jobs: RunJobs) -> None:
    refund = request_refund(attempt=paid.pk, amount_cents=10_000, reason="korting")
    run_jobs()
    refund.refresh_from_db()
    assert refund.status == "succeeded"

    sandbox.settle_refund(refund.provider_reference, "failed")
    deliver(client, sandbox, run_jobs)

    assert Discrepancy.objects.get().kind == "refund_failed"


def test_the_answer_is_lost_and_it_is_still_one_refund(sandbox: Sandbox, paid: Attempt) -> None:
    refund = request_refund(attempt=paid.pk, amount_cents=10_000, reason="korting")
    sandbox.fault(FaultKind.DROP_AFTER_COMMIT, on="POST /v1/refunds", times=3)
    with pytest.raises(ProviderUnavailable):
        submit_refund(refund=refund.pk)

    submit_refund(refund=refund.pk)
    submit_refund(refund=refund.pk)

    refund.refresh_from_db()
    assert (refund.status, Refund.objects.count()) == ("succeeded", 1)
    assert {
        seen.idempotency_key for seen in sandbox.requests if seen.path == "/v1/refunds" and seen.method == "POST"
    } == {f"rf:{refund.public_id}"}


def test_made_in_the_dashboard(client: Client, sandbox: Sandbox, paid: Attempt, run_jobs: RunJobs) -> None:
    sandbox.refund(paid.provider_reference, 5_000)
    deliver(client, sandbox, run_jobs)
    deliver(client, sandbox, run_jobs)

    refund = Refund.objects.get()
    assert (refund.amount_cents, refund.status, refund.attempt) == (5_000, "succeeded", paid)


def test_refused_by_stripe(sandbox: Sandbox, paid: Attempt, run_jobs: RunJobs) -> None:
    sandbox.refund(paid.provider_reference)  # in the dashboard, and we do not know yet
    sandbox.take_webhooks()

    refund = request_refund(attempt=paid.pk, amount_cents=187_550, reason="afgemeld")
    run_jobs()

    refund.refresh_from_db()
    assert (refund.status, refund.failure) == ("failed", "InvalidRequestError 400 charge_already_refunded")
