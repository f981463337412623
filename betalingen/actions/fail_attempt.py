"""Give up an attempt that never became a payment at the provider."""

from django.db import transaction

from betalingen.lifecycles import ATTEMPT, AttemptStatus
from betalingen.locking import locked_attempt
from betalingen.models import Attempt
from cms.api import move, record_audit


@transaction.atomic
def fail_attempt(*, attempt: int) -> Attempt:
    """The next click starts a new attempt. An attempt (pk) that meanwhile got further is left alone."""
    order, locked = locked_attempt(attempt)
    if locked.status != AttemptStatus.CREATED:
        return locked
    locked.status = move(ATTEMPT, locked.status, AttemptStatus.FAILED)
    locked.save(update_fields=["status"])
    record_audit(order, "betalingen.attempt_failed", attempt=locked.number)
    return locked
