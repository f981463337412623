"""Is everything at Stripe as it must be?"""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from stripe import StripeClient, StripeError

from betalingen.providers.stripe.balance import WITH_SOURCE
from betalingen.providers.stripe.client import API_VERSION, describe, stripe_client
from betalingen.providers.stripe.clock import MOST_SKEW, skew_of
from betalingen.providers.stripe.configuration import Configuration, problems_of
from betalingen.providers.stripe.tasks import EVENTS

Finding = tuple[bool, str]


class Command(BaseCommand):
    help = "Checks keys, permissions, webhook endpoint, API version and clock against Stripe itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["check"])

    def handle(self, *args: Any, **options: Any) -> None:  # Django's
        findings = list(_findings(Configuration.from_settings()))
        for is_right, text in findings:
            self.stdout.write(f"{'ok   ' if is_right else 'WRONG'} {text}")
        wrong = sum(not is_right for is_right, _text in findings)
        if wrong:
            raise CommandError(f"{wrong} things are not as they must be.")


def _findings(configuration: Configuration) -> Iterator[Finding]:
    problems = problems_of(configuration, is_demo=settings.DEMO)
    yield from ((False, f"{problem.message} {problem.hint}") for problem in problems)
    if problems:
        return
    mode = "live" if configuration.is_live else "test"
    kind = "restricted" if configuration.secret_key.startswith("rk_") else "secret: a restricted key is safer"
    yield True, f"key: {mode}, {kind}"
    yield True, f"webhook secrets: {len(configuration.webhook_secrets)}"
    client = stripe_client(configuration)
    yield from _permissions(client)
    yield _clock(client)
    yield from _endpoint(client)


def _permissions(client: StripeClient) -> Iterator[Finding]:
    reads: dict[str, Callable[[], object]] = {
        "Checkout Sessions": lambda: client.v1.checkout.sessions.list({"limit": 1}),
        "Refunds": lambda: client.v1.refunds.list({"limit": 1}),
        "Disputes": lambda: client.v1.disputes.list({"limit": 1}),
        "Payouts": lambda: client.v1.payouts.list({"limit": 1}),
        "Balance lines and their sources": lambda: client.v1.balance_transactions.list(
            {"limit": 1, "expand": WITH_SOURCE}
        ),
        "Events": lambda: client.v1.events.list({"limit": 1}),
    }
    for name, read in reads.items():
        try:
            read()
        except StripeError as error:
            yield False, f"{name}: {describe(error)}"
        else:
            yield True, f"{name}: may be read"


def _clock(client: StripeClient) -> Finding:
    try:
        newest = client.v1.events.list({"limit": 1})
    except StripeError as error:
        return False, f"clock: {describe(error)}"
    skew = skew_of(newest)
    return skew <= MOST_SKEW, f"clock: {skew:.0f} s apart"


def _endpoint(client: StripeClient) -> Iterator[Finding]:
    wanted = settings.SITE_URL + reverse("betalingen:webhook", args=["stripe"])
    try:
        endpoints = list(client.v1.webhook_endpoints.list({"limit": 100}).auto_paging_iter())
    except StripeError as error:
        yield False, f"webhook endpoint: {describe(error)}"
        return
    ours = [endpoint for endpoint in endpoints if urlsplit(endpoint.url)[1:3] == urlsplit(wanted)[1:3]]
    if not ours:
        yield False, f"webhook endpoint: none leads to {wanted}"
        return
    for endpoint in ours:
        missing = sorted(set(EVENTS) - set(endpoint.enabled_events)) if "*" not in endpoint.enabled_events else []
        yield endpoint.status == "enabled", f"webhook endpoint {endpoint.id}: {endpoint.status}"
        yield not missing, f"its events: {'missing ' + ', '.join(missing) if missing else 'complete'}"
        version = endpoint.api_version or "the account's default"
        yield endpoint.api_version == API_VERSION, f"its API version: {version} (ours: {API_VERSION})"
