"""From a click on “betalen” to the address where the customer pays. Talks to the provider, so never in a transaction."""

import logging
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from betalingen import hooks
from betalingen.actions.fail_attempt import fail_attempt
from betalingen.actions.start_attempt import start_attempt
from betalingen.actions.sync_attempt import stop_attempt, sync_attempt
from betalingen.contracts import (
    Deferred,
    PaymentProvider,
    PaymentRequest,
    ProviderUnavailable,
    Redirect,
    RequestRefused,
)
from betalingen.lifecycles import AttemptStatus, OrderStatus
from betalingen.locking import locked_attempt
from betalingen.models import Attempt
from betalingen.queries.orders import kept_cents
from cms.api import defer

logger = logging.getLogger(__name__)

MAX_TRIES: Final = 3
"""A provider may remember a failure under an idempotency key for a day; then only a new attempt helps."""

USABLE: Final = timedelta(minutes=2)
"""A payment that ends sooner is not worth sending anybody to."""


def begin_payment(*, order: int, instalment: int | None = None) -> str:
    """The address where the customer can pay this order (its pk), or this instalment of it (its pk).

    Clicking twice leads to the same payment. Raises NotAllowed when there is nothing to pay, ProviderUnavailable when
    paying does not work now; the order then stays as it was.
    """
    attempt = start_attempt(order=order, instalment=instalment)
    provider = _provider(attempt)
    if _is_outdated(attempt) or not _is_usable(attempt):
        attempt = sync_attempt(attempt=attempt.pk)
        is_kept = not _is_outdated(attempt) and (_is_usable(attempt) or _may_ask_again(attempt))
        if attempt.status == AttemptStatus.CREATED and not is_kept:
            if attempt.provider_reference:
                attempt = stop_attempt(attempt=attempt.pk)
            else:
                attempt = fail_attempt(attempt=attempt.pk)
        if attempt.status != AttemptStatus.CREATED:
            attempt = start_attempt(order=order, instalment=instalment)  # refuses when it turned out to be paid
    return attempt.payment_url or _ask(provider, attempt)


def _provider(attempt: Attempt) -> PaymentProvider:
    try:
        return hooks.payment_provider(attempt.provider)
    except hooks.NotContributed as error:
        raise ProviderUnavailable(str(error)) from error


def _is_outdated(attempt: Attempt) -> bool:
    """Since it was started, some of it came another way, or need not be paid any more."""
    part = attempt.payer
    return attempt.amount_cents != part.owed_cents - kept_cents(part)


def _is_usable(attempt: Attempt) -> bool:
    """A payment that runs, or one that was never asked for."""
    if attempt.payment_url:
        return attempt.expires_at > timezone.now() + USABLE
    return attempt.tries == 0 and _may_ask_again(attempt)


def _may_ask_again(attempt: Attempt) -> bool:
    """The provider may still accept the frozen request: its end must lie far enough ahead."""
    soon = timezone.now() + timedelta(minutes=31)
    return not attempt.provider_reference and attempt.tries < MAX_TRIES and attempt.expires_at > soon


def _ask(provider: PaymentProvider, attempt: Attempt) -> str:
    request = PaymentRequest.from_json(attempt.parameters)
    try:
        answer = provider.start(request)
    except ProviderUnavailable:
        _count_failure(attempt)
        raise
    except RequestRefused as error:
        logger.error("attempt %s was refused by %s: %s", attempt.public_id, provider.key, error)  # noqa: TRY400
        fail_attempt(attempt=attempt.pk)
        raise ProviderUnavailable(str(error)) from error
    if isinstance(answer, Deferred):
        raise ProviderUnavailable(f"{provider.key} is paid later and has no page to pay on")
    _store(attempt, answer)
    return answer.url


@transaction.atomic(durable=True)
def _count_failure(attempt: Attempt) -> None:
    _order, locked = locked_attempt(attempt.pk)
    locked.tries += 1
    locked.save(update_fields=["tries"])


@transaction.atomic(durable=True)
def _store(attempt: Attempt, answer: Redirect) -> None:
    order, locked = locked_attempt(attempt.pk)
    locked.provider_reference = answer.reference
    locked.payment_url = answer.url
    locked.expires_at = answer.expires_at
    locked.is_demo = answer.is_demo
    locked.save(update_fields=["provider_reference", "payment_url", "expires_at", "is_demo"])
    if order.status != OrderStatus.OPEN or locked.status != AttemptStatus.CREATED:
        # Cancelled while the provider was being asked: nobody may pay this any more.
        defer("betalingen.stop_attempt", attempt=locked.pk)
