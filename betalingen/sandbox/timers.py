"""What happens by itself when time passes: sessions expire, SEPA settles, fees become known."""

import threading

from betalingen.sandbox import checkout, fees
from betalingen.sandbox.errors import Json
from betalingen.sandbox.state import State

_TICK = 0.5


def sweep(state: State) -> None:
    """Do everything that is due by the sandbox clock. Objects that moved on meanwhile are left alone."""
    if not state.rung_timers():
        return
    with state.store.transaction():
        for timer in state.rung_timers():
            state.store.run("DELETE FROM timers WHERE seq = ?", (timer.seq,))
            subject = state.known(timer.object_id)
            match timer.action:
                case "expire" if subject["status"] == "open":
                    checkout.expire(state, subject)
                case "settle" if _waits_for_bank(state, subject):
                    checkout.settle(state, subject, "succeeded")
                case "fee" if subject["balance_transaction"] is None:
                    fees.fill(state, subject)


def _waits_for_bank(state: State, session: Json) -> bool:
    return bool(state.known(session["payment_intent"])["status"] == "processing")


class Ticker:
    """Sweeps in the background, so that expiry is announced without anybody asking for the session."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._thread = threading.Thread(target=self._run, name="stripe-sandbox-timers", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def join(self) -> None:
        self._thread.join()

    def _run(self) -> None:
        while not self._state.stopping.wait(_TICK):
            sweep(self._state)
