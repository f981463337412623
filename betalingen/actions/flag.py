"""Set money aside that does not fit, for finance to decide about."""

from django.utils import timezone

from betalingen.models import Attempt, BalanceLine, Discrepancy, Payout
from cms.api import record_audit


def flag(attempt: Attempt, kind: Discrepancy.Kind) -> None:
    """Leave a discrepancy, once per attempt and kind; the attempt's order must be locked."""
    _discrepancy, is_new = Discrepancy.objects.get_or_create(attempt=attempt, kind=kind)
    if is_new:
        record_audit(attempt.order, "betalingen.discrepancy_found", kind=kind.value, attempt=attempt.number)


def flag_again(attempt: Attempt, kind: Discrepancy.Kind) -> None:
    """The same for what happens anew: what was settled before waits for finance once more."""
    flag(attempt, kind)
    reopened = Discrepancy.objects.filter(attempt=attempt, kind=kind, resolved_at__isnull=False).update(
        resolved_at=None, resolution="", created_at=timezone.now()
    )
    if reopened:
        record_audit(attempt.order, "betalingen.discrepancy_reopened", kind=kind.value, attempt=attempt.number)


def flag_payout(payout: Payout, kind: Discrepancy.Kind) -> None:
    """The same about a payout, which must be locked."""
    _discrepancy, is_new = Discrepancy.objects.get_or_create(payout=payout, kind=kind)
    if is_new:
        record_audit(payout, "betalingen.discrepancy_found", kind=kind.value)


def flag_line(line: BalanceLine, kind: Discrepancy.Kind) -> None:
    """The same about a line of the provider's balance, which must be locked."""
    _discrepancy, is_new = Discrepancy.objects.get_or_create(line=line, kind=kind)
    if is_new:
        record_audit(line, "betalingen.discrepancy_found", kind=kind.value)
