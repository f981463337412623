"""Tell the provider to give money back. Talks to the provider, so never in a transaction."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from betalingen import hooks
from betalingen.actions.apply_refund import apply_refund
from betalingen.actions.sync_attempt import sync_attempt
from betalingen.contracts import RefundReport, RefundRequest, RequestRefused
from betalingen.lifecycles import REFUND, RefundStatus
from betalingen.locking import locked_refund
from betalingen.models import Refund
from cms.api import move

KEY_IS_SAFE: Final = timedelta(hours=12)
"""Providers forget idempotency keys after a day: after this time we first look whether the refund exists already."""


def submit_refund(*, refund: int) -> None:
    """Submit a refund (its pk) or find that it was submitted. Raises ProviderUnavailable: then call again later."""
    submitted = _submit(refund)
    if submitted.created_at < timezone.now() - KEY_IS_SAFE:
        sync_attempt(attempt=submitted.attempt_id)
        submitted.refresh_from_db()
    if submitted.status != RefundStatus.SUBMITTED or submitted.provider_reference:
        return
    attempt = submitted.attempt
    request = RefundRequest(
        refund=str(submitted.public_id),
        idempotency_key=submitted.idempotency_key,
        charge_reference=attempt.charge_reference,
        amount_cents=submitted.amount_cents,
        currency=attempt.received_currency,
        reason=submitted.reason,
    )
    try:
        report = hooks.payment_provider(attempt.provider).refund(request)
    except RequestRefused as error:
        report = RefundReport(state="failed", amount_cents=submitted.amount_cents, reason=str(error))
    apply_refund(refund=refund, report=report)


@transaction.atomic(durable=True)
def _submit(pk: int) -> Refund:
    _order, _attempt, refund = locked_refund(pk)
    if refund.status == RefundStatus.REQUESTED:
        refund.status = move(REFUND, refund.status, RefundStatus.SUBMITTED)
        refund.save(update_fields=["status"])
    return refund
