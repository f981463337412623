"""Signed deliveries: again until 2xx, twice, late, lost, held and in the wrong order."""

import json
import socket
import time

import pytest
import stripe
from stripe import Webhook

from betalingen.sandbox import Sandbox
from tests.betalingen.sandbox.conftest import SECRET, Connect, Receiver, create


def received_types(receiver: Receiver) -> list[str]:
    return [json.loads(one.body)["type"] for one in receiver.received]


PAID = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]


def test_deliveries_are_signed_and_in_order(delivering: Sandbox, receiver: Receiver, connect: Connect) -> None:
    session = create(connect(delivering))
    delivering.pay(session.id)
    delivering.wait_for_deliveries()

    assert received_types(receiver) == PAID
    events = [Webhook.construct_event(one.body, one.signature, SECRET) for one in receiver.received]
    assert [event.id for event in events] == [event["id"] for event in delivering.events()]
    completed = events[3].data.object
    assert (completed.id, completed.payment_status, completed.amount_total) == (session.id, "paid", 310000)
    assert [(one.status, one.attempts, one.answer) for one in delivering.deliveries()] == [("delivered", 1, "200")] * 4


def test_another_secret_does_not_fit(delivering: Sandbox, receiver: Receiver, connect: Connect) -> None:
    delivering.expire(create(connect(delivering)).id)
    delivering.wait_for_deliveries()

    with pytest.raises(stripe.SignatureVerificationError):
        Webhook.construct_event(receiver.received[0].body, receiver.received[0].signature, "whsec_other")


def test_again_until_the_site_says_yes(delivering: Sandbox, receiver: Receiver, connect: Connect) -> None:
    receiver.script += [500, 302, 404]
    delivering.expire(create(connect(delivering)).id)
    delivering.wait_for_deliveries()

    assert received_types(receiver) == ["checkout.session.expired"] * 4
    assert len({one.body for one in receiver.received}) == 1
    (delivery,) = delivering.deliveries()
    assert (delivery.status, delivery.attempts, delivery.answer) == ("delivered", 4, "200")


def test_at_last_it_gives_up_and_the_list_of_events_tells(
    delivering: Sandbox, receiver: Receiver, connect: Connect
) -> None:
    client = connect(delivering)
    receiver.script += [500] * 6
    delivering.expire(create(client).id)
    delivering.wait_for_deliveries()
    delivering.expire(create(client).id)
    delivering.wait_for_deliveries()

    assert [(one.status, one.attempts, one.answer) for one in delivering.deliveries()] == [
        ("failed", 6, "500"),
        ("delivered", 1, "200"),
    ]
    first, second = (event["id"] for event in delivering.events())
    assert [event.id for event in client.v1.events.list({"delivery_success": False})] == [first]
    assert [event.id for event in client.v1.events.list({"delivery_success": True})] == [second]
    assert client.v1.events.retrieve(first).pending_webhooks == 1
    assert client.v1.events.retrieve(second).pending_webhooks == 0

    delivering.redeliver(first)
    delivering.wait_for_deliveries()

    assert client.v1.events.list({"delivery_success": False}).data == []


def test_a_site_that_is_down(connect: Connect) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        with Sandbox(webhook_url=url, retry_delays=(0.01,)) as sandbox:
            sandbox.expire(create(connect(sandbox)).id)
            sandbox.wait_for_deliveries()
            (delivery,) = sandbox.deliveries()

    assert (delivery.status, delivery.attempts, delivery.answer) == ("failed", 2, "ConnectionRefusedError")


def test_lost(delivering: Sandbox, receiver: Receiver, connect: Connect) -> None:
    client = connect(delivering)
    delivering.fault("webhook_lost", on="checkout.session.completed")
    delivering.pay(create(client).id)
    delivering.wait_for_deliveries()

    assert received_types(receiver) == PAID[:3]
    assert [event.type for event in client.v1.events.list({"delivery_success": False})] == [PAID[3]]
    assert [one.event_type for one in delivering.deliveries("lost")] == [PAID[3]]


def test_never_made(delivering: Sandbox, receiver: Receiver, connect: Connect) -> None:
    client = connect(delivering)
    delivering.fault("event_never_made", on="checkout.session.*")
    delivering.pay(create(client).id)
    delivering.wait_for_deliveries()

    assert received_types(receiver) == PAID[:3]
    assert client.v1.events.list({"type": "checkout.session.*"}).data == []


