"""Keys, versions, errors and idempotency, as the real SDK meets them."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import stripe
from stripe import StripeClient

from betalingen.sandbox import Sandbox
from tests.betalingen.sandbox.conftest import Connect, create
from tests.processes import wait_until


def test_every_answer_names_the_request_and_the_version(client: StripeClient) -> None:
    session = create(client, key="k1")

    assert session.last_response is not None
    headers = session.last_response.headers
    assert headers["Request-Id"].startswith("req_")
    assert headers["Stripe-Version"] == stripe.api_version
    assert headers["Idempotency-Key"] == "k1"


def test_events_are_of_the_version_of_the_sdk(sandbox: Sandbox, client: StripeClient) -> None:
    client.v1.checkout.sessions.expire(create(client).id, options={"idempotency_key": "k-expire"})

    event = client.v1.events.retrieve(sandbox.events()[0]["id"])
    assert event.api_version == stripe.api_version
    assert event.request is not None
    assert event.request.idempotency_key == "k-expire"


@pytest.mark.parametrize("key", ["sk_live_x", "rk_live_x", "pk_test_x", "x"])
def test_only_test_keys(sandbox: Sandbox, connect: Connect, key: str) -> None:
    with pytest.raises(stripe.AuthenticationError) as caught:
        create(connect(sandbox, key=key))

    assert caught.value.http_status == 401
    assert sandbox.sessions() == []


def test_a_restricted_test_key_will_do(sandbox: Sandbox, connect: Connect) -> None:
    assert create(connect(sandbox, key="rk_test_x")).status == "open"


def test_no_key(sandbox: Sandbox) -> None:
    answer = requests.get(f"{sandbox.url}/v1/account", timeout=60)

    assert answer.status_code == 401
    assert answer.json()["error"]["message"] == "You did not provide an API key."


def test_another_api_version_is_refused(client: StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="API version"):
        client.v1.accounts.retrieve_current(options={"stripe_version": "2020-08-27"})


def test_an_unknown_object(client: StripeClient) -> None:
    calls: list[tuple[str, str, Callable[[str], object]]] = [
        ("checkout.session", "session", client.v1.checkout.sessions.retrieve),
        ("checkout.session", "session", client.v1.checkout.sessions.expire),
        ("payment_intent", "intent", client.v1.payment_intents.retrieve),
        ("charge", "id", client.v1.charges.retrieve),
        ("refund", "id", client.v1.refunds.retrieve),
        ("balance_transaction", "id", client.v1.balance_transactions.retrieve),
        ("payout", "payout", client.v1.payouts.retrieve),
        ("event", "id", client.v1.events.retrieve),
    ]
    for kind, param, retrieve in calls:
        with pytest.raises(stripe.InvalidRequestError) as caught:
            retrieve("bestaat niet")
        assert (caught.value.http_status, caught.value.code, caught.value.param) == (404, "resource_missing", param)
        assert caught.value.user_message == f"No such {kind}: 'bestaat niet'"


def test_an_object_of_another_kind_is_unknown(sandbox: Sandbox, client: StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="No such charge"):
        client.v1.charges.retrieve(create(client).id)


def test_a_call_that_is_not_played(client: StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError, match=r"Unrecognized request URL \(GET: /v1/customers\)") as caught:
        client.v1.customers.list()

    assert caught.value.http_status == 404


def test_without_a_site_there_is_no_endpoint(client: StripeClient) -> None:
    assert client.v1.webhook_endpoints.list().data == []


def test_a_body_beyond_reason_is_not_read(sandbox: Sandbox) -> None:
    answer = requests.post(f"{sandbox.url}/v1/refunds", data=b"x" * (1024 * 1024 + 1), timeout=60)

    assert answer.status_code == 413


def test_deleting_is_not_played(client: StripeClient) -> None:
    with pytest.raises(
        stripe.InvalidRequestError, match=r"Unrecognized request URL \(DELETE: /v1/webhook_endpoints/we"
    ):
        client.v1.webhook_endpoints.delete("we_x")


def test_account_and_endpoint(delivering: Sandbox, connect: Connect) -> None:
    client = connect(delivering)
    account = client.v1.accounts.retrieve_current()
    (endpoint,) = client.v1.webhook_endpoints.list().data

    assert (account.country, account.default_currency, account.charges_enabled) == ("NL", "eur", True)
    assert client.v1.accounts.retrieve(account.id).id == account.id
    assert (endpoint.status, endpoint.enabled_events, endpoint.api_version) == ("enabled", ["*"], stripe.api_version)
    assert client.v1.webhook_endpoints.retrieve(endpoint.id).url == endpoint.url
    with pytest.raises(stripe.InvalidRequestError, match="No such webhook_endpoint"):
        client.v1.webhook_endpoints.retrieve("we_other")
    with pytest.raises(stripe.InvalidRequestError, match="No such account"):
        client.v1.accounts.retrieve("acct_other")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("status", "This property cannot be expanded"),
        ("customer", "This property cannot be expanded"),
        ("payment_intent.latest_charge.refunds.data.charge", "more than 4 levels"),
    ],
)
def test_what_cannot_be_expanded(client: StripeClient, path: str, message: str) -> None:
    with pytest.raises(stripe.InvalidRequestError, match=message):
        client.v1.checkout.sessions.retrieve(create(client).id, {"expand": [path]})


def test_expanding_what_is_not_there_yet_gives_null(client: StripeClient) -> None:
    session = client.v1.checkout.sessions.retrieve(create(client).id, {"expand": ["payment_intent.latest_charge"]})

    assert session.payment_intent is None


def test_a_refused_expand_makes_nothing(sandbox: Sandbox, client: StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        create(client, key="k1", expand=["status"])

    assert sandbox.sessions() == []
    assert create(client, key="k1").status == "open"


def test_the_same_key_gives_the_same_answer(sandbox: Sandbox, client: StripeClient) -> None:
    first = create(client, key="k1")
    again = create(client, key="k1")

    assert again.to_dict() == first.to_dict()
    assert again.last_response is not None
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert first.last_response is not None
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert len(sandbox.sessions()) == 1
    assert [request.replayed for request in sandbox.requests] == [False, True]


def test_the_replay_tells_of_then_not_of_now(sandbox: Sandbox, client: StripeClient) -> None:
    session_id = create(client, key="k1").id
    sandbox.pay(session_id)

    assert create(client, key="k1").status == "open"


def test_the_same_key_with_other_parameters(sandbox: Sandbox, client: StripeClient) -> None:
    create(client, key="k1")

    with pytest.raises(stripe.IdempotencyError, match="same parameters") as caught:
        create(client, key="k1", client_reference_id="2026-0002")

    assert caught.value.http_status == 400
    assert len(sandbox.sessions()) == 1


def test_the_same_key_on_another_endpoint(sandbox: Sandbox, client: StripeClient) -> None:
    session_id = create(client, key="k1").id

    with pytest.raises(stripe.IdempotencyError, match="same endpoint"):
        client.v1.checkout.sessions.expire(session_id, options={"idempotency_key": "k1"})

    assert sandbox.sessions()[0]["status"] == "open"


def test_keys_are_forgotten_after_a_day(sandbox: Sandbox, client: StripeClient) -> None:
    first = create(client, key="k1")
    sandbox.skip_time(24 * 3600 - 60)
    assert create(client, key="k1").id == first.id
    sandbox.skip_time(120)

    assert create(client, key="k1").id != first.id


def test_a_wrong_parameter_does_not_use_up_the_key(client: StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        create(client, key="k1", locale="klingon")

    assert create(client, key="k1").status == "open"


def test_a_refusal_after_the_start_is_kept(sandbox: Sandbox, client: StripeClient) -> None:
    session_id = create(client).id
    sandbox.pay(session_id)
    intent = client.v1.checkout.sessions.retrieve(session_id).payment_intent
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            client.v1.refunds.create({"payment_intent": str(intent), "amount": 310001}, {"idempotency_key": "rf:1"})
        assert caught.value.code == "amount_too_large"

    assert [request.replayed for request in sandbox.requests[-2:]] == [False, True]


def test_fifty_at_once_with_one_key_make_one_session(sandbox: Sandbox, connect: Connect) -> None:
    client = connect(sandbox)
    gate = threading.Barrier(10)

    def attempt(number: int) -> str:
        gate.wait()
        return create(client, key="k1").id

    with ThreadPoolExecutor(10) as pool:
        ids = set(pool.map(attempt, range(50)))

    assert len(ids) == 1
    assert len(sandbox.sessions()) == 1


def test_one_at_a_time_per_key(sandbox: Sandbox, connect: Connect) -> None:
    """While the first request is still being answered, a second one with its key gets 409."""
    sandbox.fault("slow", on="POST /v1/checkout/sessions", seconds=600)
    client = connect(sandbox, retries=0)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(create, client, "k1")
        wait_until(lambda: sandbox.sessions() != [])
        with pytest.raises(stripe.APIError) as caught:
            create(client, key="k1")
        sandbox.faults.clear()
        session = first.result()

    assert caught.value.http_status == 409
    assert [known["id"] for known in sandbox.sessions()] == [session.id]


def test_concurrent_payments_of_one_session_give_one_charge(sandbox: Sandbox, client: StripeClient) -> None:
    session_id = create(client).id
    gate = threading.Barrier(8)

    def attempt(number: int) -> bool:
        gate.wait()
        try:
            sandbox.pay(session_id)
        except ValueError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        paid = list(pool.map(attempt, range(8)))

    assert sorted(paid) == [False] * 7 + [True]
    assert len(client.v1.charges.list().data) == 1
    assert len(sandbox.events("checkout.session.completed")) == 1
