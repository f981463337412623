"""What nobody told us about is found: refunds on their way, and their money on the balance."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.import_balance import import_balance
from betalingen.actions.recheck import recheck_refunds
from betalingen.actions.request_refund import request_refund
from betalingen.actions.sync_attempt import sync_attempt
from betalingen.models import Account, Attempt, Order, Refund
from betalingen.queries import books
from betalingen.sandbox import FaultKind, Sandbox
from betalingen.sandbox.checkout import Outcome
from tests.betalingen.conftest import place, start

RunJobs = Callable[..., list[str]]


@pytest.fixture
def paid(client: Client, sandbox: Sandbox, order: Order, run_jobs: RunJobs) -> Attempt:
    attempt = start(client, order)
    sandbox.pay(attempt.provider_reference)
    attempt = sync_attempt(attempt=attempt.pk)
    run_jobs()
    return attempt


def older(hours: int) -> None:
    Refund.objects.update(created_at=F("created_at") - timedelta(hours=hours))


def status() -> str:
    return Refund.objects.get().status


@pytest.mark.parametrize("outcome", ["succeeded", "failed"])
def test_a_pending_refund_is_asked_about(paid: Attempt, sandbox: Sandbox, run_jobs: RunJobs, outcome: Outcome) -> None:
    sandbox.fault(FaultKind.REFUND_PENDING)
    refund = request_refund(attempt=paid.pk, amount_cents=10_000, reason="korting")
    run_jobs()
    refund.refresh_from_db()
    sandbox.settle_refund(refund.provider_reference, outcome)
    recheck_refunds()
    assert run_jobs() == []  # so young that a message may still come
    older(hours=1)

    recheck_refunds()
    recheck_refunds()

    assert [name for name in run_jobs() if name.startswith("betalingen.")] == ["betalingen.sync_attempt"]
    assert status() == outcome


def test_a_refund_that_stripe_refused_for_a_day_is_asked_again(
    paid: Attempt, sandbox: Sandbox, run_jobs: RunJobs
) -> None:
    sandbox.fault(FaultKind.SAVED_SERVER_ERROR, on="POST /v1/refunds")
    request_refund(attempt=paid.pk, amount_cents=10_000, reason="korting")
    with pytest.raises(Exception, match="500"):
        run_jobs()
    Refund.objects.update(status="submitted")
    sandbox.skip_time(25 * 60 * 60)
    older(hours=25)

    recheck_refunds()

    run_jobs()
    [charge] = sandbox.charges()
    assert (status(), charge["amount_refunded"]) == ("succeeded", 10_000)


def test_a_refund_by_transfer_waits_for_a_person(db: None, academy: object, run_jobs: RunJobs) -> None:
    order = place(provider="invoice")
    attempt = book_transfer(
        order=order.pk, amount_cents=187_550, received_on=timezone.localdate(), bank_reference="NL-1"
    )
    request_refund(attempt=attempt.pk, amount_cents=10_000, reason="korting")
    run_jobs()
    older(hours=25)
    recheck_refunds()
    assert run_jobs() == []


def test_a_line_of_the_balance_tells_that_a_pending_refund_arrived(
    paid: Attempt, sandbox: Sandbox, run_jobs: RunJobs
) -> None:
    sandbox.fault(FaultKind.REFUND_PENDING)
    refund = request_refund(attempt=paid.pk, amount_cents=10_000, reason="korting")
    run_jobs()
    refund.refresh_from_db()
    sandbox.settle_refund(refund.provider_reference, "succeeded")

    import_balance(provider="stripe")

    assert (status(), books.balances()[Account.CLEARING]) == ("succeeded", sandbox.balance())


def test_a_line_of_the_balance_tells_that_a_refund_came_back(
    paid: Attempt, sandbox: Sandbox, run_jobs: RunJobs
) -> None:
    refund = request_refund(attempt=paid.pk, amount_cents=10_000, reason="korting")
    run_jobs()
    refund.refresh_from_db()
    sandbox.settle_refund(refund.provider_reference, "failed")
    assert status() == "succeeded"

    import_balance(provider="stripe")

    assert (status(), books.balances()[Account.CLEARING]) == ("returned", sandbox.balance())
