"""The sandbox's own page and its buttons."""

import pytest
import requests
from stripe import StripeClient

from betalingen.sandbox import Sandbox
from tests.betalingen.sandbox.conftest import Connect, Receiver, create


def page(sandbox: Sandbox, language: str = "nl") -> str:
    return requests.get(f"{sandbox.url}/sandbox/", headers={"Accept-Language": language}, timeout=60).text


def press(sandbox: Sandbox, path: str, **form: str | int) -> requests.Response:
    return requests.post(f"{sandbox.url}/sandbox/{path}", data=form, allow_redirects=False, timeout=60)


def test_empty(sandbox: Sandbox) -> None:
    assert "Wat er in de zandbak gebeurt" in page(sandbox)
    assert page(sandbox).count("Nog niets") == 4
    assert "What happens in the sandbox" in page(sandbox, "en")


def test_every_state_of_a_session(sandbox: Sandbox, client: StripeClient) -> None:
    for _ in range(7):
        create(client)
    _, paid, waiting, bounced, expired, refunded, partly = (session["id"] for session in sandbox.sessions())
    for session_id in (paid, refunded, partly):
        sandbox.pay(session_id)
    for session_id in (waiting, bounced):
        sandbox.pay(session_id, "sepa_debit")
    sandbox.settle(bounced, "failed")
    sandbox.expire(expired)
    sandbox.refund(refunded)
    sandbox.refund(partly, 100)

    shown = page(sandbox)

    for state in ("open", "paid", "waiting", "bounced", "expired", "refunded", "partly_refunded"):
        assert shown.count(f'<span class="status {state}">') == 1, state


def test_buttons_of_a_session(sandbox: Sandbox, client: StripeClient) -> None:
    first, second, third = (create(client).id for _ in range(3))
    sandbox.pay(first, "sepa_debit")
    sandbox.pay(second, "sepa_debit")

    for path in (f"sessions/{first}/settle", f"sessions/{second}/settle_failed", f"sessions/{third}/expire"):
        answer = press(sandbox, path)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/sandbox/")
    assert press(sandbox, f"sessions/{first}/refund", amount=100).status_code == 303
    assert press(sandbox, f"sessions/{first}/refund", amount="").status_code == 303

    assert [session["payment_status"] for session in sandbox.sessions()] == ["paid", "unpaid", "unpaid"]
    assert sandbox.sessions()[2]["status"] == "expired"
    assert [refund.amount for refund in client.v1.refunds.list()] == [309900, 100]


@pytest.mark.parametrize("verb", ["settle", "settle_failed", "refund", "explode"])
def test_a_button_that_does_not_fit_the_state(sandbox: Sandbox, client: StripeClient, verb: str) -> None:
    answer = press(sandbox, f"sessions/{create(client).id}/{verb}")

    assert answer.status_code == 400
    assert sandbox.events() == []


def test_redeliver_and_lose(delivering: Sandbox, receiver: Receiver, connect: Connect) -> None:
    delivering.expire(create(connect(delivering)).id)
    delivering.wait_for_deliveries()
    event_id = delivering.events()[0]["id"]

    assert press(delivering, f"events/{event_id}/redeliver").status_code == 303
    delivering.wait_for_deliveries()
    assert len(receiver.received) == 2

    delivering.hold_deliveries()
    delivering.expire(create(connect(delivering)).id)
    (held,) = delivering.deliveries("held")
    assert "Vastgehouden" in page(delivering)
    assert press(delivering, f"deliveries/{held.id}/lose").status_code == 303
    delivering.release_deliveries()
    delivering.wait_for_deliveries()
    assert len(receiver.received) == 2
    assert "Kwijt" in page(delivering)


def test_payout_and_fault(sandbox: Sandbox, client: StripeClient) -> None:
    assert press(sandbox, "payouts").status_code == 400
    sandbox.pay(create(client).id)
    assert press(sandbox, "payouts").status_code == 303
    assert press(sandbox, "faults", kind="slow", on="*", times=3, seconds="0.5", amount=-100).status_code == 303

    shown = page(sandbox)
    assert "€\N{NO-BREAK SPACE}3.099,71" in shown
    assert "3× slow (*)" in shown
    assert press(sandbox, "faults/clear").status_code == 303
    assert "3× slow" not in page(sandbox)


def test_the_clock_over_http(sandbox: Sandbox, client: StripeClient) -> None:
    create(client)
    answer = requests.post(f"{sandbox.url}/sandbox/clock", json={"skip": 24 * 3600 + 1}, timeout=60)

    assert answer.json() == {"status": "ok"}
    assert sandbox.sessions()[0]["status"] == "expired"
    backwards = requests.post(f"{sandbox.url}/sandbox/clock", json={"skip": -1}, timeout=60)
    assert backwards.json() == {"error": {"message": "The sandbox clock only goes forward"}}


def test_health_and_unknown_addresses(sandbox: Sandbox) -> None:
    assert requests.get(f"{sandbox.url}/sandbox/health", timeout=60).json() == {"status": "ok"}
    assert requests.get(f"{sandbox.url}/sandbox/nothing", timeout=60).status_code == 404
    assert press(sandbox, "nothing").status_code == 404
