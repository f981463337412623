"""What can go wrong at Stripe, on demand.

A fault waits until something happens that it is about, strikes `times` times and is gone. API faults look at the
request line ("POST /v1/checkout/sessions", shell wildcards allowed), webhook faults at the type of the event.
"""

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any


class FaultKind(StrEnum):
    """Each value is also its name in `POST /sandbox/faults`."""

    # Requests to the API
    DROP_BEFORE = "drop_before"  # the connection breaks and nothing was done
    DROP_AFTER_COMMIT = "drop_after_commit"  # the object was made, the answer is lost
    SLOW = "slow"  # the object is made at once, the answer comes after `seconds`, or when the faults are cleared
    SERVER_ERROR = "server_error"  # 500, nothing done, not kept under the idempotency key
    SAVED_SERVER_ERROR = "saved_server_error"  # 500, nothing done, replayed for the same key during 24 hours
    SAVED_SERVER_ERROR_AFTER_COMMIT = "saved_server_error_after_commit"  # the same, and yet the object was made
    RATE_LIMIT = "rate_limit"  # 429 without a hint: the SDK does not retry
    RATE_LIMIT_RETRY = "rate_limit_retry"  # 429 with Stripe-Should-Retry: true
    BAD_GATEWAY = "bad_gateway"  # 502 with a page of HTML
    UNAUTHORIZED = "unauthorized"  # 401: the key was rolled
    FORBIDDEN = "forbidden"  # 403: the restricted key lacks this permission
    # What is made
    WRONG_AMOUNT = "wrong_amount"  # the new session asks `amount` cents more (or, negative, less) than the lines say
    WRONG_CURRENCY = "wrong_currency"  # the new session is in dollars
    FEE_LATER = "fee_later"  # the charge has no balance_transaction until `seconds` later (0: until fill_fees())
    REFUND_PENDING = "refund_pending"  # the refund stays pending until settle_refund()
    # Webhooks
    WEBHOOK_LOST = "webhook_lost"  # the event exists, its delivery never comes
    WEBHOOK_TWICE = "webhook_twice"  # the same event is delivered two times
    WEBHOOK_LATE = "webhook_late"  # delivered `seconds` later, so after younger events
    EVENT_NEVER_MADE = "event_never_made"  # not even the list of events knows it


AT_THE_DOOR = frozenset(
    {
        FaultKind.DROP_BEFORE,
        FaultKind.SERVER_ERROR,
        FaultKind.RATE_LIMIT,
        FaultKind.RATE_LIMIT_RETRY,
        FaultKind.BAD_GATEWAY,
        FaultKind.UNAUTHORIZED,
        FaultKind.FORBIDDEN,
    }
)
AFTER_COMMIT = frozenset({FaultKind.DROP_AFTER_COMMIT, FaultKind.SLOW})
SAVED = frozenset({FaultKind.SAVED_SERVER_ERROR, FaultKind.SAVED_SERVER_ERROR_AFTER_COMMIT})
ON_DELIVERY = frozenset({FaultKind.WEBHOOK_LOST, FaultKind.WEBHOOK_TWICE, FaultKind.WEBHOOK_LATE})


@dataclass(frozen=True, kw_only=True)
class Fault:
    kind: FaultKind
    on: str = "*"
    times: int = 1
    seconds: float = 1.0
    amount: int = -100

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Fault":
        """Raises ValueError with a sentence for people when a value is unknown or of the wrong type."""
        unknown = set(values) - {"kind", "on", "times", "seconds", "amount"}
        if unknown:
            raise ValueError(f"Unknown key: {', '.join(sorted(unknown))}")
        if values.get("kind") not in set(FaultKind):
            raise ValueError(f"kind must be one of {', '.join(FaultKind)}")
        for name, kinds in (("on", str), ("times", int), ("seconds", (int, float)), ("amount", int)):
            if name in values and (not isinstance(values[name], kinds) or isinstance(values[name], bool)):
                raise ValueError(f"{name} is of the wrong type")
        return cls(**{**values, "kind": FaultKind(values["kind"])})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


class Faults:
    """The faults that still wait for their moment, in the order in which they were set."""

    def __init__(self) -> None:
        self.cleared = threading.Event()  # set by the next `clear`
        self._waiting: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        """Nothing goes wrong any more: what is being held up goes on at once."""
        with self._lock:
            self._waiting.clear()
            self.cleared.set()
            self.cleared = threading.Event()

    def waiting(self) -> list[Fault]:
        with self._lock:
            return list(self._waiting)

    def strike(self, kinds: frozenset[FaultKind] | set[FaultKind], subject: str = "") -> Fault | None:
        """The first waiting fault of these kinds that is about `subject`; it has one turn less now."""
        with self._lock:
            for place, fault in enumerate(self._waiting):
                if fault.kind in kinds and fnmatchcase(subject, fault.on):
                    if fault.times > 1:
                        self._waiting[place] = replace(fault, times=fault.times - 1)
                    else:
                        del self._waiting[place]
                    return fault
        return None
