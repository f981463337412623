"""Stripe's objects as the API sends them: every field that Stripe always sends, with plausible values.

A field that Stripe only sends on request (a session's `line_items`) is absent here too, because reading an absent
field raises in the SDK and code must be tested against that.
"""

from typing import Literal

import stripe

from betalingen.sandbox.errors import Json
from betalingen.sandbox.identifiers import new_id

PaymentMethod = Literal["ideal", "card", "sepa_debit"]
PAYMENT_METHODS: tuple[PaymentMethod, ...] = ("ideal", "card", "sepa_debit")
API_VERSION: str = stripe.api_version

_ADDRESS: Json = {"city": None, "country": "NL", "line1": None, "line2": None, "postal_code": None, "state": None}


def session(session_id: str, params: Json, *, created: int, url: str, methods: list[PaymentMethod]) -> Json:
    """An open Checkout Session for checked `params`."""
    total = sum(line["price_data"]["unit_amount"] * line["quantity"] for line in params["line_items"])
    return {
        "id": session_id,
        "object": "checkout.session",
        "adaptive_pricing": {"enabled": False},
        "after_expiration": None,
        "allow_promotion_codes": params.get("allow_promotion_codes"),
        "amount_subtotal": total,
        "amount_total": total,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "billing_address_collection": params.get("billing_address_collection"),
        "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"),
        "client_secret": None,
        "collected_information": None,
        "consent": None,
        "consent_collection": None,
        "created": created,
        "currency": params["line_items"][0]["price_data"]["currency"],
        "currency_conversion": None,
        "custom_fields": [],
        "custom_text": {
            "after_submit": None,
            "shipping_address": None,
            "submit": None,
            "terms_of_service_acceptance": None,
        },
        "customer": None,
        "customer_account": None,
        "customer_creation": "if_required",
        "customer_details": None,
        "customer_email": params.get("customer_email"),
        "discounts": [],
        "expires_at": params.get("expires_at", created + 24 * 3600),
        "integration_identifier": params.get("integration_identifier"),
        "invoice": None,
        "invoice_creation": None,
        "livemode": False,
        "locale": params.get("locale"),
        "metadata": params.get("metadata", {}),
        "mode": "payment",
        "origin_context": params.get("origin_context"),
        "payment_intent": None,
        "payment_link": None,
        "payment_method_collection": "if_required",
        "payment_method_configuration_details": {
            "id": params.get("payment_method_configuration", "pmc_sandbox"),
            "parent": None,
        },
        "payment_method_options": {},
        "payment_method_types": list(methods),
        "payment_status": "unpaid",
        "permissions": None,
        "phone_number_collection": {"enabled": False},
        "recovered_from": None,
        "saved_payment_method_options": None,
        "setup_intent": None,
        "shipping_address_collection": None,
        "shipping_cost": None,
        "shipping_options": [],
        "status": "open",
        "submit_type": params.get("submit_type"),
        "subscription": None,
        "success_url": params["success_url"],
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": url,
        "wallet_options": None,
    }


def line_item(params: Json, *, created: int) -> Json:
    data = params["price_data"]
    total = data["unit_amount"] * params["quantity"]
    return {
        "id": new_id("li"),
        "object": "item",
        "adjustable_quantity": None,
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": data["currency"],
        "description": data["product_data"]["name"],
        "metadata": params.get("metadata", {}),
        "price": {
            "id": new_id("price"),
            "object": "price",
            "active": False,
            "billing_scheme": "per_unit",
            "created": created,
            "currency": data["currency"],
            "custom_unit_amount": None,
            "livemode": False,
            "lookup_key": None,
            "metadata": {},
            "nickname": None,
            "product": new_id("prod"),
            "recurring": None,
            "tax_behavior": data.get("tax_behavior", "unspecified"),
            "tiers_mode": None,
            "transform_quantity": None,
            "type": "one_time",
            "unit_amount": data["unit_amount"],
            "unit_amount_decimal": str(data["unit_amount"]),
        },
        "quantity": params["quantity"],
    }


