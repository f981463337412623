"""The sandbox as one object: start it, drive it as buyer, bank and dashboard, look at what happened.

    with Sandbox(webhook_url=live_server.url + "/betalen/stripe/webhook/", webhook_secret="whsec_x") as sandbox:
        client = StripeClient("sk_test_x", base_addresses={"api": sandbox.url}, ...)
        ...
        sandbox.pay(session_id, method="ideal")
        sandbox.wait_for_deliveries()

Without `webhook_url` nothing is sent: `take_webhooks()` hands the signed requests over, to post with a test client.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from betalingen.sandbox import checkout, disputes, fees, payouts, refunds, timers, webhooks
from betalingen.sandbox.api import Api, SeenRequest
from betalingen.sandbox.checkout import Outcome
from betalingen.sandbox.disputes import Decision
from betalingen.sandbox.errors import Json
from betalingen.sandbox.faults import Fault, FaultKind, Faults
from betalingen.sandbox.objects import PaymentMethod
from betalingen.sandbox.server import Server
from betalingen.sandbox.state import Settings, State
from betalingen.sandbox.store import Filter, Store, public
from betalingen.sandbox.webhooks import Delivery, DeliveryStatus, Dispatcher, SignedWebhook

QUICK_RETRIES = (0.02, 0.05, 0.1, 0.2, 0.4)
# Seconds; Stripe keeps trying for three days, a demo is not that patient.
DEMO_RETRIES = (1.0, 3.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3600.0)


class Sandbox:
    """A Stripe of your own on 127.0.0.1; a context manager.

    `state` is a file that survives restarts (None: memory), `port` 0 takes a free one, `retry_delays` are the seconds
    before each redelivery, `settings` fills the rest. Every method that changes something answers the object as the
    API would show it, and raises NotPossible when the object's state does not allow it.
    """

    def __init__(
        self,
        *,
        webhook_url: str | None = None,
        webhook_secret: str = "whsec_sandbox",  # noqa: S107 - signs demo events on loopback only
        port: int = 0,
        state: Path | None = None,
        site_name: str = "Vakwerk",
        settle_after: int | None = None,
        enabled_events: Sequence[str] = ("*",),
        retry_delays: Sequence[float] = QUICK_RETRIES,
    ) -> None:
        if not webhook_secret.strip():
            raise ValueError("The webhook secret must not be empty")
        settings = Settings(
            webhook_url=webhook_url,
            webhook_secret=webhook_secret,
            enabled_events=tuple(enabled_events),
            site_name=site_name,
            settle_after=settle_after,
        )
        if webhook_url is not None:
            webhooks.check_address(webhook_url)
        self._state = State(store=Store(state), settings=settings)
        self._api = Api(self._state)
        try:
            self._server = Server(self._state, self._api, port=port)
        except OSError:
            self._state.store.close()
            raise
        self._state.base_url = self._server.url
        self._ticker = timers.Ticker(self._state)
        self._dispatcher = Dispatcher(self._state, webhook_url, retry_delays) if webhook_url is not None else None

    def start(self) -> None:
        checkout.move_pages(self._state)
        self._server.start()
        self._ticker.start()
        if self._dispatcher is not None:
            self._dispatcher.start()

    def stop(self) -> None:
        self._state.stopping.set()
        self._state.faults.clear()
        self._server.stop()
        self._ticker.join()
        if self._dispatcher is not None:
            self._dispatcher.stop()
        self._state.store.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """For `base_addresses={"api": sandbox.url}`."""
        return self._server.url

    @property
    def webhook_secret(self) -> str:
        return self._state.settings.webhook_secret

    @property
    def faults(self) -> Faults:
        return self._state.faults

    @property
    def requests(self) -> list[SeenRequest]:
        """Every API request so far, oldest first."""
        return list(self._api.seen)

    def fault(self, kind: FaultKind | str, **details: Any) -> None:
        """Shorthand for `faults.add(Fault(...))`: `sandbox.fault("slow", on="POST /v1/refunds", seconds=3)`."""
        self.faults.add(Fault.from_json({"kind": kind, **details}))

    def now(self) -> int:
        return self._state.clock.now()

    def skip_time(self, seconds: int) -> None:
        """Move the sandbox clock ahead and do what became due: expiry, settlement, late fees."""
        self._state.clock.skip(seconds)
        timers.sweep(self._state)

    # The buyer

    def pay(self, session_id: str, method: PaymentMethod = "ideal", *, email: str | None = None) -> Json:
        """The session after payment: paid for iDEAL and card, still unpaid for SEPA."""
        with self._state.store.transaction():
            return public(checkout.pay(self._state, self._session(session_id), method, email=email))

    def fail(self, session_id: str, method: PaymentMethod = "ideal") -> Json:
        """A refused payment; the session stays open."""
        with self._state.store.transaction():
            return public(checkout.fail(self._state, self._session(session_id), method))

    # The bank

    def settle(self, session_id: str, outcome: Outcome = "succeeded") -> Json:
        """The later result of a SEPA debit."""
        with self._state.store.transaction():
            return public(checkout.settle(self._state, self._session(session_id), outcome))

    def settle_refund(self, refund_id: str, outcome: Outcome = "succeeded") -> Json:
        """The later result of a refund; a succeeded refund can still fail."""
        with self._state.store.transaction():
            return public(refunds.settle(self._state, self._object("refund", refund_id), outcome))

    def dispute(
        self, session_id: str, amount: int | None = None, *, reason: str = "fraudulent", is_inquiry: bool = False
    ) -> Json:
        """The customer's bank claims a paid session back, or (`is_inquiry`) asks first."""
        with self._state.store.transaction():
            intent = self._state.known(self._session(session_id)["payment_intent"])
            charge = self._state.known(intent["latest_charge"])
            return public(disputes.open_one(self._state, charge, amount=amount, reason=reason, is_inquiry=is_inquiry))

    def answer_dispute(self, dispute_id: str) -> Json:
        """Our evidence is at the bank."""
        with self._state.store.transaction():
            return public(disputes.answer(self._state, self._object("dispute", dispute_id)))

    def escalate_dispute(self, dispute_id: str) -> Json:
        """The bank's question becomes a claim."""
        with self._state.store.transaction():
            return public(disputes.escalate(self._state, self._object("dispute", dispute_id)))

    def close_dispute(self, dispute_id: str, decision: Decision) -> Json:
        with self._state.store.transaction():
            return public(disputes.close(self._state, self._object("dispute", dispute_id), decision))

    def balance(self) -> int:
        """Everything that stands on the balance, in cents."""
        return sum(line["net"] for line in self._all("balance_transaction"))

    def fill_fees(self) -> list[Json]:
        """Give every charge that waits for one (fault FEE_LATER) its balance transaction; the changed charges."""
        with self._state.store.transaction():
            waiting = self._state.store.oldest("charge", Filter(wanted={"$.status": "succeeded"}))
            return [public(fees.fill(self._state, it)) for it in waiting if it["balance_transaction"] is None]

    # The dashboard

    def expire(self, session_id: str) -> Json:
        with self._state.store.transaction():
            return public(checkout.expire(self._state, self._session(session_id)))

    def refund(self, session_id: str, amount: int | None = None) -> Json:
        """The refund of a paid session, whole or `amount` cents."""
        with self._state.store.transaction():
            part = {} if amount is None else {"amount": amount}
            intent = self._session(session_id)["payment_intent"]
            return public(refunds.create(self._state, {"payment_intent": intent, **part}))

    def make_payout(self) -> Json:
        """Pay out everything on the balance."""
        with self._state.store.transaction():
            return public(payouts.make(self._state))

    def begin_payout(self) -> Json:
        """The same, still on its way to the bank."""
        with self._state.store.transaction():
            return public(payouts.begin(self._state))

    def arrive_payout(self, payout_id: str) -> Json:
        with self._state.store.transaction():
            return public(payouts.arrive(self._state, self._object("payout", payout_id)))

    def pay_out_by_hand(self, amount: int) -> Json:
        """A payout of `amount` cents that somebody makes in the dashboard."""
        with self._state.store.transaction():
            return public(payouts.by_hand(self._state, amount))

    def reverse_payout(self, payout_id: str) -> Json:
        """The payout that takes one made by hand back."""
        with self._state.store.transaction():
            return public(payouts.reverse(self._state, self._object("payout", payout_id)))

    def fail_payout(self, payout_id: str) -> Json:
        with self._state.store.transaction():
            return public(payouts.fail(self._state, self._object("payout", payout_id)))

    def add_balance_line(self, kind: str, amount: int, *, description: str | None = None) -> Json:
        """A balance transaction without a payment, for example `("stripe_fee", -500)`."""
        with self._state.store.transaction():
            return payouts.add_line(self._state, kind, amount, description=description)

    # What happened

    def sessions(self) -> list[Json]:
        """All sessions, oldest first."""
        return self._all("checkout.session")

    def charges(self) -> list[Json]:
        """All charges, oldest first."""
        return self._all("charge")

    def events(self, kind: str | None = None) -> list[Json]:
        """All events, oldest first; `kind` may hold wildcards."""
        found = self._state.store.oldest("event", Filter(type_glob=kind))
        return [public(event) for event in found]

    def _all(self, kind: str) -> list[Json]:
        return [public(body) for body in self._state.store.oldest(kind, Filter())]

    # Webhooks

    def deliveries(self, status: DeliveryStatus | None = None) -> list[Delivery]:
        """Oldest first."""
        return webhooks.listed(self._state, status)

    def hold_deliveries(self) -> None:
        """Keep the webhooks of coming events back until `release_deliveries`."""
        self._state.holding = True

    def release_deliveries(self, *, newest_first: bool = False) -> None:
        webhooks.release(self._state, newest_first=newest_first)

    def lose_delivery(self, delivery_id: int) -> None:
        webhooks.lose(self._state, delivery_id)

    def redeliver(self, event_id: str) -> None:
        """Send an event once more, as the button in Stripe's dashboard does."""
        event = self._object("event", event_id)
        self._state.queue_delivery(event_id, event["type"], "pending")

    def wait_for_deliveries(self, within: float = 60.0) -> None:
        """Until nothing is under way any more; TimeoutError after `within` seconds."""
        give_up = time.monotonic() + within
        while count := webhooks.under_way(self._state):
            if time.monotonic() > give_up:
                raise TimeoutError(f"{count} webhooks still under way, the first is {self.deliveries('pending')[0]}")
            time.sleep(0.005)

    def sign(self, event_id: str, *, signed_at: int | None = None, secret: str | None = None) -> SignedWebhook:
        """An event as Stripe would send it; another moment or secret makes it stale or forged."""
        return webhooks.sign(self._object("event", event_id), secret or self.webhook_secret, signed_at=signed_at)

    def take_webhooks(self) -> list[SignedWebhook]:
        """The signed webhooks that wait, in order; they count as delivered from now on."""
        with self._state.store.transaction():
            waiting = self.deliveries("pending")
            for delivery in waiting:
                webhooks.mark_delivered(self._state, delivery, answer="taken")
            return [self.sign(delivery.event_id) for delivery in waiting]

    def _session(self, session_id: str) -> Json:
        timers.sweep(self._state)
        return self._object("checkout.session", session_id)

    def _object(self, kind: str, object_id: str) -> Json:
        return self._state.require(kind, object_id, param="id")
