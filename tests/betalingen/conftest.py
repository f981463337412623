"""The real SDK against the real sandbox over HTTP, and the shortest way to an order."""

import os
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings
from stripe import HTTPClient
from wagtail.models import Site

from betalingen.api import Customer, LineRequest, OrderView, VatCategory, VatTerms, place_order, price_of
from betalingen.models import Attempt, Order
from betalingen.sandbox import Sandbox, SignedWebhook
from cms.models import AcademySettings

WEBHOOK = "/betalen/stripe/webhook/"
VAT = VatTerms(VatCategory.STANDARD, rate=Decimal(21), label="21 % btw")


# Needs the internet, so only who has a key of Stripe's test mode runs it.
collect_ignore = [] if os.environ.get("STRIPE_TEST_KEY") else ["test_stripe_itself.py"]

RunJobs = Callable[..., list[str]]


@pytest.fixture
def sandbox(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A Stripe of this test alone; its webhooks wait until the test takes them. The SDK tries again without waiting."""
    monkeypatch.setattr(HTTPClient, "INITIAL_DELAY", 0.01)
    with Sandbox() as sandbox:
        settings.STRIPE_API_BASE = sandbox.url
        settings.STRIPE_SECRET_KEY = "rk_test_of_this_test"
        settings.STRIPE_WEBHOOK_SECRETS = [sandbox.webhook_secret]
        yield sandbox


def place(**changes: Any) -> OrderView:
    """An order of € 1.875,50: 1.550,00 and 21 % VAT."""
    values: dict[str, Any] = {
        "reference": "test:1",
        "title": "Leernetwerk HRM",
        "customer": Customer(name="Gemeente Lindewaard", email="facturen@lindewaard.example"),
        "lines": [LineRequest(description="Leernetwerk HRM", quantity=1, price=price_of(155_000, vat=VAT))],
        "provider": "stripe",
        "language": "nl",
        **changes,
    }
    return place_order(**values)


@pytest.fixture
def order(db: None) -> Order:
    """An open order of € 1.875,50, to be paid online."""
    return Order.objects.get(pk=place().pk)


def send(client: Client, webhook: SignedWebhook) -> HttpResponse:
    """Deliver a webhook as Stripe would."""
    return client.post(  # type: ignore[return-value]
        WEBHOOK, webhook.body, content_type="application/json", headers={"Stripe-Signature": webhook.signature}
    )


def deliver(client: Client, sandbox: Sandbox, run_jobs: RunJobs) -> list[int]:
    """Deliver every waiting webhook and do what it asks; the statuses."""
    statuses = [send(client, webhook).status_code for webhook in sandbox.take_webhooks()]
    run_jobs()
    return statuses


def start(client: Client, order: Order) -> Attempt:
    """Click on the button; the attempt that leads to."""
    response = client.post(f"/betalen/{order.access_key}/")
    assert response.status_code == 303
    attempt = order.attempts.order_by("-number")[0]
    assert response.headers["Location"] == attempt.payment_url
    return attempt


def sell() -> AcademySettings:
    """Give the academy the details that the law wants of a seller on an invoice."""
    settings: AcademySettings = AcademySettings.for_site(Site.objects.get(is_default_site=True))
    settings.legal_name = "Stichting Vakwerk Academie"
    settings.street, settings.postcode, settings.city = "Parklaan 8", "3511 AB", "Utrecht"
    settings.kvk_number, settings.vat_number, settings.iban = "27312152", "NL123456782B90", "NL91 ABNA 0417 1643 00"
    settings.email = "administratie@vakwerk.example"
    settings.save()
    return settings


@pytest.fixture
def academy(db: None) -> AcademySettings:
    """An academy that may send invoices."""
    return sell()