def test_twice(delivering: Sandbox, receiver: Receiver, connect: Connect) -> None:
    delivering.fault("webhook_twice", on="checkout.session.completed")
    delivering.pay(create(connect(delivering)).id)
    delivering.wait_for_deliveries()

    assert received_types(receiver) == [*PAID, PAID[3]]
    first, second = (json.loads(one.body)["id"] for one in receiver.received[3:])
    assert first == second


def test_late(delivering: Sandbox, receiver: Receiver, connect: Connect) -> None:
    delivering.fault("webhook_late", on="payment_intent.created", seconds=3)
    delivering.pay(create(connect(delivering)).id)
    delivering.wait_for_deliveries()

    assert received_types(receiver) == [*PAID[1:], PAID[0]]


def test_held_and_released_newest_first(delivering: Sandbox, receiver: Receiver, connect: Connect) -> None:
    client = connect(delivering)
    delivering.hold_deliveries()
    delivering.pay(create(client).id)
    delivering.wait_for_deliveries()
    assert receiver.received == []
    assert len(delivering.deliveries("held")) == 4

    delivering.release_deliveries(newest_first=True)
    delivering.wait_for_deliveries()
    assert received_types(receiver) == PAID[::-1]

    delivering.expire(create(client).id)
    delivering.wait_for_deliveries()
    assert received_types(receiver)[4:] == ["checkout.session.expired"]


def test_held_and_released_in_order_without_the_lost_one(
    delivering: Sandbox, receiver: Receiver, connect: Connect
) -> None:
    delivering.hold_deliveries()
    delivering.pay(create(connect(delivering)).id)
    delivering.lose_delivery(delivering.deliveries("held")[1].id)

    delivering.release_deliveries()
    delivering.wait_for_deliveries()

    assert received_types(receiver) == [PAID[0], *PAID[2:]]


def test_only_the_events_that_the_endpoint_wants(receiver: Receiver, connect: Connect) -> None:
    with Sandbox(webhook_url=receiver.url, enabled_events=["checkout.session.*"]) as sandbox:
        client = connect(sandbox)
        sandbox.pay(create(client).id)
        sandbox.wait_for_deliveries()

        assert received_types(receiver) == ["checkout.session.completed"]
        assert client.v1.events.list({"delivery_success": False}).data == []
        assert len(client.v1.events.list().data) == 4


def test_waiting_too_long_tells_what_is_under_way(delivering: Sandbox, connect: Connect) -> None:
    delivering.fault("webhook_late", seconds=60)
    delivering.expire(create(connect(delivering)).id)

    with pytest.raises(TimeoutError, match=r"checkout\.session\.expired"):
        delivering.wait_for_deliveries(within=0.05)


def test_without_a_site_the_test_takes_them(sandbox: Sandbox, connect: Connect) -> None:
    client = connect(sandbox)
    sandbox.pay(create(client).id)

    taken = sandbox.take_webhooks()

    assert [one.event_type for one in taken] == PAID
    event = Webhook.construct_event(taken[3].body, taken[3].signature, SECRET)
    assert event.id == taken[3].event_id
    assert sandbox.take_webhooks() == []
    assert client.v1.events.list({"delivery_success": False}).data == []


def test_stale_and_forged_signatures_for_tests(sandbox: Sandbox, connect: Connect) -> None:
    sandbox.expire(create(connect(sandbox)).id)
    event_id = sandbox.events()[0]["id"]

    stale = sandbox.sign(event_id, signed_at=int(time.time()) - 301)
    with pytest.raises(stripe.SignatureVerificationError, match="tolerance"):
        Webhook.construct_event(stale.body, stale.signature, SECRET)
    forged = sandbox.sign(event_id, secret="whsec_forged")
    with pytest.raises(stripe.SignatureVerificationError, match="No signatures found matching"):
        Webhook.construct_event(forged.body, forged.signature, SECRET)


@pytest.mark.parametrize("url", ["https://example.org/hook", "http://10.0.0.1/hook", "http://example.org/", "x"])
def test_webhooks_do_not_leave_this_machine(url: str) -> None:
    with pytest.raises(ValueError, match="only delivers webhooks to this machine"):
        Sandbox(webhook_url=url)


def test_an_empty_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="secret"):
        Sandbox(webhook_secret=" ")
