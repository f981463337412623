"""Write down one change of our balance at the provider, known or not: every line is imported, and posted once."""

from django.db import transaction

from betalingen.actions.flag import flag_line
from betalingen.actions.post_balance import post_line, post_line_known
from betalingen.actions.post_money import post_fee
from betalingen.contracts import BalanceLineReport
from betalingen.locking import locked_attempt
from betalingen.models import Attempt, BalanceLine, Discrepancy, Dispute, Refund
from cms.api import record_audit

Bucket = BalanceLine.Bucket


@transaction.atomic
def import_line(*, provider: str, report: BalanceLineReport, is_demo: bool = False) -> BalanceLine:
    """The line with this reference. One that was unknown is linked when we meanwhile know what it is about; the same again
    changes nothing."""
    attempt = _attempt_of(provider, report)
    known = BalanceLine.objects.select_for_update().filter(provider=provider, reference=report.reference).first()
    if known is not None and known.bucket != Bucket.UNKNOWN:
        return known
    line = known or _new(provider, report, is_demo=is_demo)
    _link(line, attempt, report)
    if known is not None and line.bucket == Bucket.UNKNOWN:
        return known
    line.save()
    if known is not None:
        post_line_known(line)
    post_line(line)
    record_audit(line, "betalingen.line_imported", net_cents=line.net_cents, bucket=line.bucket)
    if line.bucket == Bucket.UNKNOWN:
        flag_line(line, Discrepancy.Kind.UNKNOWN_LINE)
    if line.bucket == Bucket.PAYMENT and attempt is not None and attempt.fee_cents is None:
        attempt.fee_cents = line.fee_cents
        attempt.save(update_fields=["fee_cents"])
        post_fee(attempt.order, attempt)
    return line


def _attempt_of(provider: str, report: BalanceLineReport) -> Attempt | None:
    """The payment behind a line, locked."""
    if not report.charge_reference:
        return None
    pk = (
        Attempt.objects.filter(provider=provider, charge_reference=report.charge_reference)
        .values_list("pk", flat=True)
        .first()
    )
    return locked_attempt(pk)[1] if pk else None


def _new(provider: str, report: BalanceLineReport, *, is_demo: bool) -> BalanceLine:
    return BalanceLine(
        provider=provider,
        reference=report.reference,
        created_at=report.created_at,
        available_on=report.available_on,
        type=report.type,
        reporting_category=report.reporting_category,
        source=report.source,
        description=report.description[:255],
        currency=report.currency,
        gross_cents=report.gross_cents,
        fee_cents=report.fee_cents,
        net_cents=report.net_cents,
        is_demo=is_demo,
    )


def _link(line: BalanceLine, attempt: Attempt | None, report: BalanceLineReport) -> None:
    """What the line is about. Without the row that it should belong to it is unknown, whatever the provider calls it."""
    line.attempt = attempt
    line.bucket = Bucket.UNKNOWN
    match report.bucket:
        case "payment":
            # A payment in other money was set aside when it came; what it is worth here is only said by the line.
            if attempt is not None and attempt.received_currency == line.currency:
                line.bucket = Bucket.PAYMENT
        case "refund" | "refund_failed":
            line.refund = Refund.objects.filter(attempt=attempt, provider_reference=report.source).first()
            if line.refund is not None:
                line.bucket = Bucket(report.bucket)
        case "dispute":
            line.dispute = Dispute.objects.filter(attempt=attempt, reference=report.source).first()
            if line.dispute is not None:
                line.bucket = Bucket.DISPUTE
        case "fee" | "payout":
            line.bucket = Bucket(report.bucket)
        case "unknown":
            pass
