"""Stripe's balance as reports: its lines under Stripe's own names, payouts and disputes."""

from typing import Final, Literal, TypeAlias

from stripe import BalanceTransaction, Charge, Dispute, Payout, Refund, StripeClient

from betalingen.api import BalanceLineReport, DisputeReport, PayoutReport
from betalingen.providers.stripe.clock import moment

Bucket: TypeAlias = Literal["payment", "refund", "refund_failed", "dispute", "fee", "payout", "unknown"]
DisputeState: TypeAlias = Literal["inquiry", "needs_response", "under_review", "won", "lost", "closed"]
PayoutState: TypeAlias = Literal["pending", "in_transit", "paid", "failed", "canceled"]

WITH_SOURCE: Final = ["data.source"]
OF_PAYOUTS: Final = {"payout", "payout_failure", "payout_cancel"}
OF_FEES: Final = {"stripe_fee", "stripe_fx_fee", "tax_fee"}
PAYOUT_STATES: Final[dict[str, PayoutState]] = {
    "pending": "pending",
    "in_transit": "in_transit",
    "paid": "paid",
    "failed": "failed",
    "canceled": "canceled",
}
DISPUTE_STATES: Final[dict[str, DisputeState]] = {
    "warning_needs_response": "inquiry",
    "warning_under_review": "inquiry",
    "warning_closed": "closed",
    "prevented": "closed",
    "needs_response": "needs_response",
    "appeal_needs_response": "needs_response",
    "under_review": "under_review",
    "appeal_under_review": "under_review",
    "won": "won",
    "lost": "lost",
}
WAITING: Final = {"warning_needs_response", "needs_response", "appeal_needs_response"}


def line_report(line: BalanceTransaction) -> BalanceLineReport:
    """A balance transaction that was listed WITH_SOURCE."""
    source = line.source
    charge, attempt = "", ""
    match source:
        case Charge():
            charge = source.id
            attempt = source.metadata.to_dict().get("attempt", "")
        case Refund() | Dispute():
            charge = _id(source.charge)
    return BalanceLineReport(
        reference=line.id,
        bucket=_bucket(line),
        type=line.type,
        reporting_category=line.reporting_category,
        gross_cents=line.amount,
        fee_cents=line.fee,
        net_cents=line.net,
        currency=line.currency,
        created_at=moment(line.created),
        available_on=moment(line.available_on),
        source=_id(source),
        charge_reference=charge,
        attempt=attempt,
        description=line.description or "",
    )


def _bucket(line: BalanceTransaction) -> Bucket:
    match line.source:
        case Charge() if line.amount >= 0:
            return "payment"
        case Refund():
            return "refund" if line.amount <= 0 else "refund_failed"
        case Dispute():
            return "dispute"
    if line.type in OF_PAYOUTS:
        return "payout"
    return "fee" if line.type in OF_FEES else "unknown"


def payout_report(client: StripeClient, payout: Payout) -> PayoutReport:
    """A payout with its lines. Stripe cannot list those of a payout that was made by hand."""
    lines: tuple[BalanceLineReport, ...] = ()
    if payout.automatic:
        listed = client.v1.balance_transactions.list({"payout": payout.id, "limit": 100, "expand": WITH_SOURCE})
        lines = tuple(line_report(line) for line in listed.auto_paging_iter())
    trace = payout.trace_id
    return PayoutReport(
        reference=payout.id,
        state=PAYOUT_STATES.get(payout.status, "pending"),
        amount_cents=payout.amount,
        currency=payout.currency,
        created_at=moment(payout.created),
        arrives_on=moment(payout.arrival_date).date(),
        is_automatic=payout.automatic,
        is_itemised=payout.automatic and payout.reconciliation_status == "completed",
        is_demo=not payout.livemode,
        reversed_by=_id(payout.reversed_by),
        trace_id=(trace.value if trace else "") or "",
        failure=payout.failure_message or payout.failure_code or "",
        lines=lines,
    )


def dispute_report(dispute: Dispute) -> DisputeReport:
    """A state that Stripe adds one day counts as one that asks for a person."""
    due = dispute.evidence_details.due_by
    return DisputeReport(
        reference=dispute.id,
        charge_reference=_id(dispute.charge),
        state=DISPUTE_STATES.get(dispute.status, "needs_response"),
        amount_cents=dispute.amount,
        currency=dispute.currency,
        created_at=moment(dispute.created),
        reason=dispute.reason,
        respond_by=moment(due) if due and dispute.status in WAITING else None,
    )


def _id(what: object) -> str:
    """The id of something that may be expanded."""
    return what if isinstance(what, str) else str(getattr(what, "id", ""))
