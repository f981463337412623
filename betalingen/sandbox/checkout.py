"""A Checkout Session and the money behind it: open, paid, failed, expired, and settled later for SEPA."""

from typing import Literal

from betalingen.sandbox import fees, objects, session_rules
from betalingen.sandbox.errors import ApiError, Json
from betalingen.sandbox.faults import FaultKind
from betalingen.sandbox.identifiers import new_session_id
from betalingen.sandbox.objects import PaymentMethod
from betalingen.sandbox.state import NotPossible, State
from betalingen.sandbox.store import PRIVATE, Filter

Outcome = Literal["succeeded", "failed"]


def create(state: State, params: Json) -> Json:
    """A new open session for parameters that already passed the contract."""
    now = state.clock.now()
    methods = session_rules.check(params, now)
    session_id = new_session_id()
    session = objects.session(session_id, params, created=now, url=_page(state, session_id), methods=methods)
    if fault := state.faults.strike({FaultKind.WRONG_AMOUNT}):
        session["amount_total"] += fault.amount
        session["amount_subtotal"] += fault.amount
    if state.faults.strike({FaultKind.WRONG_CURRENCY}):
        session["currency"] = "usd"
    session[PRIVATE] = {
        "line_items": [objects.line_item(line, created=now) for line in params["line_items"]],
        "intent": params.get("payment_intent_data", {}),
    }
    state.set_timer("expire", session_id, due=session["expires_at"])
    return state.store.add(session)


def _page(state: State, session_id: str) -> str:
    return f"{state.base_url}/c/pay/{session_id}"


def move_pages(state: State) -> None:
    """After a restart on another port, the open sessions of before must point at the pages of now."""
    with state.store.transaction():
        for session in state.store.oldest("checkout.session", Filter(wanted={"$.status": "open"})):
            state.store.save({**session, "url": _page(state, session["id"])})


def expire(state: State, session: Json) -> Json:
    """Raises ApiError when the session is no longer open."""
    if session["status"] != "open":
        raise ApiError(
            f'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status '
            f"of {session['status']}.",
        )
    session |= {"status": "expired", "url": None}
    state.store.save(session)
    if session["payment_intent"]:
        intent = state.known(session["payment_intent"])
        intent |= {"status": "canceled", "canceled_at": state.clock.now(), "cancellation_reason": "expired"}
        state.emit("payment_intent.canceled", state.store.save(intent))
    state.emit("checkout.session.expired", session)
    return session


def pay(state: State, session: Json, method: PaymentMethod, *, email: str | None = None) -> Json:
    """The buyer approves. iDEAL and card are paid at once, SEPA is `complete` and `unpaid` until `settle`."""
    intent, charge = _start_charge(state, session, method, email)
    session |= {
        "status": "complete",
        "url": None,
        "customer_details": {
            "address": charge["billing_details"]["address"],
            "email": charge["billing_details"]["email"],
            "name": charge["billing_details"]["name"],
            "business_name": None,
            "individual_name": None,
            "phone": None,
            "tax_exempt": "none",
            "tax_ids": [],
        },
    }
    if method == "sepa_debit":
        intent["status"] = "processing"
        state.emit("charge.pending", charge)
        state.emit("payment_intent.processing", state.store.save(intent))
        if state.settings.settle_after is not None:
            state.set_timer("settle", session["id"], due=state.clock.now() + state.settings.settle_after)
    else:
        _succeed(state, session, intent, charge)
    state.emit("checkout.session.completed", state.store.save(session))
    return session


def fail(state: State, session: Json, method: PaymentMethod) -> Json:
    """The bank refuses; the session stays open and the buyer may try again."""
    intent, charge = _start_charge(state, session, method, None)
    _refuse(state, intent, charge, code="card_declined" if method == "card" else "payment_method_provider_decline")
    return session


def settle(state: State, session: Json, outcome: Outcome) -> Json:
    """The bank's final word on a SEPA debit, days later at Stripe."""
    intent = state.known(session["payment_intent"]) if session["payment_intent"] else None
    if intent is None or intent["status"] != "processing":
        raise NotPossible(f"Session {session['id']} is not waiting for settlement")
    charge = state.known(intent["latest_charge"])
    if outcome == "succeeded":
        _succeed(state, session, intent, charge)
        state.emit("checkout.session.async_payment_succeeded", state.store.save(session))
    else:
        _refuse(state, intent, charge, code="insufficient_funds")
        state.emit("checkout.session.async_payment_failed", session)
    return session


def _start_charge(state: State, session: Json, method: PaymentMethod, email: str | None) -> tuple[Json, Json]:
    if session["status"] != "open":
        raise NotPossible(f"Session {session['id']} is {session['status']}, not open")
    if method not in session["payment_method_types"]:
        raise NotPossible(f"Session {session['id']} does not offer {method}")
    now = state.clock.now()
    if session["payment_intent"]:
        intent = state.known(session["payment_intent"])
    else:
        intent = state.store.add(objects.payment_intent(session, session[PRIVATE]["intent"], created=now))
        session["payment_intent"] = intent["id"]
        state.store.save(session)
        state.emit("payment_intent.created", intent)
    charge = state.store.add(
        objects.charge(intent, method, email=session["customer_email"] or email, created=now),
    )
    intent |= {"latest_charge": charge["id"], "payment_method": charge["payment_method"], "last_payment_error": None}
    state.store.save(intent)
    return intent, charge


def _succeed(state: State, session: Json, intent: Json, charge: Json) -> None:
    charge |= {
        "status": "succeeded",
        "paid": True,
        "outcome": {
            "advice_code": None,
            "network_advice_code": None,
            "network_decline_code": None,
            "network_status": "approved_by_network",
            "reason": None,
            "risk_level": "not_assessed",
            "seller_message": "Payment complete.",
            "type": "authorized",
        },
    }
    if fault := state.faults.strike({FaultKind.FEE_LATER}):
        if fault.seconds:
            state.set_timer("fee", charge["id"], due=state.clock.now() + max(1, round(fault.seconds)))
    else:
        charge["balance_transaction"] = fees.book_charge(state, charge)["id"]
    intent |= {"status": "succeeded", "amount_received": intent["amount"]}
    session["payment_status"] = "paid"
    state.emit("charge.succeeded", state.store.save(charge))
    state.emit("payment_intent.succeeded", state.store.save(intent))


def _refuse(state: State, intent: Json, charge: Json, *, code: str) -> None:
    message = "De betaling is geweigerd."
    charge |= {
        "status": "failed",
        "captured": False,
        "failure_code": code,
        "failure_message": message,
        "outcome": {
            "advice_code": None,
            "network_advice_code": None,
            "network_decline_code": None,
            "network_status": "declined_by_network",
            "reason": code,
            "risk_level": "not_assessed",
            "seller_message": "The bank did not return any further details with this decline.",
            "type": "issuer_declined",
        },
    }
    intent |= {
        "status": "requires_payment_method",
        "payment_method": None,
        "last_payment_error": {
            "charge": charge["id"],
            "code": code,
            "message": message,
            "type": "card_error" if code == "card_declined" else "invalid_request_error",
        },
    }
    state.emit("charge.failed", state.store.save(charge))
    state.emit("payment_intent.payment_failed", state.store.save(intent))
