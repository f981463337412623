"""Faults 47 to 52: rounding, what Stripe must not do, clocks, the demo, and the logs."""

import io
import logging
import os
import re
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.utils import timezone

from betalingen.api import Customer, LineRequest, VatCategory, VatTerms, price_of
from betalingen.models import Attempt, InboxEvent, Order
from betalingen.providers.stripe.health import problems
from betalingen.queries.movements import Period, totals
from tests.betalingen.conftest import place
from tests.betalingen.drill.conftest import Drill
from tests.project.test_settings import production

VAT = VatTerms(VatCategory.STANDARD, rate=Decimal(21), label="21 % btw")


def test_fault_47_half_a_cent(drill: Drill) -> None:
    """3 x 3,50 is 10,50; 21 % of that is 2,205, so 2,21: a total of 12,71 that does not divide by three."""
    line = LineRequest(description="Werkboek", quantity=3, price=price_of(350, vat=VAT))
    drill.order = Order.objects.get(pk=place(reference="test:2", lines=[line]).pk)
    assert (drill.order.total_cents, drill.order.vat_cents) == (1_271, 221)

    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference)
    drill.deliver()

    [session] = drill.sandbox.sessions()
    [paid] = drill.attempts()
    assert (session["amount_total"], paid.received_cents, paid.vat_cents) == (1_271, 1_271, 221)
    assert (drill.state(), drill.exceptions()) == ("paid", [])


def test_fault_48_nothing_at_stripe_changes_the_total(drill: Drill) -> None:
    drill.start()

    [asked] = drill.asked("/v1/checkout/sessions")
    off = {"adaptive_pricing": {"enabled": "false"}, "allow_promotion_codes": "false"}
    assert off.items() <= asked.params.items()
    assert asked.params["automatic_tax"] == {"enabled": "false"}
    assert asked.params["line_items"]["0"]["price_data"]["tax_behavior"] == "inclusive"
    assert not asked.params.keys() & {"optional_items", "discounts", "shipping_options", "payment_method_types"}


def test_fault_49_empty_and_long_texts(drill: Drill) -> None:
    line = LineRequest(description="x" * 255, quantity=1, price=price_of(155_000, vat=VAT))
    customer = Customer(name="Gemeente Lindewaard", email="")
    drill.settings.SITE_URL = "http://127.0.0.1/" + "x" * 600
    placed = place(reference="test:2", lines=[line], customer=customer, title="y" * 200)
    drill.order = Order.objects.get(pk=placed.pk)

    drill.start()

    [asked] = drill.asked("/v1/checkout/sessions")
    assert "customer_email" not in asked.params
    assert {name: len(value) for name, value in asked.params["metadata"].items()} == {
        "attempt": 36,
        "order": len(drill.order.number),
        "site": 500,
    }


def test_fault_50_our_clock_is_behind(drill: Drill) -> None:
    drill.sandbox.skip_time(240)

    [told] = [problem.message for problem in problems()] or [""]
    assert re.fullmatch(r"The clock differs 2[34]\d s from Stripe's\.", told)
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("stripe", "check", stdout=out)
    assert re.search(r"WRONG clock: 2[34]\d s apart", out.getvalue())
    # Stripe wants 30 minutes at least, by its own clock.
    assert drill.start().number == 1


def test_fault_51_the_demo_in_production(drill: Drill) -> None:
    with pytest.raises(ImproperlyConfigured, match="STRIPE_API_BASE must not be set"):
        production(drill.patch, STRIPE_API_BASE=drill.sandbox.url)
    drill.settings.STRIPE_SECRET_KEY = "rk_live_1"
    with pytest.raises(ImproperlyConfigured, match="live key"):
        apps.get_app_config("betalingen_stripe").ready()
    # What was paid with play money stays out of the books.
    drill.settings.STRIPE_SECRET_KEY = "rk_test_1"
    assert drill.paid().is_demo
    today = timezone.localdate()
    assert totals(Period(first_day=today, last_day=today)).count == 0
    drill.settings.DEMO = True
    assert totals(Period(first_day=today, last_day=today)).count == 1


def test_fault_52_the_log_keeps_secrets(drill: Drill) -> None:
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference)
    real = drill.signed("checkout.session.completed")
    drill.post(real.body, real.signature.replace("v1=", "v1=0"))
    drill.deliver()
    # A session that this key cannot see: Stripe's sentence repeats its id, which opens the payment page.
    hidden = "cs_test_bearer"
    Attempt.objects.update(status="created", provider_reference=hidden, payment_url="")
    Order.objects.update(status="open")
    assert drill.click().status_code == 503
    assert drill.come_back(hidden).status_code == 200

    assert any("cannot be paid now" in line for line in drill.log.messages)
    secrets = [
        hidden,
        attempt.provider_reference,
        attempt.payment_url,
        drill.order.email,
        drill.settings.STRIPE_SECRET_KEY,
        drill.sandbox.webhook_secret,
        real.signature,
        "amount_total",
    ]
    assert [secret for secret in secrets if secret in drill.log.text] == []
    assert "STRIPE_LOG" not in os.environ
    assert logging.getLogger("stripe").getEffectiveLevel() == logging.WARNING
    # Of a message only references are kept, so there is no body to purge.
    columns = {field.name for field in InboxEvent._meta.fields}
    assert not columns & {"body", "payload", "headers", "signature"}
