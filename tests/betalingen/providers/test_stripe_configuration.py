import io

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from pytest_django import Settings

from betalingen.providers.stripe.configuration import Configuration, is_loopback, problems_of
from betalingen.sandbox import FaultKind, Sandbox

RIGHT = {"secret_key": "rk_test_1", "webhook_secrets": ("whsec_1",), "api_base": ""}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"secret_key": ""}, "STRIPE_SECRET_KEY is missing."),
        ({"secret_key": "pk_test_1"}, "STRIPE_SECRET_KEY is no secret or restricted key."),
        ({"webhook_secrets": ()}, "STRIPE_WEBHOOK_SECRETS is empty."),
        ({"webhook_secrets": ("whsec_1", "geheim")}, "STRIPE_WEBHOOK_SECRETS is malformed."),
        ({"api_base": "http://stripe.example.org"}, "STRIPE_API_BASE is not on this machine."),
        ({"api_base": "http://127.0.0.1:1", "secret_key": "sk_live_1"}, "STRIPE_SECRET_KEY is a live key."),
    ],
)
def test_what_cannot_work_is_said(changes: dict[str, object], message: str) -> None:
    [problem] = problems_of(Configuration(**{**RIGHT, **changes}), is_demo=False)  # type: ignore[arg-type]

    assert problem.message == message


@pytest.mark.parametrize("key", ["rk_test_1", "sk_test_1", "rk_live_1", "sk_live_1"])
def test_what_works(key: str) -> None:
    assert problems_of(Configuration(**{**RIGHT, "secret_key": key}), is_demo=False) == []  # type: ignore[arg-type]


def test_the_demo_takes_no_real_money() -> None:
    live = Configuration(secret_key="rk_live_1", webhook_secrets=("whsec_1",), api_base="")

    assert [problem.message for problem in problems_of(live, is_demo=True)] == ["STRIPE_SECRET_KEY is a live key."]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("http://127.0.0.1:12111", True),
        ("http://[::1]:12111", True),
        ("https://127.0.0.1:12111", False),
        ("http://localhost:12111", False),
        ("http://127.0.0.1.example.org", False),
        ("http://10.0.0.1", False),
        ("http://127.0.0.1:x", False),
        ("", False),
    ],
)
def test_loopback(address: str, found: bool) -> None:  # noqa: FBT001  # a table
    assert is_loopback(address) is found


def test_the_site_does_not_start_without_webhook_secret(settings: Settings) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = []

    with pytest.raises(ImproperlyConfigured, match="Plugin 'stripe': STRIPE_WEBHOOK_SECRETS is empty"):
        apps.get_app_config("betalingen_stripe").ready()


def test_check_against_stripe(settings: Settings) -> None:
    url = "http://127.0.0.1:9/betalen/stripe/webhook/"
    settings.SITE_URL = "http://127.0.0.1:9"
    with Sandbox(webhook_url=url) as sandbox:
        settings.STRIPE_API_BASE, settings.STRIPE_SECRET_KEY = sandbox.url, "rk_test_1"
        settings.STRIPE_WEBHOOK_SECRETS = [sandbox.webhook_secret]
        out = io.StringIO()
        call_command("stripe", "check", stdout=out)

        lines = out.getvalue().splitlines()
        assert [line[:5] for line in lines] == ["ok   "] * len(lines)
        assert "ok    its API version: 2026-10-28.endive (ours: 2026-10-28.endive)" in lines

        sandbox.fault(FaultKind.FORBIDDEN, on="GET /v1/refunds")
        settings.SITE_URL = "https://www.example.org"
        out = io.StringIO()
        with pytest.raises(CommandError, match="2 things are not as they must be"):
            call_command("stripe", "check", stdout=out)

    assert "WRONG Refunds: PermissionError 403" in out.getvalue()
    assert "WRONG webhook endpoint: none leads to https://www.example.org/betalen/stripe/webhook/" in out.getvalue()


def test_health(sandbox: Sandbox) -> None:
    config = apps.get_app_config("betalingen_stripe")
    assert config.health() == []  # type: ignore[attr-defined]

    sandbox.fault(FaultKind.UNAUTHORIZED)
    [problem] = config.health()  # type: ignore[attr-defined]
    assert problem.message == "Stripe does not answer as it must: AuthenticationError 401."
