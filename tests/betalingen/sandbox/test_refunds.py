"""Money back through the real SDK, from the dashboard, and failing later."""

from typing import Any

import pytest
import stripe
from stripe import StripeClient

from betalingen.sandbox import NotPossible, Sandbox
from tests.betalingen.sandbox.conftest import create


@pytest.fixture
def paid(sandbox: Sandbox, client: StripeClient) -> Any:
    """A session paid by iDEAL, with its intent and charge."""
    session_id = create(client).id
    sandbox.pay(session_id)
    sandbox.take_webhooks()
    return client.v1.checkout.sessions.retrieve(session_id, {"expand": ["payment_intent.latest_charge"]})


def new_event_types(sandbox: Sandbox) -> list[str]:
    return [webhook.event_type for webhook in sandbox.take_webhooks()]


def test_whole(sandbox: Sandbox, client: StripeClient, paid: Any) -> None:
    refund = client.v1.refunds.create(
        {
            "payment_intent": paid.payment_intent.id,
            "metadata": {"reference": "RF18"},
            "reason": "requested_by_customer",
            "expand": ["balance_transaction", "charge"],
        }
    )

    line: Any = refund.balance_transaction
    charge: Any = refund.charge
    assert refund.id.startswith("pyr_")
    assert (refund.amount, refund.status, refund.reason) == (310000, "succeeded", "requested_by_customer")
    assert refund.metadata is not None
    assert refund.metadata.to_dict() == {"reference": "RF18"}
    assert (line.type, line.amount, line.fee, line.net, line.source) == (
        "payment_refund",
        -310000,
        0,
        -310000,
        refund.id,
    )
    assert (charge.refunded, charge.amount_refunded) == (True, 310000)
    assert new_event_types(sandbox) == ["charge.refunded", "refund.created"]
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.refunds.create({"charge": charge.id})
    assert caught.value.code == "charge_already_refunded"


def test_in_parts(client: StripeClient, paid: Any) -> None:
    charge_id = paid.payment_intent.latest_charge.id
    client.v1.refunds.create({"charge": charge_id, "amount": 10000})
    with pytest.raises(stripe.InvalidRequestError, match=r"€3000\.01.*€3000\.00") as caught:
        client.v1.refunds.create({"charge": charge_id, "amount": 300001})
    assert (caught.value.code, caught.value.param) == ("amount_too_large", "amount")
    client.v1.refunds.create({"charge": charge_id})

    refunds = client.v1.refunds.list({"charge": charge_id})
    assert [refund.amount for refund in refunds] == [300000, 10000]
    charge = client.v1.charges.retrieve(charge_id, {"expand": ["refunds"]})
    assert (charge.amount_refunded, charge.refunded) == (310000, True)
    assert charge.refunds is not None
    assert [refund.amount for refund in charge.refunds.data] == [300000, 10000]


def test_a_double_click_with_one_key_pays_back_once(client: StripeClient, paid: Any) -> None:
    params: Any = {"payment_intent": paid.payment_intent.id, "amount": 10000}
    first = client.v1.refunds.create(params, {"idempotency_key": "rf:RF18"})
    second = client.v1.refunds.create(params, {"idempotency_key": "rf:RF18"})

    assert first.id == second.id
    assert len(client.v1.refunds.list({"payment_intent": paid.payment_intent.id}).data) == 1


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({}, "One of the following params"),
        ({"charge": "py_none"}, "No such charge"),
        ({"payment_intent": "pi_none"}, "No such payment_intent"),
        ({"charge": "{charge}", "amount": 0}, "greater than or equal to 1"),
        ({"charge": "{charge}", "reason": "boredom"}, "Invalid reason"),
        ({"charge": "{charge}", "reverse_transfer": True}, "does not play `reverse_transfer`"),
        ({"charge": "{charge}", "payment_intent": "pi_x"}, "One of the following params"),
    ],
)
def test_refused(sandbox: Sandbox, client: StripeClient, paid: Any, params: Any, message: str) -> None:
    if params.get("charge") == "{charge}":
        params = {**params, "charge": paid.payment_intent.latest_charge.id}

    with pytest.raises(stripe.InvalidRequestError, match=message):
        client.v1.refunds.create(params)

    assert client.v1.refunds.list().data == []
    assert new_event_types(sandbox) == []


def test_what_is_not_paid_cannot_be_paid_back(sandbox: Sandbox, client: StripeClient) -> None:
    session_id = create(client).id
    sandbox.pay(session_id, "sepa_debit")
    session: Any = client.v1.checkout.sessions.retrieve(session_id, {"expand": ["payment_intent"]})

    with pytest.raises(stripe.InvalidRequestError, match="does not have a successful charge"):
        client.v1.refunds.create({"payment_intent": session.payment_intent.id})
    with pytest.raises(stripe.InvalidRequestError, match="has not succeeded"):
        client.v1.refunds.create({"charge": session.payment_intent.latest_charge})


def test_pending_first(sandbox: Sandbox, client: StripeClient, paid: Any) -> None:
    sandbox.fault("refund_pending")
    refund = client.v1.refunds.create({"payment_intent": paid.payment_intent.id})
    assert (refund.status, refund.balance_transaction) == ("pending", None)

    sandbox.settle_refund(refund.id)

    refund = client.v1.refunds.retrieve(refund.id)
    assert refund.status == "succeeded"
    assert refund.balance_transaction is not None
    assert new_event_types(sandbox) == ["charge.refunded", "refund.created", "refund.updated"]
    with pytest.raises(NotPossible):
        sandbox.settle_refund(refund.id)


@pytest.mark.parametrize(("first", "lines"), [("pending", []), ("succeeded", [310000, -310000])])
def test_failing_later_gives_the_money_back_to_the_balance(
    sandbox: Sandbox, client: StripeClient, paid: Any, first: str, lines: list[int]
) -> None:
    if first == "pending":
        sandbox.fault("refund_pending")
    refund = client.v1.refunds.create({"payment_intent": paid.payment_intent.id})
    assert refund.status == first

    sandbox.settle_refund(refund.id, "failed")

    refund = client.v1.refunds.retrieve(refund.id)
    charge = client.v1.charges.retrieve(paid.payment_intent.latest_charge.id)
    assert (refund.status, refund.failure_reason) == ("failed", "unknown")
    assert (charge.amount_refunded, charge.refunded) == (0, False)
    found = client.v1.balance_transactions.list({"source": refund.id})
    assert [line.amount for line in found] == lines
    assert new_event_types(sandbox) == ["charge.refunded", "refund.created", "refund.updated", "refund.failed"]
    with pytest.raises(NotPossible):
        sandbox.settle_refund(refund.id, "failed")


def test_from_the_dashboard(sandbox: Sandbox, client: StripeClient, paid: Any) -> None:
    refund = sandbox.refund(paid.id, 5000)

    (found,) = client.v1.refunds.list({"payment_intent": paid.payment_intent.id}).data
    assert (found.id, found.amount) == (refund["id"], 5000)
    (event,) = client.v1.events.list({"type": "refund.created"}).data
    assert event.request is not None
    assert event.request.id is None


def test_a_card_refund(sandbox: Sandbox, client: StripeClient) -> None:
    session_id = create(client).id
    sandbox.pay(session_id, "card")
    refund = sandbox.refund(session_id)

    assert refund["id"].startswith("re_")
    assert client.v1.balance_transactions.retrieve(refund["balance_transaction"]).type == "refund"
    sandbox.settle_refund(refund["id"], "failed")
    kinds = [line.type for line in client.v1.balance_transactions.list({"source": refund["id"]})]
    assert kinds == ["refund_failure", "refund"]
