"""What goes wrong, and how often: one throw per step of somebody's story."""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from betalingen.sandbox import Sandbox

SESSIONS, REFUNDS = "POST /v1/checkout/sessions", "POST /v1/refunds"
LOOKING = "GET *"

Throw = Callable[[random.Random], dict[str, Any]]


def _of_api(kind: str, *, most: int = 1) -> Throw:
    """A fault of an answer; with three in a row the SDK gives up too."""

    def throw(chance: random.Random) -> dict[str, Any]:
        return {"kind": kind, "on": chance.choice([SESSIONS, REFUNDS, LOOKING]), "times": chance.randint(1, most)}

    return throw


def _on(kind: str, on: str = "*", **details: Any) -> Throw:
    return lambda _chance: {"kind": kind, "on": on, **details}


FAULTS: list[tuple[int, Throw]] = [
    (6, _of_api("drop_before", most=3)),
    (8, _of_api("drop_after_commit", most=3)),
    (6, _of_api("server_error", most=3)),
    (6, _of_api("bad_gateway", most=3)),
    (5, _of_api("rate_limit")),
    (4, _of_api("rate_limit_retry")),
    (2, _of_api("unauthorized")),
    (2, _of_api("forbidden")),
    (3, _on("saved_server_error", SESSIONS)),
    (3, _on("saved_server_error_after_commit", SESSIONS)),
    (2, _on("saved_server_error", REFUNDS)),
    (3, _on("saved_server_error_after_commit", REFUNDS)),
    (3, _on("slow", seconds=0.3)),
    (3, _on("wrong_amount", amount=-100)),
    (2, _on("wrong_amount", amount=250)),
    (8, _on("fee_later", seconds=0)),
    (8, _on("refund_pending")),
    (12, _on("webhook_lost")),
    (14, _on("webhook_twice")),
    (10, _on("webhook_late", seconds=2)),
    (10, _on("event_never_made")),
]


class Trouble:
    """Throws a fault now and then; `thrown` counts them."""

    def __init__(self, sandbox: Sandbox, chance: random.Random) -> None:
        self._sandbox = sandbox
        self._chance = chance
        self.thrown: Counter[str] = Counter()

    def perhaps(self, share: float) -> None:
        """One fault, in that share of the cases."""
        if self._chance.random() >= share:
            return
        [throw] = self._chance.choices([throw for _, throw in FAULTS], [weight for weight, _ in FAULTS])
        fault = throw(self._chance)
        self.thrown[fault["kind"]] += 1
        self._sandbox.fault(**fault)