def payment_intent(session: Json, params: Json, *, created: int) -> Json:
    """The intent behind a session; `params` is the session's `payment_intent_data`."""
    intent_id = new_id("pi")
    return {
        "id": intent_id,
        "object": "payment_intent",
        "amount": session["amount_total"],
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "application": None,
        "application_fee_amount": None,
        "automatic_payment_methods": None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": "automatic_async",
        "client_secret": f"{intent_id}_secret_sandbox",
        "confirmation_method": "automatic",
        "created": created,
        "currency": session["currency"],
        "customer": None,
        "customer_account": None,
        "description": params.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": params.get("metadata", {}),
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": None,
        "payment_method_configuration_details": None,
        "payment_method_options": {},
        "payment_method_types": session["payment_method_types"],
        "processing": None,
        "receipt_email": params.get("receipt_email"),
        "review": None,
        "setup_future_usage": None,
        "shipping": None,
        "source": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": params.get("statement_descriptor_suffix"),
        "status": "requires_payment_method",
        "transfer_data": None,
        "transfer_group": None,
    }


def charge(intent: Json, method: PaymentMethod, *, email: str | None, created: int) -> Json:
    """A pending charge. Only cards get `ch_`; Stripe numbers other methods `py_`."""
    return {
        "id": new_id("ch" if method == "card" else "py"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": intent["amount"],
        "amount_refunded": 0,
        "application": None,
        "application_fee": None,
        "application_fee_amount": None,
        "balance_transaction": None,
        "billing_details": {
            "address": dict(_ADDRESS),
            "email": email,
            "name": "Demo Betaler",
            "phone": None,
            "tax_id": None,
        },
        "calculated_statement_descriptor": None,
        "captured": True,
        "created": created,
        "currency": intent["currency"],
        "customer": None,
        "description": intent["description"],
        "disputed": False,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "fraud_details": {},
        "livemode": False,
        "metadata": intent["metadata"],
        "on_behalf_of": None,
        "outcome": None,
        "paid": False,
        "payment_intent": intent["id"],
        "payment_method": new_id("pm"),
        "payment_method_details": {"type": method, method: _method_details(method)},
        "receipt_email": intent["receipt_email"],
        "receipt_number": None,
        "receipt_url": None,
        "refunded": False,
        "review": None,
        "shipping": None,
        "source": None,
        "source_transfer": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": intent["statement_descriptor_suffix"],
        "status": "pending",
        "transfer_data": None,
        "transfer_group": None,
    }


def _method_details(method: PaymentMethod) -> Json:
    match method:
        case "ideal":
            return {"bank": "ing", "bic": "INGBNL2A", "iban_last4": "7061", "verified_name": "Demo Betaler"}
        case "card":
            return {
                "amount_authorized": None,
                "authorization_code": None,
                "brand": "visa",
                "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
                "country": "NL",
                "exp_month": 12,
                "exp_year": 2034,
                "fingerprint": "sandboxSandbox01",
                "funding": "debit",
                "installments": None,
                "last4": "4242",
                "mandate": None,
                "network": "visa",
                "network_token": {"used": False},
                "network_transaction_id": None,
                "three_d_secure": None,
                "wallet": None,
            }
        case "sepa_debit":
            return {
                "bank_code": "RABO",
                "branch_code": "",
                "country": "NL",
                "fingerprint": "sandboxSandbox02",
                "last4": "4300",
                "mandate": "mandate_sandbox",
            }


def refund(charge: Json, params: Json, *, amount: int, created: int) -> Json:
    method: str = charge["payment_method_details"]["type"]
    destination: Json = {"type": method}
    if method == "card":
        destination["card"] = {"reference_status": "pending", "reference_type": "acquirer_reference_number"}
        destination["card"]["type"] = "refund"
    else:
        destination["type"] = "eu_bank_transfer"
        destination["eu_bank_transfer"] = {"reference": None, "reference_status": "pending"}
    return {
        "id": new_id("re" if method == "card" else "pyr"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": created,
        "currency": charge["currency"],
        "destination_details": destination,
        "metadata": params.get("metadata") or {},
        "payment_intent": charge["payment_intent"],
        "reason": params.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "pending",
        "transfer_reversal": None,
    }
