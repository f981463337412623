"""What goes wrong on demand, and what the SDK makes of it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
import stripe
from stripe import StripeClient

from betalingen.sandbox import Fault, FaultKind, Sandbox
from betalingen.sandbox.faults import Faults
from tests.betalingen.sandbox.conftest import Connect, create
from tests.processes import wait_until

CREATE = "POST /v1/checkout/sessions"
FOR_EVER = 600.0  # seconds; the faults are cleared long before


def statuses(sandbox: Sandbox) -> list[int]:
    return [request.status for request in sandbox.requests]


def test_answer_lost_after_the_object_was_made(sandbox: Sandbox, connect: Connect) -> None:
    sandbox.fault("drop_after_commit", on=CREATE)

    with pytest.raises(stripe.APIConnectionError):
        create(connect(sandbox, retries=0), key="k1")

    (made,) = sandbox.sessions()
    assert create(connect(sandbox), key="k1").id == made["id"]
    assert len(sandbox.sessions()) == 1


def test_the_sdk_finds_the_object_by_its_retry(sandbox: Sandbox, client: StripeClient) -> None:
    sandbox.fault("drop_after_commit", on=CREATE)

    session = create(client)

    assert [known["id"] for known in sandbox.sessions()] == [session.id]
    assert statuses(sandbox) == [0, 200]
    assert sandbox.requests[1].replayed is True


def test_connection_lost_before_anything_happened(sandbox: Sandbox, connect: Connect) -> None:
    sandbox.fault("drop_before", on=CREATE)

    with pytest.raises(stripe.APIConnectionError):
        create(connect(sandbox, retries=0))

    assert sandbox.sessions() == []


def test_slow_answer(sandbox: Sandbox, connect: Connect) -> None:
    sandbox.fault("slow", on=CREATE, seconds=FOR_EVER)

    with pytest.raises(stripe.APIConnectionError):
        create(connect(sandbox, retries=0, timeout=0.2), key="k1")

    wait_until(lambda: sandbox.sessions() != [])
    # The first request still holds the key: the SDK gets 409, waits, and then gets the answer that was late.
    with ThreadPoolExecutor(1) as pool:
        again = pool.submit(create, connect(sandbox, retries=6), "k1")
        wait_until(lambda: 409 in statuses(sandbox))
        sandbox.faults.clear()
    (made,) = sandbox.sessions()
    assert again.result().id == made["id"]
    assert sandbox.requests[-1].replayed is True


def test_server_error_that_is_not_kept(sandbox: Sandbox, connect: Connect) -> None:
    sandbox.fault("server_error", on=CREATE)
    client = connect(sandbox, retries=0)

    with pytest.raises(stripe.APIError) as caught:
        create(client, key="k1")

    assert caught.value.http_status == 500
    assert sandbox.sessions() == []
    assert create(client, key="k1").status == "open"


@pytest.mark.parametrize(("kind", "made"), [("saved_server_error", 0), ("saved_server_error_after_commit", 1)])
def test_server_error_kept_under_the_key(sandbox: Sandbox, connect: Connect, kind: str, made: int) -> None:
    sandbox.fault(kind, on=CREATE)
    client = connect(sandbox, retries=0)

    for _ in range(3):
        with pytest.raises(stripe.APIError):
            create(client, key="k1")

    assert [(request.status, request.replayed) for request in sandbox.requests] == [
        (500, False),
        (500, True),
        (500, True),
    ]
    assert len(sandbox.sessions()) == made
    found = client.v1.checkout.sessions.list({"limit": 100})
    assert [session.client_reference_id for session in found] == ["2026-0001"] * made
    sandbox.skip_time(24 * 3600 + 1)
    assert create(client, key="k1").status == "open"


def test_429_is_only_retried_when_stripe_says_so(sandbox: Sandbox, client: StripeClient) -> None:
    sandbox.fault("rate_limit", on=CREATE)
    with pytest.raises(stripe.RateLimitError) as caught:
        create(client)
    assert caught.value.http_status == 429
    assert statuses(sandbox) == [429]

    sandbox.fault("rate_limit_retry", on=CREATE)
    assert create(client).status == "open"
    assert statuses(sandbox) == [429, 429, 200]


def test_bad_gateway_is_html(sandbox: Sandbox, connect: Connect) -> None:
    sandbox.fault("bad_gateway", on=CREATE)

    with pytest.raises(stripe.APIError, match="Invalid response") as caught:
        create(connect(sandbox, retries=0))

    assert caught.value.http_status == 502
    assert caught.value.http_body is not None
    assert caught.value.http_body.startswith("<html>")


@pytest.mark.parametrize(
    ("kind", "error", "status"),
    [("unauthorized", stripe.AuthenticationError, 401), ("forbidden", stripe.PermissionError, 403)],
)
def test_rolled_or_restricted_key(sandbox: Sandbox, client: StripeClient, kind: str, error: Any, status: int) -> None:
    sandbox.fault(kind)

    with pytest.raises(error) as caught:
        create(client)

    assert caught.value.http_status == status
    assert sandbox.sessions() == []


def test_a_fault_waits_for_its_route_and_strikes_as_often_as_asked(sandbox: Sandbox, connect: Connect) -> None:
    client = connect(sandbox, retries=0)
    sandbox.fault("server_error", on="GET /v1/checkout/sessions/*", times=2)

    session = create(client)
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            client.v1.checkout.sessions.retrieve(session.id)
    assert client.v1.checkout.sessions.retrieve(session.id).id == session.id
    assert sandbox.faults.waiting() == []


def test_faults_strike_in_the_order_in_which_they_were_set() -> None:
    faults = Faults()
    faults.add(Fault(kind=FaultKind.SLOW, on="GET *"))
    faults.add(Fault(kind=FaultKind.DROP_AFTER_COMMIT))
    kinds = {FaultKind.SLOW, FaultKind.DROP_AFTER_COMMIT}

    assert [faults.strike(kinds, "POST /v1/refunds"), faults.strike(kinds, "POST /v1/refunds")] == [
        Fault(kind=FaultKind.DROP_AFTER_COMMIT),
        None,
    ]
    faults.clear()
    assert faults.strike(kinds, "GET /v1/refunds") is None


def test_faults_over_http(sandbox: Sandbox, client: StripeClient) -> None:
    address = f"{sandbox.url}/sandbox/faults"
    set_one = requests.post(address, json={"kind": "rate_limit", "on": CREATE, "times": 2}, timeout=60)

    assert (set_one.status_code, set_one.json()) == (200, {"status": "ok"})
    assert requests.get(address, timeout=60).json() == [
        {"kind": "rate_limit", "on": CREATE, "times": 2, "seconds": 1.0, "amount": -100}
    ]
    with pytest.raises(stripe.RateLimitError):
        create(client)
    requests.post(f"{address}/clear", json={}, timeout=60)
    assert create(client).status == "open"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"kind": "earthquake"}, "kind must be one of drop_before, "),
        ({}, "kind must be one of drop_before, "),
        ({"kind": "slow", "times": "2"}, "times is of the wrong type"),
        ({"kind": "slow", "times": True}, "times is of the wrong type"),
        ({"kind": "slow", "minutes": 2}, "Unknown key: minutes"),
        ([], "A JSON object is needed"),
    ],
)
def test_nonsense_over_http_is_refused(sandbox: Sandbox, values: Any, message: str) -> None:
    answer = requests.post(f"{sandbox.url}/sandbox/faults", json=values, timeout=60)

    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith(message)
    assert sandbox.faults.waiting() == []
