"""Set money aside that does not fit, for finance to decide about."""

from betalingen.models import Attempt, Discrepancy
from cms.api import record_audit


def flag(attempt: Attempt, kind: Discrepancy.Kind) -> None:
    """Leave a discrepancy, once per attempt and kind; the attempt's order must be locked."""
    _discrepancy, is_new = Discrepancy.objects.get_or_create(attempt=attempt, kind=kind)
    if is_new:
        record_audit(attempt.order, "betalingen.discrepancy_found", kind=kind.value, attempt=attempt.number)
