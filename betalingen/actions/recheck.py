"""Let jobs look again at payments that may have moved without our knowing."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.utils import timezone

from betalingen import hooks
from betalingen.actions.submit_refund import KEY_IS_SAFE
from betalingen.lifecycles import AttemptStatus, OrderStatus, RefundStatus
from betalingen.models import Attempt, InboxEvent, Order, Refund
from betalingen.models.payments import BANK_TRANSFER
from betalingen.queries.order_lists import orders_to_invoice
from cms.api import defer

AT_REST: Final = timedelta(minutes=5)
"""Younger payments are still watched by the customer's own page."""


def recheck_unfinished() -> None:
    """Leave a job for every attempt that is neither paid nor over."""
    unfinished = Attempt.objects.filter(
        status__in=[AttemptStatus.CREATED, AttemptStatus.PENDING], created_at__lt=timezone.now() - AT_REST
    )
    for pk in unfinished.values_list("pk", flat=True):
        defer("betalingen.sync_attempt", once=f"sync-attempt-{pk}", attempt=pk)


def recheck_paid(*, provider: str, attempts: Iterable[str]) -> list[str]:
    """Leave a job for those attempts (public ids) that the provider calls paid and we do not; returns them."""
    behind = Attempt.objects.filter(provider=provider, public_id__in=attempts).exclude(status=AttemptStatus.SUCCEEDED)
    found = list(behind.values_list("pk", "public_id"))
    for pk, _public_id in found:
        defer("betalingen.sync_attempt", once=f"sync-attempt-{pk}", attempt=pk)
    return [str(public_id) for _pk, public_id in found]


def recheck_refunds() -> None:
    """Leave a job for every refund that is on its way: whether it arrived, or whether the provider was ever told.

    What a customer transferred is given back by a person.
    """
    under_way = Refund.objects.filter(status__in=[RefundStatus.REQUESTED, RefundStatus.SUBMITTED]).exclude(
        attempt__method=BANK_TRANSFER
    )
    told = under_way.exclude(provider_reference="").filter(created_at__lt=timezone.now() - AT_REST)
    for pk in told.values_list("attempt", flat=True).distinct().order_by():
        defer("betalingen.sync_attempt", once=f"sync-attempt-{pk}", attempt=pk)
    # The job that asks tries for hours; a provider may answer with the same failure for a day.
    untold = under_way.filter(provider_reference="", created_at__lt=timezone.now() - KEY_IS_SAFE)
    for pk in untold.values_list("pk", flat=True):
        defer("betalingen.submit_refund", once=f"submit-refund-{pk}", refund=pk)


def recheck_fees() -> None:
    """Leave a job for every payment whose fee is still unknown."""
    waiting = Attempt.objects.filter(
        status=AttemptStatus.SUCCEEDED, fee_cents__isnull=True, succeeded_at__gt=timezone.now() - timedelta(days=30)
    )
    for pk in waiting.values_list("pk", flat=True):
        defer("betalingen.sync_attempt", once=f"sync-attempt-{pk}", attempt=pk)


def recheck_invoices() -> None:
    """Leave a job for every order that should have an invoice and has none."""
    for pk in orders_to_invoice().values_list("pk", flat=True):
        defer("betalingen.issue_invoice", once=f"issue-invoice-{pk}", order=pk)


def recheck_inbox() -> None:
    """Leave a job for messages whose own job is gone."""
    forgotten = InboxEvent.objects.filter(
        state=InboxEvent.State.RECEIVED, received_at__lt=timezone.now() - timedelta(hours=12)
    )
    for pk in forgotten.values_list("pk", flat=True):
        defer("betalingen.apply_notification", once=f"inbox-{pk}", event=pk)


def expire_due_orders() -> None:
    """Leave a job for every order whose time is over."""
    due = Order.objects.filter(status=OrderStatus.OPEN, expires_at__lte=timezone.now())
    for pk in due.values_list("pk", flat=True):
        defer("betalingen.expire_order", once=f"expire-order-{pk}", order=pk)


def recheck_balances() -> None:
    """Leave a job for the balance at every provider."""
    for provider in hooks.payment_providers():
        defer("betalingen.import_balance", once=f"balance-{provider.key}", provider=provider.key)
