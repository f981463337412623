"""The first steps with Stripe itself, in its test mode: collected only when STRIPE_TEST_KEY holds a test key, because it needs
the internet. What a person has to do on Stripe's page is left out; the local sandbox plays that."""

import datetime as dt
import io
import os

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from betalingen.actions.import_balance import import_balance
from betalingen.actions.sync_attempt import stop_attempt, sync_attempt
from betalingen.models import Order
from betalingen.providers.stripe.provider import StripeProvider
from tests.betalingen.conftest import start

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]


@pytest.fixture(autouse=True)
def _stripe_itself(settings: Settings) -> None:
    settings.STRIPE_API_BASE, settings.STRIPE_SECRET_KEY = "", os.environ["STRIPE_TEST_KEY"]
    settings.SITE_URL = "https://www.example.org"


def test_a_session_is_made_found_and_closed(client: Client, order: Order) -> None:
    attempt = start(client, order)
    assert attempt.provider_reference.startswith("cs_test_")
    assert start(client, order) == attempt
    assert sync_attempt(attempt=attempt.pk).status == "created"
    attempt.provider_reference = attempt.payment_url = ""
    attempt.save()
    assert sync_attempt(attempt=attempt.pk).provider_reference.startswith("cs_test_")

    assert stop_attempt(attempt=attempt.pk).status == "expired"


def test_lists_can_be_read() -> None:
    provider, since = StripeProvider(), timezone.now() - dt.timedelta(days=30)

    for report in provider.payouts(since):
        assert provider.look_up_payout(report.reference) == report
    assert provider.look_up_payout("po_nobody") is None
    assert len(list(provider.disputes(since))) >= 0
    import_balance(provider="stripe")


def test_the_check_says_what_is_wrong() -> None:
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("stripe", "check", stdout=out)

    lines = out.getvalue().splitlines()
    assert [line for line in lines if line.startswith("WRONG") and "endpoint" not in line] == []
