"""Payouts and the lines they hold."""

import pytest
from stripe import InvalidRequestError, StripeClient

from betalingen.sandbox import NotPossible, Sandbox
from tests.betalingen.sandbox.conftest import create


def lines_of(client: StripeClient, payout_id: str) -> list[tuple[str, int]]:
    lines = client.v1.balance_transactions.list({"payout": payout_id, "limit": 100})
    return [(line.type, line.net) for line in lines]


def test_the_lines_add_up_to_the_payout(sandbox: Sandbox, client: StripeClient) -> None:
    sandbox.pay(create(client).id, "ideal")
    card = create(client).id
    sandbox.pay(card, "card")
    sandbox.refund(card, 10000)
    sandbox.add_balance_line("stripe_fee", -500, description="Radar")
    sandbox.take_webhooks()

    payout = client.v1.payouts.retrieve(sandbox.make_payout()["id"])

    assert payout.id.startswith("po_")
    assert (payout.status, payout.reconciliation_status, payout.automatic) == ("paid", "completed", True)
    assert payout.amount == 604796
    assert lines_of(client, payout.id) == [
        ("payout", -604796),
        ("stripe_fee", -500),
        ("refund", -10000),
        ("charge", 305325),
        ("payment", 309971),
    ]
    assert [webhook.event_type for webhook in sandbox.take_webhooks()] == [
        "payout.created",
        "payout.paid",
        "payout.reconciliation_completed",
    ]
    with pytest.raises(NotPossible, match="nothing on the balance"):
        sandbox.make_payout()


def test_the_next_payout_holds_the_next_lines_and_may_be_negative(sandbox: Sandbox, client: StripeClient) -> None:
    session_id = create(client).id
    sandbox.pay(session_id)
    sandbox.make_payout()
    sandbox.refund(session_id)

    second = sandbox.make_payout()

    assert second["amount"] == -310000
    assert lines_of(client, second["id"]) == [("payout", 310000), ("payment_refund", -310000)]
    assert [payout.amount for payout in client.v1.payouts.list({"status": "paid"})] == [-310000, 309971]


def test_a_failed_payout_frees_its_lines(sandbox: Sandbox, client: StripeClient) -> None:
    sandbox.pay(create(client).id)
    first = sandbox.make_payout()

    sandbox.fail_payout(first["id"])

    payout = client.v1.payouts.retrieve(first["id"])
    assert (payout.status, payout.failure_code) == ("failed", "account_closed")
    assert sandbox.events("payout.failed")[0]["data"]["object"]["id"] == payout.id
    assert lines_of(client, sandbox.make_payout()["id"]) == [("payout", -309971), ("payment", 309971)]
    with pytest.raises(NotPossible):
        sandbox.fail_payout(payout.id)


def test_a_line_of_a_kind_nobody_knows(sandbox: Sandbox, client: StripeClient) -> None:
    line = sandbox.add_balance_line("climate_order_purchase", -150)

    found = client.v1.balance_transactions.list({"type": "climate_order_purchase"}).data
    assert [(one.id, one.net, one.source) for one in found] == [(line["id"], -150, None)]


def test_a_payout_by_hand_has_no_lines_and_can_be_reversed(sandbox: Sandbox, client: StripeClient) -> None:
    sandbox.pay(create(client).id)
    made = sandbox.pay_out_by_hand(10_000)

    payout = client.v1.payouts.retrieve(made["id"])
    assert (payout.automatic, payout.status, payout.reconciliation_status) == (False, "paid", "not_applicable")
    with pytest.raises(InvalidRequestError, match="only be filtered on automatic"):
        lines_of(client, payout.id)

    back = sandbox.reverse_payout(payout.id)

    assert (back["amount"], back["original_payout"]) == (-10_000, payout.id)
    assert client.v1.payouts.retrieve(payout.id).reversed_by == back["id"]
    assert sandbox.balance() == 309_971
    with pytest.raises(NotPossible):
        sandbox.reverse_payout(payout.id)


def test_a_payout_is_on_its_way_first(sandbox: Sandbox, client: StripeClient) -> None:
    sandbox.pay(create(client).id)
    begun = sandbox.begin_payout()
    assert (begun["status"], begun["reconciliation_status"]) == ("in_transit", "in_progress")

    assert sandbox.arrive_payout(begun["id"])["status"] == "paid"
    with pytest.raises(NotPossible):
        sandbox.arrive_payout(begun["id"])
