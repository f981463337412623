"""The objects around the balance: its lines, payouts, and the account with its webhook endpoint."""

from collections.abc import Sequence

from betalingen.sandbox.errors import Json
from betalingen.sandbox.identifiers import new_id
from betalingen.sandbox.objects import API_VERSION

ACCOUNT_ID = "acct_1VakwerkSandbox0"
ENDPOINT_ID = "we_1VakwerkSandbox00000001"

_REPORTING_CATEGORY = {
    "payment": "charge",
    "payment_refund": "refund",
    "payment_failure_refund": "charge_failure",
    "stripe_fee": "fee",
    "payout_failure": "payout_reversal",
}


def balance_line(
    *,
    kind: str,
    amount: int,
    fee: int,
    currency: str,
    source: str | None,
    created: int,
    description: str | None = None,
) -> Json:
    """A balance transaction; `kind` is Stripe's `type`, amounts are cents and `net` follows."""
    fees = [
        {"amount": fee, "application": None, "currency": currency, "description": "Stripe processing fees"}
        | {"type": "stripe_fee"}
    ]
    return {
        "id": new_id("txn"),
        "object": "balance_transaction",
        "amount": amount,
        "available_on": created + 2 * 24 * 3600,
        "balance_type": "payments",
        "created": created,
        "currency": currency,
        "description": description,
        "exchange_rate": None,
        "fee": fee,
        "fee_details": fees if fee else [],
        "net": amount - fee,
        "reporting_category": _REPORTING_CATEGORY.get(kind, kind),
        "source": source,
        "status": "pending",
        "type": kind,
    }


def dispute(charge: Json, *, amount: int, reason: str, created: int, due_by: int) -> Json:
    """A dispute of a charge, without its status."""
    texts = (
        "access_activity_log billing_address cancellation_policy cancellation_policy_disclosure cancellation_rebuttal "
        "customer_communication customer_email_address customer_name customer_purchase_ip customer_signature "
        "duplicate_charge_documentation duplicate_charge_explanation duplicate_charge_id product_description receipt "
        "refund_policy refund_policy_disclosure refund_refusal_explanation service_date service_documentation "
        "shipping_address shipping_carrier shipping_date shipping_documentation shipping_tracking_number "
        "uncategorized_file uncategorized_text"
    )
    return {
        "id": new_id("du"),
        "object": "dispute",
        "amount": amount,
        "balance_transactions": [],
        "charge": charge["id"],
        "created": created,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {**dict.fromkeys(texts.split()), "enhanced_evidence": {}},
        "evidence_details": {
            "due_by": due_by,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "network_reason_code": None,
        "payment_intent": charge["payment_intent"],
        "reason": reason,
    }


def payout(*, amount: int, currency: str, created: int) -> Json:
    return {
        "id": new_id("po"),
        "object": "payout",
        "amount": amount,
        "application_fee": None,
        "application_fee_amount": None,
        "arrival_date": created,
        "automatic": True,
        "balance_transaction": None,
        "created": created,
        "currency": currency,
        "description": "STRIPE PAYOUT",
        "destination": "ba_1VakwerkSandbox00000001",
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "livemode": False,
        "metadata": {},
        "method": "standard",
        "original_payout": None,
        "payout_method": None,
        "reconciliation_status": "in_progress",
        "reversed_by": None,
        "source_type": "card",
        "statement_descriptor": None,
        "status": "in_transit",
        "trace_id": {"status": "pending", "value": None},
        "type": "bank_account",
    }


def event(*, kind: str, data: Json, previous: Json | None, request: Json, created: int, pending_webhooks: int) -> Json:
    return {
        "id": new_id("evt"),
        "object": "event",
        "api_version": API_VERSION,
        "created": created,
        "data": {"object": data} if previous is None else {"object": data, "previous_attributes": previous},
        "livemode": False,
        "pending_webhooks": pending_webhooks,
        "request": request,
        "type": kind,
    }


def account(*, name: str) -> Json:
    return {
        "id": ACCOUNT_ID,
        "object": "account",
        "business_profile": {
            "annual_revenue": None,
            "estimated_worker_count": None,
            "mcc": "8299",
            "name": name,
            "product_description": None,
            "support_address": None,
            "support_email": None,
            "support_phone": None,
            "support_url": None,
            "url": None,
        },
        "business_type": "non_profit",
        "capabilities": {
            "card_payments": "active",
            "ideal_payments": "active",
            "sepa_debit_payments": "active",
            "transfers": "active",
        },
        "charges_enabled": True,
        "country": "NL",
        "default_currency": "eur",
        "details_submitted": True,
        "email": None,
        "payouts_enabled": True,
        "type": "standard",
    }


def webhook_endpoint(*, url: str, enabled_events: Sequence[str]) -> Json:
    return {
        "id": ENDPOINT_ID,
        "object": "webhook_endpoint",
        "api_version": API_VERSION,
        "application": None,
        "created": 0,
        "description": "The site beside this sandbox",
        "enabled_events": list(enabled_events),
        "livemode": False,
        "metadata": {},
        "status": "enabled",
        "url": url,
    }
