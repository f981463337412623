"""A customer's bank claims a payment back: as a question first or at once, and its decision later."""

from typing import Literal

from betalingen.sandbox import objects_balance
from betalingen.sandbox.errors import Json
from betalingen.sandbox.state import NotPossible, State

FEE = 2000  # what Stripe asks for a dispute in the Netherlands
WON, LOST, CLOSED = "won", "lost", "warning_closed"
Decision = Literal["won", "lost"]

_RESPOND_WITHIN = 9 * 24 * 3600


def open_one(state: State, charge: Json, *, amount: int | None, reason: str, is_inquiry: bool) -> Json:
    """A question moves no money; a dispute takes the amount and a fee from the balance at once."""
    if charge["status"] != "succeeded":
        raise NotPossible(f"Charge {charge['id']} is {charge['status']}")
    now = state.clock.now()
    dispute = objects_balance.dispute(
        charge, amount=amount or charge["amount"], reason=reason, created=now, due_by=now + _RESPOND_WITHIN
    )
    dispute["status"] = "warning_needs_response" if is_inquiry else "needs_response"
    dispute["is_charge_refundable"] = is_inquiry
    state.store.add(dispute)
    state.store.save(charge | {"disputed": True})
    if not is_inquiry:
        _withdraw(state, dispute)
    state.emit("charge.dispute.created", dispute)
    if not is_inquiry:
        state.emit("charge.dispute.funds_withdrawn", dispute)
    return dispute


def answer(state: State, dispute: Json) -> Json:
    """We sent our evidence: the bank looks at it."""
    before = dispute["status"]
    if before not in ("needs_response", "warning_needs_response"):
        raise NotPossible(f"Dispute {dispute['id']} is {before}")
    dispute["status"] = before.replace("needs_response", "under_review")
    dispute["evidence_details"] |= {
        "has_evidence": True,
        "submission_count": 1,
        "submission_method": "manual",
    }
    state.emit("charge.dispute.updated", state.store.save(dispute), previous={"status": before})
    return dispute


def escalate(state: State, dispute: Json) -> Json:
    """The question becomes a dispute."""
    before = dispute["status"]
    if not before.startswith("warning_"):
        raise NotPossible(f"Dispute {dispute['id']} is {before}")
    dispute |= {"status": "needs_response", "is_charge_refundable": False}
    _withdraw(state, dispute)
    state.emit("charge.dispute.updated", dispute, previous={"status": before})
    state.emit("charge.dispute.funds_withdrawn", dispute)
    return dispute


def close(state: State, dispute: Json, decision: Decision) -> Json:
    """The bank decides; what was won comes back, the fee does not. A question just ends, whatever the decision."""
    before = dispute["status"]
    if before in (WON, LOST, CLOSED):
        raise NotPossible(f"Dispute {dispute['id']} is {before}")
    dispute["status"] = CLOSED if before.startswith("warning_") else decision
    dispute["evidence_details"]["due_by"] = None
    if dispute["status"] == WON:
        _move(state, dispute, kind="adjustment", amount=dispute["amount"], fee=0, category="dispute_reversal")
    state.emit("charge.dispute.closed", state.store.save(dispute), previous={"status": before})
    if dispute["status"] == WON:
        state.emit("charge.dispute.funds_reinstated", dispute)
    return dispute


def _withdraw(state: State, dispute: Json) -> None:
    _move(state, dispute, kind="adjustment", amount=-dispute["amount"], fee=FEE, category="dispute")


def _move(state: State, dispute: Json, *, kind: str, amount: int, fee: int, category: str) -> None:
    line = objects_balance.balance_line(
        kind=kind,
        amount=amount,
        fee=fee,
        currency=dispute["currency"],
        source=dispute["id"],
        created=state.clock.now(),
        description=f"Chargeback {'withdrawal' if amount < 0 else 'reversal'} for {dispute['charge']}",
    )
    line["reporting_category"] = category
    dispute["balance_transactions"].append(state.store.add(line))
    state.store.save(dispute)
