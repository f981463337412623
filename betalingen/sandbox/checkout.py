"""A Checkout Session and the money behind it: open, paid, failed, expired, and settled later for SEPA."""

from typing import Literal
from urllib.parse import urlsplit

from betalingen.sandbox import fees, objects
from betalingen.sandbox.errors import ApiError, Json, ParameterError, not_played
from betalingen.sandbox.faults import FaultKind
from betalingen.sandbox.identifiers import new_session_id
from betalingen.sandbox.objects import PaymentMethod
from betalingen.sandbox.state import NotPossible, State
from betalingen.sandbox.store import PRIVATE

Outcome = Literal["succeeded", "failed"]

_SHORTEST, _LONGEST = 30 * 60, 24 * 3600
_SMALLEST_AMOUNT = 50
_CLOCK_SLACK = 5  # Stripe also forgives the seconds that a request is under way

_PLAYED = {
    "allowed_payment_method_types",
    "billing_address_collection",
    "cancel_url",
    "client_reference_id",
    "customer_email",
    "excluded_payment_method_types",
    "expand",
    "expires_at",
    "integration_identifier",
    "line_items",
    "locale",
    "metadata",
    "mode",
    "origin_context",
    "payment_intent_data",
    "payment_method_configuration",
    "submit_type",
    "success_url",
    "ui_mode",
}
_PLAYED_WHEN_OFF = {
    "adaptive_pricing",
    "allow_promotion_codes",
    "automatic_tax",
    "invoice_creation",
    "managed_payments",
    "phone_number_collection",
    "tax_id_collection",
}
_PLAYED_OF_LINE = {"price_data", "quantity", "metadata"}
_PLAYED_OF_PRICE = {"currency", "product_data", "tax_behavior", "unit_amount"}
_PLAYED_OF_INTENT = {"capture_method", "description", "metadata", "receipt_email", "statement_descriptor_suffix"}


def create(state: State, params: Json) -> Json:
    """A new open session for parameters that already passed the contract."""
    now = state.clock.now()
    methods = _check_session(params, now)
    session_id = new_session_id()
    url = f"{state.base_url}/c/pay/{session_id}"
    session = objects.session(session_id, params, created=now, url=url, methods=methods)
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


def _check_session(params: Json, now: int) -> list[PaymentMethod]:
    for name, value in params.items():
        switched_off = name in _PLAYED_WHEN_OFF and (value is False or (value or {}) == {"enabled": False})
        if name not in _PLAYED and not switched_off:
            raise not_played(name)
    for name in ("mode", "success_url", "line_items"):
        if not params.get(name):
            raise ParameterError(f"Missing required param: {name}.", code="parameter_missing", param=name)
    if params["mode"] != "payment":
        raise not_played("mode")
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise not_played("ui_mode")
    for name in ("success_url", "cancel_url"):
        address = urlsplit(params.get(name, "https://absent.example/"))
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ParameterError("Not a valid URL", code="url_invalid", param=name)
    expires_at = params.get("expires_at", now + _LONGEST)
    if not now + _SHORTEST - _CLOCK_SLACK <= expires_at <= now + _LONGEST + _CLOCK_SLACK:
        raise ParameterError(
            "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
            param="expires_at",
        )
    if len(params.get("client_reference_id", "")) > 200:
        raise ParameterError("Invalid string: must be at most 200 characters", param="client_reference_id")
    _check_only(params.get("payment_intent_data", {}), _PLAYED_OF_INTENT, "payment_intent_data")
    if params.get("payment_intent_data", {}).get("capture_method") == "manual":
        raise not_played("payment_intent_data[capture_method]")
    _check_lines(params["line_items"])
    return _methods(params)


def _check_lines(lines: list[Json]) -> None:
    for place, line in enumerate(lines):
        name = f"line_items[{place}]"
        _check_only(line, _PLAYED_OF_LINE, name)
        for part in ("price_data", "quantity"):
            if part not in line:
                raise ParameterError(f"Missing required param: {name}[{part}].", code="parameter_missing", param=name)
        price = line["price_data"]
        _check_only(price, _PLAYED_OF_PRICE, f"{name}[price_data]")
        for part in ("product_data", "unit_amount"):
            if part not in price:
                path = f"{name}[price_data][{part}]"
                raise ParameterError(f"Missing required param: {path}.", code="parameter_missing", param=path)
        if price["unit_amount"] < 0 or line["quantity"] < 1:
            raise ParameterError("This value must be greater than or equal to 0.", param=name)
    currencies = {line["price_data"]["currency"] for line in lines}
    if len(currencies) > 1:
        raise ParameterError("All line items must have the same currency", param="line_items")
    if currencies != {"eur"}:
        raise not_played("line_items[0][price_data][currency]")
    if sum(line["price_data"]["unit_amount"] * line["quantity"] for line in lines) < _SMALLEST_AMOUNT:
        raise ApiError(
            "The Checkout Session's total amount due must add up to at least €0.50 eur",
            code="amount_too_small",
            param="line_items",
        )


def _check_only(values: Json, played: set[str], name: str) -> None:
    for key in values:
        if key not in played:
            raise not_played(f"{name}[{key}]")


def _methods(params: Json) -> list[PaymentMethod]:
    allowed = params.get("allowed_payment_method_types", objects.PAYMENT_METHODS)
    excluded = params.get("excluded_payment_method_types", ())
    methods = [method for method in objects.PAYMENT_METHODS if method in allowed and method not in excluded]
    if not methods:
        raise ApiError("No valid payment method types for this Checkout Session.", param="allowed_payment_method_types")
    return methods


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
