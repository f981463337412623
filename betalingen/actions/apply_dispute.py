"""Write down how a bank's claim on a payment stands."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.actions.flag import flag, flag_again
from betalingen.actions.post_balance import post_outcome
from betalingen.contracts import DisputeReport
from betalingen.lifecycles import DISPUTE, AttemptStatus, DisputeStatus
from betalingen.locking import locked_attempt
from betalingen.models import Attempt, Discrepancy, Dispute, Order
from cms.api import move, record_audit

ANSWER_SOON: Final = timedelta(days=7)
ENDED = {DisputeStatus.WON, DisputeStatus.LOST, DisputeStatus.CLOSED}


@transaction.atomic
def apply_dispute(*, attempt: int, report: DisputeReport) -> None:
    """Bring one claim on an attempt (its pk) in line with what the provider says; the same again changes nothing."""
    order, locked = locked_attempt(attempt)
    apply_dispute_reports(order, locked, [report])


def apply_dispute_reports(order: Order, attempt: Attempt, reports: Iterable[DisputeReport]) -> None:
    """The same for all claims on a locked attempt."""
    if attempt.status != AttemptStatus.SUCCEEDED:
        return
    for report in reports:
        known = Dispute.objects.select_for_update().filter(reference=report.reference).first()
        if known is None:
            _open(order, attempt, report)
        else:
            _follow(order, known, report)


def _open(order: Order, attempt: Attempt, report: DisputeReport) -> None:
    dispute = Dispute.objects.create(
        attempt=attempt,
        reference=report.reference,
        status=report.state,
        amount_cents=report.amount_cents,
        currency=report.currency,
        reason=report.reason,
        respond_by=report.respond_by,
        created_at=report.created_at,
    )
    record_audit(order, "betalingen.dispute_opened", dispute=dispute.reference, amount_cents=dispute.amount_cents)
    flag_again(attempt, Discrepancy.Kind.DISPUTED)
    post_outcome(order, dispute, before="")
    _end(dispute)


def _follow(order: Order, dispute: Dispute, report: DisputeReport) -> None:
    before = dispute.status
    dispute.status = move(DISPUTE, DisputeStatus(before), DisputeStatus(report.state))
    dispute.respond_by = report.respond_by
    dispute.amount_cents = report.amount_cents
    dispute.save(update_fields=["status", "respond_by", "amount_cents"])
    if dispute.status != before:
        record_audit(order, "betalingen.dispute_moved", dispute=dispute.reference, state=dispute.status)
        post_outcome(order, dispute, before=before)
        _end(dispute)
        _answered(order, dispute)


def flag_deadlines() -> None:
    """An exception of its own for every claim that must be answered within days; daily, once per claim."""
    soon = timezone.now() + ANSWER_SOON
    late = Dispute.objects.filter(status=DisputeStatus.NEEDS_RESPONSE, respond_by__lte=soon)
    for pk in late.values_list("attempt_id", flat=True).distinct():
        _flag_deadline(pk)


@transaction.atomic
def _flag_deadline(attempt_pk: int) -> None:
    _order, attempt = locked_attempt(attempt_pk)
    flag(attempt, Discrepancy.Kind.DISPUTE_DEADLINE)


def _answered(order: Order, dispute: Dispute) -> None:
    """Nobody waits for us any more: the deadline needs nobody."""
    waits = Dispute.objects.filter(attempt=dispute.attempt_id, status=DisputeStatus.NEEDS_RESPONSE)
    if waits.exists():
        return
    settled = Discrepancy.objects.filter(
        attempt=dispute.attempt_id, kind=Discrepancy.Kind.DISPUTE_DEADLINE, resolved_at__isnull=True
    ).update(resolved_at=timezone.now(), resolution=_("De bank wacht niet meer op ons antwoord."))
    if settled:
        record_audit(order, "betalingen.discrepancy_resolved", kind=Discrepancy.Kind.DISPUTE_DEADLINE.value)


def _end(dispute: Dispute) -> None:
    is_over = dispute.status in ENDED
    if is_over == (dispute.closed_at is not None):
        return
    dispute.closed_at = timezone.now() if is_over else None
    dispute.save(update_fields=["closed_at"])
