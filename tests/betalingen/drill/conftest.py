"""Everything a fault needs: one order, the real site, and the real SDK against a Stripe of this test alone."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from stripe import WebhookSignature
from wagtail.models import ModelLogEntry

from betalingen.actions.sync_attempt import sync_attempt
from betalingen.models import Attempt, Discrepancy, InboxEvent, Order
from betalingen.sandbox import Sandbox, SignedWebhook
from cms.models import Message
from tests.betalingen.conftest import WEBHOOK, RunJobs, place, send

Scenario = Callable[["Drill"], None]


@dataclass
class Drill:
    """One order of € 1.875,50 and everybody around it: the customer's browser, Stripe, the queue, the clock, the log."""

    client: Client
    sandbox: Sandbox
    settings: Settings
    patch: pytest.MonkeyPatch
    run_jobs: RunJobs
    log: pytest.LogCaptureFixture
    order: Order = field(init=False)

    def __post_init__(self) -> None:
        self.order = Order.objects.get(pk=place().pk)

    # The customer

    def click(self) -> HttpResponse:
        """Press "betalen"."""
        return self.client.post(f"/betalen/{self.order.access_key}/")  # type: ignore[return-value]

    def start(self) -> Attempt:
        """Press it and end at Stripe; the attempt."""
        response = self.click()
        assert response.status_code == 303, response.status_code
        attempt = self.attempts()[-1]
        assert response.headers["Location"] == attempt.payment_url
        return attempt

    def come_back(self, reference: str) -> HttpResponse:
        """The success page."""
        address = f"/betalen/{self.order.access_key}/terug/"
        return self.client.get(address, {"session_id": reference})  # type: ignore[return-value]

    def paid(self, method: Any = "ideal") -> Attempt:
        """A payment that Stripe and we agree on; its webhooks are gone."""
        attempt = self.start()
        self.sandbox.pay(attempt.provider_reference, method)
        self.sandbox.take_webhooks()
        attempt = sync_attempt(attempt=attempt.pk)
        self.run_jobs()
        return attempt

    # Stripe

    def deliver(self, webhooks: Sequence[SignedWebhook] | None = None) -> list[int]:
        """Deliver these webhooks, or all that wait, and do what they ask; the statuses."""
        taken = self.sandbox.take_webhooks() if webhooks is None else webhooks
        statuses = [send(self.client, webhook).status_code for webhook in taken]
        self.run_jobs()
        return statuses

    def signed(self, kind: str) -> SignedWebhook:
        """The one event of this kind, as Stripe sends it."""
        [event] = self.sandbox.events(kind)
        return self.sandbox.sign(event["id"])

    def post(self, body: bytes, signature: str = "") -> int:
        """Anybody may send us anything; the status."""
        headers = {"Stripe-Signature": signature} if signature else {}
        response: Any = self.client.post(WEBHOOK, body, content_type="application/json", headers=headers)
        return int(response.status_code)

    def asked(self, path: str, method: str = "POST") -> list[Any]:
        """The requests that Stripe saw."""
        return [seen for seen in self.sandbox.requests if (seen.method, seen.path) == (method, path)]

    def post_signed(self, body: str) -> int:
        """Whatever it says, Stripe's secret signed it; the status."""
        return self.post(body.encode(), WebhookSignature.generate_signature_header(body, self.sandbox.webhook_secret))

    # What we wrote down

    def state(self) -> str:
        """How the order stands."""
        self.order.refresh_from_db()
        return str(self.order.status)

    def attempts(self) -> list[Attempt]:
        return list(self.order.attempts.order_by("number"))

    def attempt_states(self) -> list[str]:
        return [attempt.status for attempt in self.attempts()]

    def exceptions(self) -> list[str]:
        return list(Discrepancy.objects.order_by("pk").values_list("kind", flat=True))

    def inbox(self) -> set[str]:
        return set(InboxEvent.objects.values_list("state", flat=True))

    def written(self, action: str) -> int:
        """How often a line stands in the history of the order."""
        lines = ModelLogEntry.objects.filter(action=f"betalingen.{action}", object_id=str(self.order.pk))
        return int(lines.count())

    def mails(self) -> int:
        return Message.objects.count()

    @contextmanager
    def later(self, **span: float) -> Iterator[None]:
        """The same, some time from now; Stripe lives in this process and sees it too."""
        with time_machine.travel(timezone.now() + timedelta(**span), tick=True):
            yield


@pytest.fixture
def drill(
    client: Client,
    sandbox: Sandbox,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    run_jobs: RunJobs,
    caplog: pytest.LogCaptureFixture,
    db: None,
) -> Drill:
    client.raise_request_exception = False  # as for Stripe: an exception is a 500
    caplog.set_level(logging.INFO)
    return Drill(client, sandbox, settings, monkeypatch, run_jobs, caplog)
