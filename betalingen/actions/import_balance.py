"""Take over what a provider says of its balance, its payouts and its disputes. Talks to the provider, so never in a
transaction."""

import datetime as dt
import logging
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Max, Q
from django.utils import timezone

from betalingen import hooks
from betalingen.actions.apply_dispute import apply_dispute
from betalingen.actions.apply_payout import apply_payout
from betalingen.actions.import_line import import_line
from betalingen.actions.sync_attempt import sync_attempt
from betalingen.contracts import BalanceLineReport, PayoutReport
from betalingen.lifecycles import PayoutStatus, RefundStatus
from betalingen.models import Attempt, BalanceLine, Dispute, Payout, Refund
from betalingen.queries import disputes

logger = logging.getLogger(__name__)

OVERLAP: Final = dt.timedelta(days=3)
"""Lines are asked for again, so that one that was unknown finds its payment."""

LOOK_BACK: Final = dt.timedelta(days=30)
"""How far back a payout or a dispute may still change without anybody telling us."""


def import_payout(*, provider: str, reference: str) -> Payout | None:
    """One payout with its lines; None when the provider knows none with this reference. Raises ProviderUnavailable."""
    report = hooks.payment_provider(provider).look_up_payout(reference)
    return None if report is None else _import_payout(provider, report)


def import_balance(*, provider: str) -> None:
    """Everything that changed at a provider: disputes, lines, payouts. Raises ProviderUnavailable."""
    asked = hooks.payment_provider(provider)
    since = timezone.now() - LOOK_BACK
    for dispute in asked.disputes(since):
        pk = (
            Attempt.objects.filter(provider=provider, charge_reference=dispute.charge_reference)
            .values_list("pk")
            .first()
        )
        if pk:
            apply_dispute(attempt=pk[0], report=dispute)
    older = Dispute.objects.filter(status__in=disputes.OPEN, created_at__lt=since, attempt__provider=provider)
    for attempt in set(older.values_list("attempt", flat=True)):
        sync_attempt(attempt=attempt)
    newest = BalanceLine.objects.filter(provider=provider).aggregate(moment=Max("created_at"))["moment"]
    import_lines(provider, asked.balance_lines(newest - OVERLAP if newest else since))
    for report in asked.payouts(since):
        _import_payout(provider, report)
    moving = Payout.objects.filter(
        Q(status__in=[PayoutStatus.PENDING, PayoutStatus.IN_TRANSIT]) | Q(is_automatic=True, is_itemised=False),
        provider=provider,
        created_at__lt=since,
    ).exclude(status__in=[PayoutStatus.FAILED, PayoutStatus.CANCELED])
    for reference in moving.values_list("reference", flat=True):
        import_payout(provider=provider, reference=reference)


def import_lines(provider: str, reports: Iterable[BalanceLineReport], *, is_demo: bool = False) -> None:
    """Every line, each in a transaction of its own; a payment, refund or dispute that we missed is looked at first.

    `reports` has the newest first, as providers list; they are written in the order in which they happened.
    """
    for report in reversed(list(reports)):
        known = BalanceLine.objects.filter(provider=provider, reference=report.reference).first()
        if known is not None and known.bucket != BalanceLine.Bucket.UNKNOWN:
            continue
        missed = _missed(provider, report)
        if missed is not None:
            sync_attempt(attempt=missed.pk)
        import_line(provider=provider, report=report, is_demo=is_demo)


def _import_payout(provider: str, report: PayoutReport) -> Payout:
    import_lines(provider, report.lines, is_demo=report.is_demo)
    return apply_payout(provider=provider, report=report)


def _missed(provider: str, report: BalanceLineReport) -> Attempt | None:
    """The payment that should know of this line and does not."""
    attempt = Attempt.objects.filter(provider=provider, charge_reference=report.charge_reference).first()
    match report.bucket:
        case "payment" if attempt is None and _is_uuid(report.attempt):
            return Attempt.objects.filter(provider=provider, public_id=report.attempt).first()
        case "refund" if not _stands(report, RefundStatus.SUCCEEDED, RefundStatus.RETURNED):
            return attempt
        case "refund_failed" if not _stands(report, RefundStatus.FAILED, RefundStatus.RETURNED):
            return attempt
        case "dispute" if not Dispute.objects.filter(reference=report.source).exists():
            return attempt
    return None


def _stands(report: BalanceLineReport, *statuses: RefundStatus) -> bool:
    """The refund of a line is as far as the line says: money moved."""
    return Refund.objects.filter(provider_reference=report.source, status__in=statuses).exists()


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
