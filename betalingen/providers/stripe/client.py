"""The SDK's client as we want it, and its errors in the words of the contract."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from stripe import (
    APIConnectionError,
    APIError,
    AuthenticationError,
    IdempotencyError,
    RateLimitError,
    RequestsClient,
    StripeClient,
    StripeError,
)
from stripe import (
    PermissionError as NotPermitted,
)

from betalingen.api import ProviderUnavailable, RequestRefused
from betalingen.providers.stripe.configuration import Configuration

API_VERSION: Final = "2026-10-28.endive"
"""The version this code was read against; events of another version are only a reason to look."""

TIMEOUT: Final = (3.05, 10.0)  # seconds to connect and to read; the SDK would wait 80


def stripe_client(configuration: Configuration) -> StripeClient:
    """A client that retries lost connections under the same idempotency key."""
    base = {"api": configuration.api_base} if configuration.api_base else {}
    return StripeClient(
        configuration.secret_key,
        stripe_version=API_VERSION,
        max_network_retries=2,
        http_client=RequestsClient(timeout=TIMEOUT),
        base_addresses=base,  # type: ignore[arg-type]  # a TypedDict of known addresses
    )


@contextmanager
def our_errors() -> Iterator[None]:
    """Turn the SDK's errors into those of the contract, without the text of Stripe: it may repeat what a customer typed,
    and errors end in logs."""
    try:
        yield
    except (APIConnectionError, RateLimitError, AuthenticationError, NotPermitted) as error:
        raise ProviderUnavailable(describe(error)) from None
    except IdempotencyError as error:
        # Another request under this key is being handled, or the key was used with other parameters.
        raise ProviderUnavailable(describe(error)) from None
    except APIError as error:
        raise ProviderUnavailable(describe(error)) from None
    except StripeError as error:
        raise RequestRefused(describe(error)) from None


def describe(error: StripeError) -> str:
    """Kind, HTTP status and code: enough to act on, nothing personal."""
    parts = [type(error).__name__, error.http_status, error.code]
    return " ".join(str(part) for part in parts if part)
