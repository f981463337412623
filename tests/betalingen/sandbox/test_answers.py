"""Every object that the sandbox answers or sends has exactly the fields that the installed SDK declares."""

from typing import Any

from stripe import StripeClient

from betalingen.sandbox import Sandbox
from tests.betalingen.sandbox.answer_contract import problems
from tests.betalingen.sandbox.conftest import Connect, Receiver, create


def test_the_check_itself_sees_missing_unknown_and_mistyped_fields(sandbox: Sandbox, client: StripeClient) -> None:
    session = create(client).to_dict()

    assert problems(session) == []
    assert problems({k: v for k, v in session.items() if k != "expires_at"}) == [
        "checkout.session.expires_at is missing"
    ]
    assert problems({**session, "charges": []}) == ["checkout.session.charges is unknown to the SDK"]
    assert problems({**session, "created": "today"}) == ["checkout.session.created is 'today', not int"]
    assert problems({**session, "automatic_tax": {}}) == ["checkout.session.automatic_tax.enabled is missing"]


def test_every_answer_and_every_event(delivering: Sandbox, receiver: Receiver, connect: Connect) -> None:
    client = connect(delivering)
    answers: list[Any] = [client.v1.accounts.retrieve_current(), client.v1.webhook_endpoints.list()]
    for method in ("ideal", "card", "sepa_debit"):
        session = create(client, expand=["line_items"])
        answers.append(session)
        delivering.fail(session.id, method)
        delivering.pay(session.id, method)
    delivering.settle(session.id)
    bounced = create(client)
    delivering.pay(bounced.id, "sepa_debit")
    delivering.settle(bounced.id, "failed")
    expired = create(client)
    delivering.fail(expired.id)
    answers.append(client.v1.checkout.sessions.expire(expired.id))
    delivering.fault("fee_later", seconds=0)
    late = create(client)
    delivering.pay(late.id)
    delivering.fill_fees()
    for paid in (late, session):
        intent = client.v1.checkout.sessions.retrieve(paid.id).payment_intent
        refund = client.v1.refunds.create(
            {"payment_intent": str(intent), "amount": 100, "metadata": {"reference": "R1"}}
        )
        answers.append(refund)
        answers.append(delivering.settle_refund(refund.id, "failed"))
    won, lost, asked = (create(client).id for _ in range(3))
    for paid_id in (won, lost, asked):
        delivering.pay(paid_id, "card")
    answers.append(delivering.dispute(won))
    delivering.answer_dispute(answers[-1]["id"])
    delivering.close_dispute(answers[-1]["id"], "won")
    answers.append(delivering.close_dispute(delivering.dispute(lost, 100)["id"], "lost"))
    answers.append(delivering.escalate_dispute(delivering.dispute(asked, is_inquiry=True)["id"]))
    delivering.add_balance_line("stripe_fee", -500)
    by_hand = delivering.pay_out_by_hand(1_000)
    answers.append(delivering.reverse_payout(by_hand["id"]))
    payout = delivering.make_payout()
    answers.append(delivering.fail_payout(payout["id"]))

    whole = ["data.payment_intent.latest_charge.balance_transaction", "data.line_items"]
    answers += [
        client.v1.checkout.sessions.list({"limit": 100, "expand": whole}),
        client.v1.checkout.sessions.line_items.list(late.id),
        client.v1.payment_intents.list({"limit": 100}),
        client.v1.charges.list({"limit": 100, "expand": ["data.refunds"]}),
        client.v1.balance_transactions.list({"limit": 100, "expand": ["data.source"]}),
        client.v1.refunds.list({"limit": 100, "expand": ["data.charge"]}),
        client.v1.payouts.list({"limit": 100}),
        client.v1.disputes.list({"limit": 100}),
        client.v1.events.list({"limit": 100}),
    ]
    events = client.v1.events.list({"limit": 100})
    answers += [event.data.object for event in events.data]

    found = {
        problem for answer in answers for problem in problems(answer if isinstance(answer, dict) else answer.to_dict())
    }
    assert found == set()
    assert {event.type for event in events.data} == {
        "charge.dispute.closed",
        "charge.dispute.created",
        "charge.dispute.funds_reinstated",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.updated",
        "charge.failed",
        "charge.pending",
        "charge.refunded",
        "charge.succeeded",
        "charge.updated",
        "checkout.session.async_payment_failed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.completed",
        "checkout.session.expired",
        "payment_intent.canceled",
        "payment_intent.created",
        "payment_intent.payment_failed",
        "payment_intent.processing",
        "payment_intent.succeeded",
        "payout.created",
        "payout.failed",
        "payout.paid",
        "payout.reconciliation_completed",
        "payout.updated",
        "refund.created",
        "refund.failed",
        "refund.updated",
    }
