"""Money back: whole or in part, by the API or from the dashboard, with the failures that come later."""

from betalingen.sandbox import objects, objects_balance
from betalingen.sandbox.checkout import Outcome
from betalingen.sandbox.errors import ApiError, Json, ParameterError, not_played
from betalingen.sandbox.faults import FaultKind
from betalingen.sandbox.state import NotPossible, State
from betalingen.sandbox.store import Filter

_PLAYED = {"amount", "charge", "expand", "metadata", "payment_intent", "reason"}


def create(state: State, params: Json) -> Json:
    """A refund for checked `params`, succeeded at once unless the fault REFUND_PENDING waits."""
    for name in params:
        if name not in _PLAYED:
            raise not_played(name)
    charge = _refundable_charge(state, params)
    left = charge["amount"] - charge["amount_refunded"]
    amount = params.get("amount", left)
    if left == 0:
        raise ApiError(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if amount < 1:
        raise ApiError(
            "This value must be greater than or equal to 1.", code="parameter_invalid_integer", param="amount"
        )
    if amount > left:
        raise ApiError(
            f"Refund amount ({_euros(amount)}) is greater than unrefunded amount on charge ({_euros(left)})",
            code="amount_too_large",
            param="amount",
        )
    refund = state.store.add(objects.refund(charge, params, amount=amount, created=state.clock.now()))
    before = charge["amount_refunded"]
    charge |= {"amount_refunded": before + amount, "refunded": before + amount == charge["amount"]}
    state.store.save(charge)
    if not state.faults.strike({FaultKind.REFUND_PENDING}):
        _pay_back(state, refund, charge)
    state.emit("charge.refunded", charge, previous={"amount_refunded": before})
    state.emit("refund.created", refund)
    return refund


def settle(state: State, refund: Json, outcome: Outcome) -> Json:
    """The bank's word: a pending refund succeeds or fails, and a succeeded one can still come back as failed."""
    charge = state.known(refund["charge"])
    before = refund["status"]
    if outcome == "succeeded" and before == "pending":
        _pay_back(state, refund, charge)
        state.emit("refund.updated", refund, previous={"status": before})
        return refund
    if outcome == "failed" and before in ("pending", "succeeded"):
        _bounce(state, refund, charge)
        state.emit("refund.updated", refund, previous={"status": before})
        state.emit("refund.failed", refund)
        return refund
    raise NotPossible(f"Refund {refund['id']} is {before}")


def _refundable_charge(state: State, params: Json) -> Json:
    if ("charge" in params) == ("payment_intent" in params):
        raise ParameterError(
            "One of the following params should be provided for this request: payment_intent or charge."
        )
    if "charge" in params:
        charge = state.require("charge", params["charge"], param="charge")
    else:
        intent = state.require("payment_intent", params["payment_intent"], param="payment_intent")
        if intent["status"] != "succeeded":
            raise ApiError("This PaymentIntent does not have a successful charge to refund.", param="payment_intent")
        charge = state.known(intent["latest_charge"])
    if charge["status"] != "succeeded":
        raise ApiError(f"Charge {charge['id']} has not succeeded and cannot be refunded.", param="charge")
    if any(not dispute["is_charge_refundable"] for dispute in _disputes(state, charge)):
        raise ApiError(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.",
            code="charge_disputed",
            param="charge",
        )
    return charge


def _disputes(state: State, charge: Json) -> list[Json]:
    """Those that stand in the way: what was won or closed does not."""
    found = state.store.oldest("dispute", Filter(wanted={"$.charge": charge["id"]}))
    return [dispute for dispute in found if dispute["status"] not in ("won", "warning_closed")]


def _pay_back(state: State, refund: Json, charge: Json) -> None:
    line = objects_balance.balance_line(
        kind="refund" if charge["payment_method_details"]["type"] == "card" else "payment_refund",
        amount=-refund["amount"],
        fee=0,
        currency=refund["currency"],
        source=refund["id"],
        created=state.clock.now(),
    )
    refund |= {"status": "succeeded", "balance_transaction": state.store.add(line)["id"]}
    state.store.save(refund)


def _bounce(state: State, refund: Json, charge: Json) -> None:
    if refund["balance_transaction"] is not None:
        line = objects_balance.balance_line(
            kind="refund_failure" if charge["payment_method_details"]["type"] == "card" else "payment_failure_refund",
            amount=refund["amount"],
            fee=0,
            currency=refund["currency"],
            source=refund["id"],
            created=state.clock.now(),
        )
        refund["failure_balance_transaction"] = state.store.add(line)["id"]
    refund |= {"status": "failed", "failure_reason": "unknown"}
    state.store.save(refund)
    charge |= {"amount_refunded": charge["amount_refunded"] - refund["amount"], "refunded": False}
    state.store.save(charge)


def _euros(cents: int) -> str:
    return f"€{cents // 100}.{cents % 100:02d}"
