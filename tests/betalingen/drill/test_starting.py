"""Faults 21 to 28: asking Stripe to begin goes wrong. The order stays as it was, and one click later it works."""

from collections import Counter
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db import connection
from requests import Session

from betalingen.actions.request_refund import request_refund
from betalingen.actions.submit_refund import submit_refund
from betalingen.contracts import PaymentRequest, ProviderUnavailable
from betalingen.models import OrderLine
from betalingen.providers.stripe.provider import StripeProvider
from betalingen.sandbox import FaultKind
from tests.betalingen.drill.conftest import Drill

SESSIONS = "/v1/checkout/sessions"
CREATE = f"POST {SESSIONS}"


def refused(drill: Drill) -> None:
    """The friendly page."""
    response = drill.click()
    text = response.content.decode()
    assert response.status_code == 503
    assert ("Betalen lukt nu niet" in text, "Probeer opnieuw" in text) == (True, True)
    assert drill.state() == "open"


def test_fault_21_the_answer_is_lost(drill: Drill) -> None:
    drill.sandbox.fault(FaultKind.DROP_AFTER_COMMIT, on=CREATE, times=3)
    refused(drill)

    first, second = drill.start(), drill.start()

    assert (first, first.number, len(drill.sandbox.sessions())) == (second, 1, 1)
    assert Counter(seen.idempotency_key for seen in drill.asked(SESSIONS)) == {f"attempt:{first.public_id}": 3}


def test_fault_22_a_retry_asks_exactly_the_same(drill: Drill) -> None:
    drill.sandbox.fault(FaultKind.SAVED_SERVER_ERROR, on=CREATE)
    refused(drill)
    # The order is worded otherwise by now: with the same key that would be an error at Stripe.
    OrderLine.objects.filter(order=drill.order).update(description="Leernetwerk HRM, voorjaar")
    refused(drill)

    asked = drill.asked(SESSIONS)
    assert len({seen.idempotency_key for seen in asked}) == 1
    assert all(seen.params == asked[0].params for seen in asked)
    assert {seen.status for seen in asked} == {500}


def test_fault_23_stripe_forgot_the_key(drill: Drill) -> None:
    paid = drill.paid()
    refund = request_refund(attempt=paid.pk, amount_cents=10_000, reason="korting")
    drill.sandbox.fault(FaultKind.DROP_AFTER_COMMIT, on="POST /v1/refunds", times=3)
    with pytest.raises(ProviderUnavailable):
        submit_refund(refund=refund.pk)

    with drill.later(hours=25):
        submit_refund(refund=refund.pk)

    refund.refresh_from_db()
    [charge] = drill.sandbox.charges()
    assert (charge["amount_refunded"], refund.status) == (10_000, "succeeded")


def test_fault_24_a_failure_that_stripe_saved(drill: Drill) -> None:
    drill.sandbox.fault(FaultKind.SAVED_SERVER_ERROR, on=CREATE)
    for _ in range(3):
        refused(drill)

    assert drill.start().number == 2
    assert drill.attempt_states() == ["failed", "created"]


def test_fault_25_too_many_requests(drill: Drill) -> None:
    drill.sandbox.fault(FaultKind.RATE_LIMIT, on=CREATE)
    refused(drill)
    assert len(drill.asked(SESSIONS)) == 1

    assert drill.start().number == 1
    assert drill.attempt_states() == ["created"]


def test_fault_26_stripe_is_broken(drill: Drill) -> None:
    drill.sandbox.fault(FaultKind.BAD_GATEWAY, on=CREATE, times=3)
    refused(drill)
    drill.sandbox.fault(FaultKind.BAD_GATEWAY, on=CREATE)
    drill.sandbox.fault(FaultKind.SERVER_ERROR, on=CREATE)

    assert drill.start().number == 1
    assert [seen.status for seen in drill.asked(SESSIONS)] == [502, 502, 502, 502, 500, 200]


def test_fault_27_stripe_is_slow(drill: Drill) -> None:
    timeouts: list[Any] = []
    depths: list[int] = []
    depth = len(connection.savepoint_ids)
    ask, begin = Session.request, StripeProvider.start

    def watched(session: Session, method: str, url: str, **options: Any) -> Any:
        timeouts.append(options["timeout"])
        return ask(session, method, url, **options)

    def begun(provider: StripeProvider, request: PaymentRequest) -> Any:
        depths.append(len(connection.savepoint_ids))
        return begin(provider, request)

    with patch.object(Session, "request", watched), patch.object(StripeProvider, "start", begun):
        drill.start()

    assert timeouts == [(3.05, 10.0)]
    assert depths == [depth], "no row may wait for another company"


def test_fault_28_the_key_is_refused(drill: Drill) -> None:
    for kind in (FaultKind.UNAUTHORIZED, FaultKind.FORBIDDEN):
        drill.sandbox.fault(kind, on=CREATE)
        refused(drill)
    drill.sandbox.fault(FaultKind.UNAUTHORIZED)
    problems = apps.get_app_config("betalingen_stripe").health()  # type: ignore[attr-defined]
    assert [problem.message for problem in problems] == ["Stripe does not answer as it must: AuthenticationError 401."]

    assert drill.start().number == 1
    assert drill.attempt_states() == ["created"]
