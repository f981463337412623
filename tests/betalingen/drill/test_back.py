"""Faults 39 to 42: money that goes back, once."""

import pytest

from betalingen.actions.request_refund import request_refund
from betalingen.actions.submit_refund import submit_refund
from betalingen.contracts import ProviderUnavailable
from betalingen.models import Refund
from betalingen.queries.orders import kept_cents
from betalingen.sandbox import FaultKind
from cms.api import NotAllowed
from tests.betalingen.drill.conftest import Drill

REFUNDS = "/v1/refunds"


def test_fault_39_the_answer_to_a_refund_is_lost(drill: Drill) -> None:
    paid = drill.paid()
    refund = request_refund(attempt=paid.pk, amount_cents=10_000, reason="korting")
    drill.sandbox.fault(FaultKind.DROP_AFTER_COMMIT, on=f"POST {REFUNDS}", times=3)
    with pytest.raises(ProviderUnavailable):
        submit_refund(refund=refund.pk)

    submit_refund(refund=refund.pk)
    submit_refund(refund=refund.pk)

    refund.refresh_from_db()
    [charge] = drill.sandbox.charges()
    assert (charge["amount_refunded"], refund.status) == (10_000, "succeeded")
    assert {seen.idempotency_key for seen in drill.asked(REFUNDS)} == {f"rf:{refund.public_id}"}


def test_fault_40_back_twice_and_too_much(drill: Drill) -> None:
    paid = drill.paid()
    request_refund(attempt=paid.pk, amount_cents=187_500, reason="bijna alles")
    for cents in (187_500, 51):
        with pytest.raises(NotAllowed, match="al alles terugbetaald"):
            request_refund(attempt=paid.pk, amount_cents=cents, reason="te veel")
    drill.run_jobs()
    # What Stripe refuses is shown, and may be asked again in another way.
    drill.sandbox.refund(paid.provider_reference, 50)
    refund = request_refund(attempt=paid.pk, amount_cents=50, reason="de rest")
    drill.run_jobs()

    refund.refresh_from_db()
    assert (refund.status, refund.failure) == ("failed", "InvalidRequestError 400 charge_already_refunded")


def test_fault_41_a_refund_that_fails_later(drill: Drill) -> None:
    paid = drill.paid()
    drill.sandbox.fault(FaultKind.REFUND_PENDING)
    refund = request_refund(attempt=paid.pk, amount_cents=10_000, reason="korting")
    drill.run_jobs()
    refund.refresh_from_db()
    assert (refund.status, kept_cents(drill.order), drill.mails()) == ("submitted", 187_550, 0)

    drill.sandbox.settle_refund(refund.provider_reference, "failed")
    drill.deliver()

    refund.refresh_from_db()
    assert (refund.status, kept_cents(drill.order), drill.exceptions()) == ("failed", 187_550, ["refund_failed"])
    assert request_refund(attempt=paid.pk, amount_cents=187_550, reason="alles").status == "requested"


def test_fault_42_made_in_the_dashboard(drill: Drill) -> None:
    paid = drill.paid()
    drill.sandbox.refund(paid.provider_reference, 5_000)
    drill.deliver()
    drill.deliver()

    assert list(Refund.objects.values_list("amount_cents", "status", "attempt")) == [(5_000, "succeeded", paid.pk)]
    assert (kept_cents(drill.order), drill.written("refund_found")) == (182_550, 1)
