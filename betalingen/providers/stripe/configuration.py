"""The settings of Stripe, and what can be said about them without the network. Loaded before models exist."""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings

from cms.plugins import Problem

LIVE_KEYS = ("sk_live_", "rk_live_")
TEST_KEYS = ("sk_test_", "rk_test_")


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """`webhook_secrets` may be several, so that a secret can be replaced without missing a message."""

    secret_key: str
    webhook_secrets: tuple[str, ...]
    api_base: str

    @classmethod
    def from_settings(cls) -> Self:
        """As they hold now."""
        return cls(
            secret_key=settings.STRIPE_SECRET_KEY,
            webhook_secrets=tuple(settings.STRIPE_WEBHOOK_SECRETS),
            api_base=settings.STRIPE_API_BASE,
        )

    @property
    def is_live(self) -> bool:
        """Real money: Stripe's answers must say `livemode` too."""
        return self.secret_key.startswith(LIVE_KEYS)


def problems_of(configuration: Configuration, *, is_demo: bool) -> list[Problem]:
    """Everything that makes these settings unusable. Never repeats a key or a secret."""
    problems = []
    if not configuration.secret_key:
        problems.append(Problem("error", "STRIPE_SECRET_KEY is missing.", "Give a restricted key (rk_...)."))
    elif not configuration.secret_key.startswith(LIVE_KEYS + TEST_KEYS):
        problems.append(
            Problem("error", "STRIPE_SECRET_KEY is no secret or restricted key.", "It starts with rk_ or sk_.")
        )
    if not configuration.webhook_secrets:
        problems.append(
            Problem("error", "STRIPE_WEBHOOK_SECRETS is empty.", "Give the signing secret (whsec_...) of the endpoint.")
        )
    elif not all(secret.startswith("whsec_") for secret in configuration.webhook_secrets):
        problems.append(Problem("error", "STRIPE_WEBHOOK_SECRETS is malformed.", "Each secret starts with whsec_."))
    if configuration.api_base and not is_loopback(configuration.api_base):
        problems.append(Problem("error", "STRIPE_API_BASE is not on this machine.", "Only the loopback is allowed."))
    if configuration.is_live and (configuration.api_base or is_demo):
        problems.append(
            Problem("error", "STRIPE_SECRET_KEY is a live key.", "The demo and tests take a test key only.")
        )
    return problems


def is_loopback(address: str) -> bool:
    """True for http://127.0.0.1:12111 and http://[::1]:12111; a name could be made to point elsewhere."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "http" and ip_address(parts.hostname or "").is_loopback and (parts.port or 80) > 0
    except ValueError:
        return False
