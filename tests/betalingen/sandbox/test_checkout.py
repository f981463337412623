"""Sessions and the money behind them, through the real SDK."""

from typing import Any

import pytest
import stripe
from stripe import StripeClient

from betalingen.sandbox import NotPossible, Sandbox
from betalingen.sandbox.fees import fee
from tests.betalingen.sandbox.conftest import Connect, create

WHOLE = {"expand": ["payment_intent.latest_charge.balance_transaction"]}


def whole(client: StripeClient, session_id: str) -> Any:
    return client.v1.checkout.sessions.retrieve(session_id, {"expand": WHOLE["expand"]})


def event_types(sandbox: Sandbox) -> list[str]:
    return [event["type"] for event in sandbox.events()]


def test_a_new_session(sandbox: Sandbox, client: StripeClient) -> None:
    session = create(client)

    assert session.id.startswith("cs_test_a1")
    assert len(session.id) == 68
    assert session.url == f"{sandbox.url}/c/pay/{session.id}"
    assert (session.status, session.payment_status, session.payment_intent) == ("open", "unpaid", None)
    assert (session.amount_total, session.currency) == (310000, "eur")
    assert session.expires_at == session.created + 24 * 3600
    assert session.payment_method_types == ["ideal", "card", "sepa_debit"]
    assert session.to_dict()["metadata"] == {"attempt": "1"}
    assert session.client_reference_id == "2026-0001"
    assert session.livemode is False
    assert event_types(sandbox) == []


def test_the_lines_are_there_when_asked(client: StripeClient) -> None:
    session = create(client, expand=["line_items"])

    assert session.line_items is not None
    assert [(line.description, line.quantity, line.amount_total) for line in session.line_items] == [
        ("Leernetwerk HRM", 2, 310000)
    ]
    assert "line_items" not in client.v1.checkout.sessions.retrieve(session.id).to_dict()


@pytest.mark.parametrize(
    ("method", "charge_prefix", "fee_cents", "line_type"),
    [("ideal", "py_", 29, "payment"), ("card", "ch_", 4675, "charge")],
)
def test_paid_at_once(
    sandbox: Sandbox, client: StripeClient, method: Any, charge_prefix: str, fee_cents: int, line_type: str
) -> None:
    session_id = create(client).id

    sandbox.pay(session_id, method)

    session = whole(client, session_id)
    charge = session.payment_intent.latest_charge
    line = charge.balance_transaction
    assert (session.status, session.payment_status, session.url) == ("complete", "paid", None)
    assert session.customer_details.email == "s.visser@lindewaard.example"
    assert (session.payment_intent.status, session.payment_intent.amount_received) == ("succeeded", 310000)
    assert session.payment_intent.metadata.to_dict() == {"attempt": "1"}
    assert charge.id.startswith(charge_prefix)
    assert (charge.status, charge.paid, charge.amount, charge.payment_method_details.type) == (
        "succeeded",
        True,
        310000,
        method,
    )
    assert (line.type, line.amount, line.fee, line.net) == (line_type, 310000, fee_cents, 310000 - fee_cents)
    assert line.source == charge.id
    assert event_types(sandbox) == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
    ]


def test_sepa_settles_later(sandbox: Sandbox, client: StripeClient) -> None:
    session_id = create(client).id

    sandbox.pay(session_id, "sepa_debit")

    session = whole(client, session_id)
    assert (session.status, session.payment_status) == ("complete", "unpaid")
    assert session.payment_intent.status == "processing"
    assert (session.payment_intent.latest_charge.status, session.payment_intent.latest_charge.balance_transaction) == (
        "pending",
        None,
    )

    sandbox.settle(session_id)

    session = whole(client, session_id)
    assert session.payment_status == "paid"
    assert session.payment_intent.latest_charge.balance_transaction.fee == 35
    assert event_types(sandbox) == [
        "payment_intent.created",
        "charge.pending",
        "payment_intent.processing",
        "checkout.session.completed",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.async_payment_succeeded",
    ]
    with pytest.raises(NotPossible):
        sandbox.settle(session_id)


def test_sepa_bounces(sandbox: Sandbox, client: StripeClient) -> None:
    session_id = create(client).id
    sandbox.pay(session_id, "sepa_debit")

    sandbox.settle(session_id, "failed")

    session = whole(client, session_id)
    assert (session.status, session.payment_status) == ("complete", "unpaid")
    assert session.payment_intent.status == "requires_payment_method"
    assert session.payment_intent.latest_charge.failure_code == "insufficient_funds"
    assert event_types(sandbox)[-3:] == [
        "charge.failed",
        "payment_intent.payment_failed",
        "checkout.session.async_payment_failed",
    ]


