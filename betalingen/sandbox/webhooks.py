"""Signs events as Stripe does and delivers them in the background, again and again until the site says 2xx."""

import hmac
import http.client
import json
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from betalingen.sandbox.errors import Json
from betalingen.sandbox.state import State
from betalingen.sandbox.store import PRIVATE, public

DeliveryStatus = Literal["pending", "delivered", "failed", "held", "lost"]

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_ANSWER_WITHIN = 10.0


@dataclass(frozen=True, kw_only=True)
class SignedWebhook:
    """What Stripe would POST: `body` with the header `Stripe-Signature: <signature>`."""

    event_id: str
    event_type: str
    body: bytes
    signature: str


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """`answer` is the last HTTP status or the connection error."""

    id: int
    event_id: str
    event_type: str
    status: DeliveryStatus
    attempts: int
    answer: str


def sign(event: Json, secret: str, *, signed_at: int | None = None) -> SignedWebhook:
    """Signed with the host's time, not the sandbox clock: receivers compare with theirs."""
    body = json.dumps(public(event), indent=2).encode()
    timestamp = int(time.time()) if signed_at is None else signed_at
    digest = hmac.digest(secret.encode(), b"%d.%s" % (timestamp, body), "sha256").hex()
    return SignedWebhook(
        event_id=event["id"], event_type=event["type"], body=body, signature=f"t={timestamp},v1={digest}"
    )


def check_address(url: str) -> None:
    """Raises ValueError for an address outside this machine: demo events must not leave it."""
    address = urlsplit(url)
    if address.scheme != "http" or address.hostname not in _LOOPBACK:
        raise ValueError(f"The sandbox only delivers webhooks to this machine over http, not to {url}")


def listed(state: State, status: DeliveryStatus | None = None) -> list[Delivery]:
    """Deliveries, oldest first."""
    rows = state.store.rows("SELECT * FROM deliveries WHERE ? IS NULL OR status = ? ORDER BY id", (status, status))
    return [Delivery(**dict(row)) for row in rows]


def under_way(state: State) -> int:
    """How many deliveries are waiting for their first or next attempt."""
    count: int = state.store.rows("SELECT count(*) FROM deliveries WHERE status = 'pending'")[0][0]
    return count


def release(state: State, *, newest_first: bool = False) -> None:
    """Let the held deliveries go, in order or the other way round; later events are held no more."""
    with state.store.transaction():
        held = listed(state, "held")
        # They go out in the order of their ids, so each gets a new one.
        for delivery in reversed(held) if newest_first else held:
            state.store.run("DELETE FROM deliveries WHERE id = ?", (delivery.id,))
            state.queue_delivery(delivery.event_id, delivery.event_type, "pending")
        state.holding = False


def lose(state: State, delivery_id: int) -> None:
    """This delivery never arrives."""
    state.store.run(
        "UPDATE deliveries SET status = 'lost' WHERE id = ? AND status IN ('pending', 'held')", (delivery_id,)
    )


def mark_delivered(state: State, delivery: Delivery, *, answer: str) -> None:
    with state.store.transaction():
        state.store.run(
            "UPDATE deliveries SET status = 'delivered', attempts = attempts + 1, answer = ? WHERE id = ?",
            (answer, delivery.id),
        )
        event = state.known(delivery.event_id)
        if not event[PRIVATE]["delivered"]:
            state.store.save({**event, "pending_webhooks": 0, PRIVATE: {"delivered": True}})


class Dispatcher:
    """One background thread; `retry_delays` are the seconds before each further attempt."""

    def __init__(self, state: State, url: str, retry_delays: Sequence[float]) -> None:
        self._state = state
        self._address = urlsplit(url)
        self._retry_delays = retry_delays
        self._changed = threading.Condition()
        self._dirty = True
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="stripe-sandbox-webhooks", daemon=True)

    def start(self) -> None:
        self._state.store.after_commit(self.wake)
        self._thread.start()

    def stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join()

    def wake(self) -> None:
        with self._changed:
            self._dirty = True
            self._changed.notify_all()

    def _run(self) -> None:
        while not self._stopping:
            with self._changed:
                self._dirty = False
            delivery, wait = self._next()
            if delivery is not None:
                self._attempt(delivery)
                continue
            with self._changed:
                if not self._dirty and not self._stopping:
                    self._changed.wait(wait)

    def _next(self) -> tuple[Delivery | None, float | None]:
        """The first delivery that is due, or the seconds until one will be."""
        pending = self._state.store.rows("SELECT * FROM deliveries WHERE status = 'pending' ORDER BY id")
        # Asked after the rows: one that was just stored has by now said how long it waits.
        not_before, now = dict(self._state.not_before), time.monotonic()
        for row in pending:
            if not_before.get(row["id"], now) <= now:
                return Delivery(**dict(row)), None
        waiting = [not_before[row["id"]] for row in pending]
        return None, min(waiting) - now if waiting else None

    def _attempt(self, delivery: Delivery) -> None:
        event = self._state.known(delivery.event_id)
        answer = self._post(sign(event, self._state.settings.webhook_secret))
        if answer.isdecimal() and 200 <= int(answer) < 300:
            self._state.not_before.pop(delivery.id, None)
            mark_delivered(self._state, delivery, answer=answer)
            return
        given_up = delivery.attempts >= len(self._retry_delays)
        if given_up:
            self._state.not_before.pop(delivery.id, None)
        else:
            self._state.not_before[delivery.id] = time.monotonic() + self._retry_delays[delivery.attempts]
        self._state.store.run(
            "UPDATE deliveries SET status = ?, attempts = attempts + 1, answer = ? WHERE id = ? AND status = 'pending'",
            ("failed" if given_up else "pending", answer, delivery.id),
        )

    def _post(self, webhook: SignedWebhook) -> str:
        """The HTTP status, or the name of what went wrong underway."""
        host, port = self._address.hostname or "", self._address.port or 80
        connection = http.client.HTTPConnection(host, port, timeout=_ANSWER_WITHIN)
        path = self._address.path + (f"?{self._address.query}" if self._address.query else "")
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
            "Stripe-Signature": webhook.signature,
        }
        try:
            connection.request("POST", path or "/", body=webhook.body, headers=headers)
            return str(connection.getresponse().status)
        except (OSError, http.client.HTTPException) as problem:
            return type(problem).__name__
        finally:
            connection.close()
