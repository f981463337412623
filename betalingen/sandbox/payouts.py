"""Payouts: the balance lines since the last one, paid to the bank as one amount."""

from betalingen.sandbox import objects_balance
from betalingen.sandbox.errors import Json
from betalingen.sandbox.state import NotPossible, State
from betalingen.sandbox.store import PRIVATE, Filter

_PAYOUT_KINDS = ("payout", "payout_failure")


def add_line(state: State, kind: str, amount: int, *, description: str | None = None) -> Json:
    """A balance line without a payment, such as a `stripe_fee`, an `adjustment` or a kind that nobody expects."""
    return state.store.add(
        objects_balance.balance_line(
            kind=kind,
            amount=amount,
            fee=0,
            currency="eur",
            source=None,
            created=state.clock.now(),
            description=description,
        )
    )


def make(state: State) -> Json:
    """Pay out all lines that no payout holds yet; the amount is the sum of their net amounts, also when negative."""
    payout = begin(state)
    return arrive(state, payout)


def begin(state: State) -> Json:
    """The same, still on its way to the bank."""
    waiting = [line for line in state.store.oldest("balance_transaction", Filter()) if PRIVATE not in line]
    lines = [line for line in waiting if line["type"] not in _PAYOUT_KINDS and line["currency"] == "eur"]
    if not lines:
        raise NotPossible("There is nothing on the balance to pay out")
    payout = objects_balance.payout(
        amount=sum(line["net"] for line in lines), currency="eur", created=state.clock.now()
    )
    own = _own_line(state, payout, kind="payout", amount=-payout["amount"])
    payout["balance_transaction"] = own["id"]
    state.store.add(payout)
    for line in [*lines, own]:
        state.store.save({**line, "status": "available", PRIVATE: {"payout": payout["id"]}})
    state.emit("payout.created", payout)
    return payout


def arrive(state: State, payout: Json) -> Json:
    """The bank has it."""
    if payout["status"] != "in_transit":
        raise NotPossible(f"Payout {payout['id']} is {payout['status']}")
    payout |= {
        "status": "paid",
        "reconciliation_status": "completed" if payout["automatic"] else "not_applicable",
        "trace_id": {"status": "supported", "value": "SANDBOX0001"},
    }
    state.emit("payout.paid", state.store.save(payout))
    if payout["automatic"]:
        state.emit("payout.reconciliation_completed", payout)
    return payout


def by_hand(state: State, amount: int) -> Json:
    """Somebody pays out an amount in the dashboard: Stripe cannot say which lines that are."""
    payout = objects_balance.payout(amount=amount, currency="eur", created=state.clock.now())
    own = _own_line(state, payout, kind="payout", amount=-amount)
    payout |= {"automatic": False, "balance_transaction": own["id"], "reconciliation_status": "not_applicable"}
    state.emit("payout.created", state.store.add(payout))
    return arrive(state, payout)


def reverse(state: State, payout: Json) -> Json:
    """A payout made by hand is taken back from the bank by a payout of its own, the other way."""
    if payout["automatic"] or payout["status"] != "paid" or payout["reversed_by"]:
        raise NotPossible(f"Payout {payout['id']} cannot be reversed")
    back = by_hand(state, -payout["amount"])
    state.store.save(back | {"original_payout": payout["id"]})
    state.emit("payout.updated", state.store.save(payout | {"reversed_by": back["id"]}))
    return state.known(back["id"])


def fail(state: State, payout: Json) -> Json:
    """The bank sends the payout back; its lines are free for the next one."""
    if payout["status"] != "paid":
        raise NotPossible(f"Payout {payout['id']} is {payout['status']}")
    back = _own_line(state, payout, kind="payout_failure", amount=payout["amount"])
    payout |= {
        "status": "failed",
        "failure_code": "account_closed",
        "failure_message": "The bank account has been closed",
        "failure_balance_transaction": back["id"],
    }
    for line in state.store.oldest("balance_transaction", Filter(wanted={f"$.{PRIVATE}.payout": payout["id"]})):
        if line["type"] not in _PAYOUT_KINDS:
            del line[PRIVATE]
            state.store.save(line)
    state.emit("payout.failed", state.store.save(payout))
    return payout


def _own_line(state: State, payout: Json, *, kind: str, amount: int) -> Json:
    return state.store.add(
        objects_balance.balance_line(
            kind=kind,
            amount=amount,
            fee=0,
            currency=payout["currency"],
            source=payout["id"],
            created=state.clock.now(),
            description="STRIPE PAYOUT",
        )
    )