def test_sepa_settles_by_itself_after_a_while(connect: Connect) -> None:
    with Sandbox(settle_after=20) as patient:
        session_id = create(connect(patient)).id
        patient.pay(session_id, "sepa_debit")
        patient.skip_time(19)
        assert patient.sessions()[0]["payment_status"] == "unpaid"
        patient.skip_time(2)
        assert patient.sessions()[0]["payment_status"] == "paid"


def test_a_bounced_debit_does_not_settle_by_itself(connect: Connect) -> None:
    with Sandbox(settle_after=20) as patient:
        session_id = create(connect(patient)).id
        patient.pay(session_id, "sepa_debit")
        patient.settle(session_id, "failed")
        patient.skip_time(60)
        assert patient.sessions()[0]["payment_status"] == "unpaid"


def test_a_refused_payment_leaves_the_session_open_and_the_next_one_counts(
    sandbox: Sandbox, client: StripeClient
) -> None:
    session_id = create(client).id

    sandbox.fail(session_id, "card")

    session = whole(client, session_id)
    assert (session.status, session.payment_status) == ("open", "unpaid")
    assert session.payment_intent.status == "requires_payment_method"
    assert session.payment_intent.last_payment_error.code == "card_declined"
    first_intent, first_charge = session.payment_intent.id, session.payment_intent.latest_charge.id

    sandbox.pay(session_id, "ideal")

    session = whole(client, session_id)
    assert session.payment_intent.id == first_intent
    assert session.payment_intent.latest_charge.id != first_charge
    assert (session.payment_intent.status, session.payment_intent.last_payment_error) == ("succeeded", None)
    charges = client.v1.charges.list({"payment_intent": first_intent})
    assert [charge.status for charge in charges] == ["succeeded", "failed"]


def test_expire_by_hand(sandbox: Sandbox, client: StripeClient) -> None:
    session_id = create(client).id

    session = client.v1.checkout.sessions.expire(session_id)

    assert (session.status, session.url) == ("expired", None)
    assert event_types(sandbox) == ["checkout.session.expired"]
    with pytest.raises(NotPossible):
        sandbox.pay(session_id)
    with pytest.raises(stripe.InvalidRequestError, match='status in \\["open"\\]'):
        client.v1.checkout.sessions.expire(session_id)


def test_a_paid_session_cannot_be_expired_or_paid_again(sandbox: Sandbox, client: StripeClient) -> None:
    session_id = create(client).id
    sandbox.pay(session_id)

    with pytest.raises(stripe.InvalidRequestError, match="status of complete"):
        client.v1.checkout.sessions.expire(session_id)
    with pytest.raises(NotPossible):
        sandbox.pay(session_id)
    with pytest.raises(NotPossible):
        sandbox.fail(session_id)
    assert len(client.v1.charges.list().data) == 1


def test_expiry_by_the_clock_cancels_a_failed_intent(sandbox: Sandbox, client: StripeClient) -> None:
    session_id = create(client, expires_at=sandbox.now() + 31 * 60).id
    sandbox.fail(session_id)

    sandbox.skip_time(30 * 60)
    assert client.v1.checkout.sessions.retrieve(session_id).status == "open"
    sandbox.skip_time(2 * 60)

    session = whole(client, session_id)
    assert session.status == "expired"
    assert (session.payment_intent.status, session.payment_intent.cancellation_reason) == ("canceled", "expired")
    assert event_types(sandbox)[-2:] == ["payment_intent.canceled", "checkout.session.expired"]


def test_a_paid_session_does_not_expire(sandbox: Sandbox, client: StripeClient) -> None:
    session_id = create(client, expires_at=sandbox.now() + 31 * 60).id
    sandbox.pay(session_id)
    sandbox.skip_time(32 * 60)

    assert client.v1.checkout.sessions.retrieve(session_id).status == "complete"


def test_the_fee_can_come_later(sandbox: Sandbox, client: StripeClient) -> None:
    sandbox.fault("fee_later", seconds=60)
    session_id = create(client).id
    sandbox.pay(session_id)
    assert whole(client, session_id).payment_intent.latest_charge.balance_transaction is None

    sandbox.skip_time(61)

    assert whole(client, session_id).payment_intent.latest_charge.balance_transaction.net == 310000 - 29
    updated = sandbox.events("charge.updated")
    assert updated[0]["data"]["previous_attributes"] == {"balance_transaction": None}
    assert sandbox.fill_fees() == []


def test_a_fee_that_came_by_hand_does_not_come_again(sandbox: Sandbox, client: StripeClient) -> None:
    sandbox.fault("fee_later", seconds=60)
    sandbox.pay(create(client).id)
    sandbox.fill_fees()

    sandbox.skip_time(61)

    assert len(client.v1.balance_transactions.list().data) == 1
    assert len(sandbox.events("charge.updated")) == 1


