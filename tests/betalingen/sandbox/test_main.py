"""The sandbox as a process of its own, and what it remembers between two runs."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from stripe import Webhook

from betalingen.sandbox import Sandbox
from betalingen.sandbox.__main__ import main
from tests.betalingen.sandbox.conftest import SECRET, Connect, Receiver, create
from tests.processes import wait_until


@contextmanager
def process(*arguments: str, **variables: str) -> Iterator[str]:
    """A running sandbox; gives the address that it prints."""
    command = [sys.executable, "-m", "betalingen.sandbox", "--port", "0", *arguments]
    with subprocess.Popen(
        command, env={**os.environ, **variables}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        line = running.stdout.readline()
        try:
            found = re.fullmatch(r"Stripe sandbox: (http://127\.0\.0\.1:\d+)/sandbox/\n", line)
            assert found, running.stderr.read() if running.stderr else ""
            yield found[1]
        finally:
            running.send_signal(signal.SIGTERM)
            output, errors = running.communicate(timeout=20)
        assert (running.returncode, output, errors) == (0, "", "")


def test_a_process_with_its_secret_in_the_environment(receiver: Receiver) -> None:
    with process(
        "--webhook-url",
        receiver.url,
        STRIPE_SANDBOX_WEBHOOK_SECRET=SECRET,
        STRIPE_SANDBOX_SITE_NAME="Demo Academie",
    ) as url:
        account = requests.get(f"{url}/v1/account", headers={"Authorization": "Bearer sk_test_x"}, timeout=60).json()
        assert account["business_profile"]["name"] == "Demo Academie"
        made = requests.post(
            f"{url}/v1/checkout/sessions",
            data={
                "mode": "payment",
                "success_url": "http://127.0.0.1:8000/",
                "line_items[0][quantity]": "1",
                "line_items[0][price_data][currency]": "eur",
                "line_items[0][price_data][unit_amount]": "155000",
                "line_items[0][price_data][product_data][name]": "Leernetwerk HRM",
            },
            headers={"Authorization": "Bearer sk_test_x"},
            timeout=60,
        ).json()
        assert made["url"].startswith(f"{url}/c/pay/cs_test_")
        requests.post(f"{url}/sandbox/sessions/{made['id']}/expire", json={}, timeout=60)
        wait_until(lambda: receiver.received != [])

    event = Webhook.construct_event(receiver.received[0].body, receiver.received[0].signature, SECRET)
    assert (event.type, event.data.object.id) == ("checkout.session.expired", made["id"])


def test_the_state_survives_a_restart(tmp_path: Path, connect: Connect) -> None:
    state = tmp_path / "stripe.sqlite"
    with Sandbox(state=state) as sandbox:
        session = create(connect(sandbox), key="k1")
        sandbox.fail(session.id)

    with Sandbox(state=state) as sandbox:
        client = connect(sandbox)
        assert create(client, key="k1").id == session.id
        sandbox.pay(session.id)
        assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"
        sandbox.skip_time(24 * 3600 + 1)
        assert client.v1.checkout.sessions.retrieve(session.id).status == "complete"


def test_webhooks_that_waited_go_out_after_a_restart(tmp_path: Path, receiver: Receiver, connect: Connect) -> None:
    state = tmp_path / "stripe.sqlite"
    with Sandbox(state=state) as sandbox:
        sandbox.expire(create(connect(sandbox)).id)

    with Sandbox(state=state, webhook_url=receiver.url) as sandbox:
        sandbox.wait_for_deliveries()

    assert len(receiver.received) == 1


def test_the_payment_page_of_an_open_session_follows_the_port(tmp_path: Path, connect: Connect) -> None:
    state = tmp_path / "stripe.sqlite"
    with Sandbox(state=state) as sandbox:
        session_id = create(connect(sandbox)).id

    with Sandbox(state=state) as sandbox:
        url = connect(sandbox).v1.checkout.sessions.retrieve(session_id).url
        assert url == f"{sandbox.url}/c/pay/{session_id}"


def test_a_busy_port_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert main(["--port", str(port)]) == 2

    assert f"cannot start on port {port}" in capsys.readouterr().err


def test_a_webhook_address_elsewhere_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", "0", "--webhook-url", "https://example.org/"]) == 2
    assert "only delivers webhooks to this machine" in capsys.readouterr().err


def test_the_sandbox_needs_no_django() -> None:
    check = "import sys, betalingen.sandbox; print(sorted(name for name in sys.modules if name.startswith('django')))"
    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)

    assert found.stdout == "[]\n"
