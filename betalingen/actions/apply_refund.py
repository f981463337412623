"""Write down how money given back stands, whoever gave it back."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.actions.credit_surplus import credit_surplus
from betalingen.actions.flag import flag
from betalingen.actions.post_money import post_refund, post_returned_refund
from betalingen.contracts import RefundReport
from betalingen.lifecycles import REFUND, AttemptStatus, RefundStatus
from betalingen.locking import locked_refund
from betalingen.models import Attempt, Discrepancy, Order, Refund
from betalingen.pricing import vat_within
from betalingen.queries.orders import kept_cents, view_for
from cms.api import move, queue_mail, record_audit


@transaction.atomic
def apply_refund(*, refund: int, report: RefundReport) -> Refund:
    """Bring one refund (its pk) in line with what the provider says."""
    order, attempt, locked = locked_refund(refund)
    _apply(order, attempt, locked, report)
    return locked


def apply_refund_reports(order: Order, attempt: Attempt, reports: Iterable[RefundReport]) -> None:
    """The same for all refunds of a locked attempt; one made at the provider itself becomes a refund of ours too."""
    if attempt.status != AttemptStatus.SUCCEEDED:
        return
    for report in reports:
        _apply(order, attempt, _found(attempt, report) or _foreign(attempt, report), report)


def _found(attempt: Attempt, report: RefundReport) -> Refund | None:
    known = Refund.objects.select_for_update().filter(attempt=attempt)
    if report.refund and _is_uuid(report.refund):
        own = known.filter(public_id=report.refund).first()
        if own:
            return own
    return known.filter(provider_reference=report.reference).first()


def _foreign(attempt: Attempt, report: RefundReport) -> Refund:
    refund = Refund.objects.create(
        attempt=attempt,
        amount_cents=report.amount_cents,
        reason=report.reason or _("gedaan bij de betaaldienst zelf"),
        status=RefundStatus.SUBMITTED,
        provider_reference=report.reference,
    )
    record_audit(
        attempt.order, "betalingen.refund_found", refund=str(refund.public_id), amount_cents=refund.amount_cents
    )
    return refund


def _apply(order: Order, attempt: Attempt, refund: Refund, report: RefundReport) -> None:
    if report.reference and not refund.provider_reference:
        refund.provider_reference = report.reference
        refund.save(update_fields=["provider_reference"])
    if refund.status == RefundStatus.REQUESTED:
        refund.status = move(REFUND, refund.status, RefundStatus.SUBMITTED)
        refund.save(update_fields=["status"])
    match report.state:
        case "succeeded" if refund.status == RefundStatus.SUBMITTED:
            _succeed(order, attempt, refund)
        case "failed" if refund.status == RefundStatus.SUBMITTED:
            _fail(order, attempt, refund, report)
        case "failed" if refund.status == RefundStatus.SUCCEEDED:
            _return(order, attempt, refund)


def _succeed(order: Order, attempt: Attempt, refund: Refund) -> None:
    before = kept_cents(order)
    after = before - refund.amount_cents
    refund.vat_cents = _vat(order, before) - _vat(order, after)
    refund.status = move(REFUND, refund.status, RefundStatus.SUCCEEDED)
    refund.succeeded_at = timezone.now()
    refund.save(update_fields=["status", "succeeded_at", "vat_cents"])
    post_refund(order, attempt, refund)
    credit_surplus(order, reason=refund.reason)
    record_audit(order, "betalingen.refund_succeeded", refund=str(refund.public_id), amount_cents=refund.amount_cents)
    queue_mail(
        key=f"refund:{refund.public_id}:succeeded",
        to=attempt.payer.email,
        template="betalingen/refunded",
        context={
            "order": view_for(attempt.payer),
            "name": attempt.payer.greeted_name,
            "amount_cents": refund.amount_cents,
        },
        language=order.language,
        about=f"order:{order.public_id}",
    )


def _fail(order: Order, attempt: Attempt, refund: Refund, report: RefundReport) -> None:
    refund.status = move(REFUND, refund.status, RefundStatus.FAILED)
    refund.failure = report.reason[:255]
    refund.save(update_fields=["status", "failure"])
    record_audit(order, "betalingen.refund_failed", refund=str(refund.public_id), amount_cents=refund.amount_cents)
    flag(attempt, Discrepancy.Kind.REFUND_FAILED)


def _return(order: Order, attempt: Attempt, refund: Refund) -> None:
    """The customer's bank sent it back. What was booked stays; that it came back is booked beside it."""
    refund.status = move(REFUND, refund.status, RefundStatus.RETURNED)
    refund.returned_at = timezone.now()
    refund.save(update_fields=["status", "returned_at"])
    post_returned_refund(order, attempt, refund)
    record_audit(order, "betalingen.refund_returned", refund=str(refund.public_id), amount_cents=refund.amount_cents)
    flag(attempt, Discrepancy.Kind.REFUND_FAILED)


def _vat(order: Order, cents: int) -> int:
    return vat_within(cents, total_cents=order.total_cents, vat_cents=order.vat_cents)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
