"""Stripe's objects as reports. The Checkout Session is leading; the charge says what really came in."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from stripe import BalanceTransaction, Charge, Dispute, PaymentIntent, Refund
from stripe.checkout import Session

from betalingen.api import PaymentReport, RefundReport
from betalingen.providers.stripe.balance import dispute_report
from betalingen.providers.stripe.clock import moment

State: TypeAlias = Literal["open", "pending", "failed", "expired"]

EXPAND = ["payment_intent.latest_charge.balance_transaction"]


def payment_report(session: Session, refunds: Sequence[Refund], disputes: Sequence[Dispute]) -> PaymentReport:
    """How a session retrieved with EXPAND stands, with the refunds and disputes of its charge."""
    charge = charge_of(session)
    if session.payment_status == "paid" and charge is not None:
        return _paid(session, charge, refunds, disputes)
    return PaymentReport(
        state=_state(session),
        reference=session.id,
        payment_url=session.url or "",
        expires_at=moment(session.expires_at),
        is_demo=not session.livemode,
    )


def _state(session: Session) -> State:
    if session.status == "expired":
        return "expired"
    if session.status != "complete":
        return "open"
    # Complete and unpaid: the bank has not spoken yet, or has refused. An intent that waits for another try was refused.
    intent = session.payment_intent
    refused = isinstance(intent, PaymentIntent) and intent.status in {"requires_payment_method", "canceled"}
    return "failed" if refused else "pending"


def _paid(session: Session, charge: Charge, refunds: Sequence[Refund], disputes: Sequence[Dispute]) -> PaymentReport:
    balance = charge.balance_transaction
    return PaymentReport(
        state="paid",
        reference=session.id,
        expires_at=moment(session.expires_at),
        charge_reference=charge.id,
        received_cents=charge.amount_captured,
        received_currency=charge.currency,
        received_at=moment(charge.created),
        fee_cents=balance.fee if isinstance(balance, BalanceTransaction) else None,
        method=method_of(charge),
        is_demo=not session.livemode,
        is_disputed=charge.disputed,
        refunds=tuple(refund_report(refund) for refund in refunds),
        disputes=tuple(dispute_report(dispute) for dispute in disputes),
    )


def charge_of(session: Session) -> Charge | None:
    """The charge of an expanded session, when there is one."""
    intent = session.payment_intent
    charge = intent.latest_charge if isinstance(intent, PaymentIntent) else None
    return charge if isinstance(charge, Charge) else None


def method_of(charge: Charge) -> str:
    """ideal, card, sepa_debit ..."""
    details = charge.payment_method_details
    return details.type if details else ""


def refund_report(refund: Refund) -> RefundReport:
    """How a refund stands; only `succeeded` means that the customer has the money."""
    metadata: dict[str, str] = refund.metadata.to_dict() if refund.metadata else {}
    return RefundReport(
        state=_refund_state(refund),
        amount_cents=refund.amount,
        reference=refund.id,
        refund=metadata.get("refund", ""),
        reason=_refund_reason(refund),
    )


def _refund_state(refund: Refund) -> Literal["pending", "succeeded", "failed"]:
    match refund.status:
        case "succeeded":
            return "succeeded"
        case "failed" | "canceled":
            return "failed"
        case _:
            return "pending"


def _refund_reason(refund: Refund) -> str:
    # `failure_reason` is absent on a refund that did not fail: reading it as an attribute would raise.
    return refund.to_dict().get("failure_reason") or refund.reason or ""
