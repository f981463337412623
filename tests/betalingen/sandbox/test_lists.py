"""Pages, cursors and ranges, as the SDK's own iterator walks them."""

from typing import Any

import pytest
import stripe
from stripe import StripeClient

from betalingen.sandbox import Sandbox
from tests.betalingen.sandbox.conftest import create


@pytest.fixture
def ids(sandbox: Sandbox, client: StripeClient) -> list[str]:
    """Twelve sessions, a minute apart, newest first."""
    made = []
    for _ in range(12):
        made.append(create(client).id)
        sandbox.skip_time(60)
    return made[::-1]


def listed(client: StripeClient, **params: Any) -> list[str]:
    return [session.id for session in client.v1.checkout.sessions.list(params)]  # type: ignore[arg-type]


def test_ten_at_a_time_newest_first(client: StripeClient, ids: list[str]) -> None:
    page = client.v1.checkout.sessions.list()

    assert [session.id for session in page.data] == ids[:10]
    assert (page.has_more, page.url) == (True, "/v1/checkout/sessions")
    second = client.v1.checkout.sessions.list({"starting_after": ids[9]})
    assert [session.id for session in second.data] == ids[10:]
    assert second.has_more is False


def test_the_sdk_walks_all_pages(client: StripeClient, ids: list[str]) -> None:
    page = client.v1.checkout.sessions.list({"limit": 5})

    assert [session.id for session in page.auto_paging_iter()] == ids


def test_backwards(client: StripeClient, ids: list[str]) -> None:
    page = client.v1.checkout.sessions.list({"limit": 3, "ending_before": ids[5]})

    assert [session.id for session in page.data] == ids[2:5]
    assert page.has_more is True
    assert listed(client, limit=3, ending_before=ids[2]) == ids[:2]


def test_created(client: StripeClient, ids: list[str]) -> None:
    moments = {session.id: session.created for session in client.v1.checkout.sessions.list({"limit": 100})}
    oldest, second, third = (moments[session_id] for session_id in ids[:-4:-1])

    assert listed(client, created={"gte": second, "lte": third}) == [ids[-3], ids[-2]]
    assert listed(client, created={"gt": oldest, "lt": third}) == [ids[-2]]
    assert listed(client, created=oldest) == [ids[-1]]


def test_by_payment_intent_and_status(sandbox: Sandbox, client: StripeClient, ids: list[str]) -> None:
    sandbox.pay(ids[3])
    intent = client.v1.checkout.sessions.retrieve(ids[3]).payment_intent

    assert listed(client, payment_intent=intent) == [ids[3]]
    assert listed(client, status="complete") == [ids[3]]
    assert listed(client, status="open", limit=100) == [one for one in ids if one != ids[3]]


@pytest.mark.parametrize(
    ("params", "param"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 101}, "limit"),
        ({"starting_after": "cs_none"}, "starting_after"),
        ({"ending_before": "cs_none"}, "ending_before"),
        ({"starting_after": "cs_a", "ending_before": "cs_b"}, "ending_before"),
        ({"customer": "cus_x"}, "customer"),
    ],
)
def test_refused(client: StripeClient, params: Any, param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.checkout.sessions.list(params)

    assert (caught.value.http_status, caught.value.param) == (400, param)


def test_events_by_type(sandbox: Sandbox, client: StripeClient) -> None:
    sandbox.pay(create(client).id)
    sandbox.expire(create(client).id)

    def types(**params: Any) -> list[str]:
        return [event.type for event in client.v1.events.list(params)]  # type: ignore[arg-type]

    assert types(type="charge.succeeded") == ["charge.succeeded"]
    assert types(type="checkout.session.*") == ["checkout.session.expired", "checkout.session.completed"]
    assert types(types=["charge.succeeded", "checkout.session.expired"]) == [
        "checkout.session.expired",
        "charge.succeeded",
    ]
    with pytest.raises(stripe.InvalidRequestError, match="only specify one"):
        types(type="charge.succeeded", types=["charge.succeeded"])


def test_events_are_listed_for_thirty_days(sandbox: Sandbox, client: StripeClient) -> None:
    sandbox.pay(create(client).id)
    sandbox.skip_time(30 * 24 * 3600 - 60)
    assert len(client.v1.events.list().data) == 4
    sandbox.skip_time(120)

    assert client.v1.events.list().data == []
    assert client.v1.events.retrieve(sandbox.events()[0]["id"]).type == "payment_intent.created"


def test_line_items_on_one_page(client: StripeClient) -> None:
    session_id = create(client).id

    assert [line.quantity for line in client.v1.checkout.sessions.line_items.list(session_id)] == [2]
    with pytest.raises(stripe.InvalidRequestError, match="on one page"):
        client.v1.checkout.sessions.line_items.list(session_id, {"starting_after": "li_x"})
