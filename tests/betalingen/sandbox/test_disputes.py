"""Claims of a customer's bank: a question first or at once, and what they do to the balance."""

import pytest
import stripe
from stripe import StripeClient

from betalingen.sandbox import NotPossible, Sandbox
from tests.betalingen.sandbox.conftest import create


@pytest.fixture
def session_id(sandbox: Sandbox, client: StripeClient) -> str:
    """A session of € 3.100,00, paid by card, whose webhooks are gone."""
    made = create(client).id
    sandbox.pay(made, "card")
    sandbox.take_webhooks()
    return made


def new_event_types(sandbox: Sandbox) -> list[str]:
    return [webhook.event_type for webhook in sandbox.take_webhooks()]


def test_a_dispute_takes_the_money_and_a_fee_at_once(sandbox: Sandbox, client: StripeClient, session_id: str) -> None:
    before = sandbox.balance()
    made = sandbox.dispute(session_id)

    dispute = client.v1.disputes.retrieve(made["id"])
    charge = client.v1.charges.retrieve(str(dispute.charge))
    assert (dispute.status, dispute.is_charge_refundable, charge.disputed) == ("needs_response", False, True)
    assert [(line.net, line.reporting_category) for line in dispute.balance_transactions] == [(-312_000, "dispute")]
    assert sandbox.balance() == before - 312_000
    assert new_event_types(sandbox) == ["charge.dispute.created", "charge.dispute.funds_withdrawn"]
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.refunds.create({"charge": charge.id})
    assert caught.value.code == "charge_disputed"


def test_what_is_won_comes_back_without_the_fee(sandbox: Sandbox, client: StripeClient, session_id: str) -> None:
    before = sandbox.balance()
    made = sandbox.dispute(session_id)
    sandbox.answer_dispute(made["id"])
    assert client.v1.disputes.retrieve(made["id"]).status == "under_review"

    sandbox.close_dispute(made["id"], "won")

    assert sandbox.balance() == before - 2_000
    assert client.v1.refunds.create({"charge": made["charge"], "amount": 100}).status == "succeeded"
    with pytest.raises(NotPossible):
        sandbox.close_dispute(made["id"], "lost")
    with pytest.raises(NotPossible):
        sandbox.answer_dispute(made["id"])


def test_a_question_moves_no_money_until_it_is_a_dispute(
    sandbox: Sandbox, client: StripeClient, session_id: str
) -> None:
    before = sandbox.balance()
    asked = sandbox.dispute(session_id, 1_000, is_inquiry=True)
    assert (asked["status"], sandbox.balance()) == ("warning_needs_response", before)
    assert new_event_types(sandbox) == ["charge.dispute.created"]

    sandbox.escalate_dispute(asked["id"])

    assert sandbox.balance() == before - 3_000
    assert [one.id for one in client.v1.disputes.list({"charge": asked["charge"]})] == [asked["id"]]
    with pytest.raises(NotPossible):
        sandbox.escalate_dispute(asked["id"])


def test_a_question_just_ends(sandbox: Sandbox, session_id: str) -> None:
    before = sandbox.balance()
    asked = sandbox.dispute(session_id, is_inquiry=True)

    assert sandbox.close_dispute(asked["id"], "lost")["status"] == "warning_closed"
    assert sandbox.balance() == before


def test_only_what_was_paid_is_disputed(sandbox: Sandbox, client: StripeClient) -> None:
    session_id = create(client).id
    sandbox.fail(session_id)

    with pytest.raises(NotPossible):
        sandbox.dispute(session_id)
