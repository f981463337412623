"""Ids with the prefixes and lengths of Stripe's, so that nothing downstream can depend on ours being shorter."""

import secrets
import string

_ALPHABET = string.ascii_letters + string.digits


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def new_id(prefix: str) -> str:
    """`new_id("pi")` gives `pi_3Q...` with 24 random characters."""
    return f"{prefix}_{_random(24)}"


def new_session_id() -> str:
    """Sessions carry their mode, and are long because the id is the only key to the payment page."""
    return f"cs_test_a1{_random(58)}"


def new_request_id() -> str:
    return f"req_{_random(14)}"
