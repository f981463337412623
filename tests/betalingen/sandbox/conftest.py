"""A sandbox per test, the real SDK that talks to it, and a site that receives its webhooks."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from stripe import RequestOptions, RequestsClient, StripeClient
from stripe.checkout import Session

from betalingen.sandbox import Sandbox

SECRET = "whsec_test"


@dataclass(frozen=True)
class Received:
    body: bytes
    signature: str


@dataclass
class Receiver:
    """Keeps what it gets; answers the statuses of `script` one by one and 200 after that."""

    url: str = ""
    script: list[int] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)

    def take(self, body: bytes, signature: str) -> int:
        self.received.append(Received(body, signature))
        return self.script.pop(0) if self.script else 200


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    result = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(result.take(body, self.headers["Stripe-Signature"]))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        result.url = f"http://127.0.0.1:{server.server_address[1]}/betalen/stripe/webhook/"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield result
        server.shutdown()
        thread.join()


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Without a site: webhooks wait until the test takes them."""
    with Sandbox(webhook_secret=SECRET) as result:
        yield result


@pytest.fixture
def delivering(receiver: Receiver) -> Iterator[Sandbox]:
    """Delivers its webhooks to `receiver`."""
    with Sandbox(webhook_url=receiver.url, webhook_secret=SECRET) as result:
        yield result


Connect = Callable[..., StripeClient]


@pytest.fixture
def connect() -> Iterator[Connect]:
    """The real SDK against a sandbox; `timeout` in seconds, `retries` as in production unless said otherwise."""
    with ExitStack() as transports:

        def make(sandbox: Sandbox, *, key: str = "sk_test_x", retries: int = 2, timeout: float = 10) -> StripeClient:
            transport = transports.enter_context(closing(RequestsClient(timeout=timeout)))
            return StripeClient(
                key,
                base_addresses={"api": sandbox.url},
                max_network_retries=retries,
                http_client=transport,
            )

        yield make


@pytest.fixture
def client(sandbox: Sandbox, connect: Connect) -> StripeClient:
    return connect(sandbox)


def session_params(**changes: Any) -> Any:
    """Parameters for an order of two places of € 1.550,00."""
    return {
        "mode": "payment",
        "ui_mode": "hosted_page",
        "locale": "nl",
        "client_reference_id": "2026-0001",
        "metadata": {"attempt": "1"},
        "success_url": "http://127.0.0.1:8000/betalen/x/terug/?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://127.0.0.1:8000/betalen/x/",
        "customer_email": "s.visser@lindewaard.example",
        "adaptive_pricing": {"enabled": False},
        "line_items": [
            {
                "quantity": 2,
                "price_data": {
                    "currency": "eur",
                    "unit_amount": 155000,
                    "tax_behavior": "inclusive",
                    "product_data": {"name": "Leernetwerk HRM"},
                },
            }
        ],
        "payment_intent_data": {"metadata": {"attempt": "1"}, "description": "2026-0001"},
        **changes,
    }


def create(client: StripeClient, key: str | None = None, **changes: Any) -> Session:
    options: RequestOptions = {} if key is None else {"idempotency_key": key}
    return client.v1.checkout.sessions.create(session_params(**changes), options)
