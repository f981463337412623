"""What every part of the sandbox shares: the store, the clock, the faults, and the log of events."""

import json
import threading
import time
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from betalingen.sandbox import objects_balance
from betalingen.sandbox.clock import Clock
from betalingen.sandbox.errors import Json, resource_missing
from betalingen.sandbox.faults import ON_DELIVERY, FaultKind, Faults
from betalingen.sandbox.store import PRIVATE, Store, public

# Which API request causes the events that are made meanwhile; an event says so, and says null for a buyer's click.
current_request: ContextVar[Json | None] = ContextVar("current_request", default=None)


class NotPossible(ValueError):
    """The object is not in a state that allows this, for example paying an expired session."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """`webhook_url` None keeps the webhooks until a test takes them; seconds of None mean: only by hand."""

    webhook_url: str | None = None
    webhook_secret: str = "whsec_sandbox"  # noqa: S105 - signs demo events on loopback only
    enabled_events: Sequence[str] = ("*",)
    site_name: str = "Vakwerk"
    settle_after: int | None = None


@dataclass(frozen=True, kw_only=True)
class Timer:
    """At `due` (seconds, sandbox clock) the `action` happens to the object, see timers.py."""

    seq: int
    due: int
    action: str
    object_id: str


@dataclass
class State:
    store: Store
    settings: Settings
    clock: Clock = field(default_factory=Clock)
    faults: Faults = field(default_factory=Faults)
    base_url: str = ""
    holding: bool = False
    # Delivery id -> when its next attempt may be, on the clock of time.monotonic(); absent means at once.
    not_before: dict[int, float] = field(default_factory=dict)
    stopping: threading.Event = field(default_factory=threading.Event)

    def require(self, kind: str, object_id: str, *, param: str) -> Json:
        """The object, or Stripe's `resource_missing`."""
        found = self.store.get(object_id, kind=kind)
        if found is None:
            raise resource_missing(kind, object_id, param=param)
        return found

    def known(self, object_id: str) -> Json:
        """An object that another object refers to, so it must be there."""
        found = self.store.get(object_id)
        if found is None:
            raise LookupError(object_id)
        return found

    def emit(self, kind: str, subject: Json, *, previous: Json | None = None) -> None:
        """Log an event about `subject` and queue its deliveries, in the transaction of the change itself."""
        if self.faults.strike({FaultKind.EVENT_NEVER_MADE}, kind):
            return
        wanted = any(fnmatchcase(kind, pattern) for pattern in self.settings.enabled_events)
        event = objects_balance.event(
            kind=kind,
            data=public(subject),
            previous=previous,
            request=current_request.get() or {"id": None, "idempotency_key": None},
            created=self.clock.now(),
            pending_webhooks=int(wanted),
        )
        self.store.add({**event, PRIVATE: {"delivered": not wanted}})
        if wanted:
            self._queue_deliveries(event["id"], kind)

    def _queue_deliveries(self, event_id: str, kind: str) -> None:
        fault = self.faults.strike(ON_DELIVERY, kind)
        status = "held" if self.holding else "pending"
        match fault:
            case None:
                self.queue_delivery(event_id, kind, status)
            case _ if fault.kind is FaultKind.WEBHOOK_LOST:
                self.queue_delivery(event_id, kind, "lost")
            case _ if fault.kind is FaultKind.WEBHOOK_TWICE:
                self.queue_delivery(event_id, kind, status)
                self.queue_delivery(event_id, kind, status)
            case _:
                late = self.queue_delivery(event_id, kind, status)
                self.not_before[late] = time.monotonic() + fault.seconds

    def queue_delivery(self, event_id: str, kind: str, status: str) -> int:
        return self.store.run(
            "INSERT INTO deliveries (event_id, event_type, status) VALUES (?, ?, ?)", (event_id, kind, status)
        )

    def set_timer(self, action: str, object_id: str, *, due: int) -> None:
        self.store.run("INSERT INTO timers (due, action, object_id) VALUES (?, ?, ?)", (due, action, object_id))

    def rung_timers(self) -> list[Timer]:
        """The timers whose moment has come by the sandbox clock, in their order."""
        rows = self.store.rows("SELECT * FROM timers WHERE due <= ? ORDER BY due, seq", (self.clock.now(),))
        return [Timer(**dict(row)) for row in rows]

    def reply(self, key: str) -> tuple[str, str, int, Json] | None:
        """(endpoint, parameters, status, body) that was answered under this idempotency key."""
        found = self.store.rows("SELECT endpoint, params, status, body FROM replies WHERE key = ?", (key,))
        if not found:
            return None
        return found[0]["endpoint"], found[0]["params"], found[0]["status"], json.loads(found[0]["body"])

    def keep_reply(self, key: str, endpoint: str, params: str, status: int, body: Json) -> None:
        self.store.run(
            "INSERT INTO replies (key, endpoint, params, status, body, created) VALUES (?, ?, ?, ?, ?, ?)",
            (key, endpoint, params, status, json.dumps(body), self.clock.now()),
        )

    def forget_replies(self, *, before: int) -> None:
        if self.store.rows("SELECT 1 FROM replies WHERE created < ? LIMIT 1", (before,)):
            self.store.run("DELETE FROM replies WHERE created < ?", (before,))