def test_the_fee_can_wait_for_a_hand(sandbox: Sandbox, client: StripeClient) -> None:
    sandbox.fault("fee_later", seconds=0)
    session_id = create(client).id
    sandbox.pay(session_id)
    sandbox.skip_time(3600)
    assert whole(client, session_id).payment_intent.latest_charge.balance_transaction is None

    assert [charge["amount"] for charge in sandbox.fill_fees()] == [310000]

    assert whole(client, session_id).payment_intent.latest_charge.balance_transaction.fee == 29


def test_wrong_amount_and_currency(sandbox: Sandbox, client: StripeClient) -> None:
    sandbox.fault("wrong_amount", amount=-10000)
    sandbox.fault("wrong_currency")
    wrong = create(client)
    right = create(client)

    assert (wrong.amount_total, wrong.currency) == (300000, "usd")
    assert (right.amount_total, right.currency) == (310000, "eur")
    sandbox.pay(wrong.id)
    paid = whole(client, wrong.id)
    assert (paid.payment_intent.amount_received, paid.payment_intent.latest_charge.currency) == (300000, "usd")


@pytest.mark.parametrize(
    ("method", "cents", "expected"),
    [
        ("ideal", 100, 29),
        ("ideal", 1000000, 29),
        ("card", 100, 27),
        ("card", 1000, 40),
        ("card", 3100, 72),
        ("sepa_debit", 100, 35),
    ],
)
def test_fees(method: str, cents: int, expected: int) -> None:
    assert fee(method, cents) == expected


def test_methods_follow_the_filters(sandbox: Sandbox, client: StripeClient) -> None:
    only_ideal = create(client, allowed_payment_method_types=["ideal", "bancontact"])
    no_sepa = create(client, excluded_payment_method_types=["sepa_debit"])

    assert only_ideal.payment_method_types == ["ideal"]
    assert no_sepa.payment_method_types == ["ideal", "card"]
    with pytest.raises(NotPossible, match="does not offer card"):
        sandbox.pay(only_ideal.id, "card")
    with pytest.raises(stripe.InvalidRequestError, match="No valid payment method types"):
        create(client, allowed_payment_method_types=["bancontact"])


LINE: dict[str, Any] = {
    "quantity": 1,
    "price_data": {"currency": "eur", "unit_amount": 100, "product_data": {"name": "Dag"}},
}


def _line(**price: Any) -> list[Any]:
    return [{"quantity": 1, "price_data": {**LINE["price_data"], **price}}]


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"mode": "subscription"}, "mode"),
        ({"mode": None}, "mode"),
        ({"ui_mode": "embedded_page"}, "ui_mode"),
        ({"success_url": None}, "success_url"),
        ({"success_url": "/terug/"}, "success_url"),
        ({"cancel_url": "javascript:alert(1)"}, "cancel_url"),
        ({"line_items": None}, "line_items"),
        ({"line_items": [{"price": "price_1", "quantity": 1}]}, "line_items[0][price]"),
        ({"line_items": [{"price_data": LINE["price_data"]}]}, "line_items[0][quantity]"),
        ({"line_items": _line(unit_amount=None)}, "line_items[0][price_data][unit_amount]"),
        ({"line_items": _line(unit_amount=-1)}, "line_items[0][price_data][unit_amount]"),
        ({"line_items": [{**LINE, "quantity": 0}]}, "line_items[0][quantity]"),
        ({"line_items": _line(unit_amount=49)}, "line_items"),
        ({"line_items": _line(currency="usd")}, "line_items[0][price_data][currency]"),
        ({"line_items": [*_line(), *_line(currency="usd")]}, "line_items"),
        ({"client_reference_id": "x" * 201}, "client_reference_id"),
        ({"adaptive_pricing": {"enabled": True}}, "adaptive_pricing"),
        ({"allow_promotion_codes": True}, "allow_promotion_codes"),
        ({"discounts": [{"coupon": "x"}]}, "discounts"),
        ({"payment_intent_data": {"capture_method": "manual"}}, "payment_intent_data[capture_method]"),
        ({"payment_intent_data": {"transfer_group": "x"}}, "payment_intent_data[transfer_group]"),
    ],
)
def test_what_stripe_refuses_or_we_do_not_play_is_refused(
    sandbox: Sandbox, client: StripeClient, changes: dict[str, Any], param: str
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        create(client, **changes)

    assert caught.value.param == param
    assert sandbox.sessions() == []


@pytest.mark.parametrize("minutes", [30, 24 * 60])
def test_expires_at_may_lie_between_half_an_hour_and_a_day(
    sandbox: Sandbox, client: StripeClient, minutes: int
) -> None:
    moment = sandbox.now() + minutes * 60

    assert create(client, expires_at=moment).expires_at == moment


@pytest.mark.parametrize("minutes", [29, 24 * 60 + 1])
def test_expires_at_outside_that_is_refused(sandbox: Sandbox, client: StripeClient, minutes: int) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="between 30 minutes and 24 hours") as caught:
        create(client, expires_at=sandbox.now() + minutes * 60)

    assert caught.value.param == "expires_at"
    assert sandbox.sessions() == []
