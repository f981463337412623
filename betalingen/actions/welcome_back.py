"""Somebody comes back from the provider: find their attempt and see how it stands. Talks to the provider."""

import logging

from django.db.models import QuerySet

from betalingen.actions.sync_attempt import sync_attempt
from betalingen.contracts import ProviderUnavailable
from betalingen.lifecycles import AttemptStatus
from betalingen.models import Attempt

logger = logging.getLogger(__name__)

UNDECIDED = (AttemptStatus.CREATED, AttemptStatus.PENDING)


def welcome_back(*, order: int, instalment: int | None = None, provider_reference: str) -> Attempt | None:
    """The attempt of this order (its pk), or of this instalment of it (its pk), with this reference, brought up to date if that
    works; None for a foreign one, also when another pays it of the same order.

    The reference in the address proves nothing: only the provider's answer counts.
    """
    mine = Attempt.objects.filter(order=order, instalment=instalment)
    attempt = _own(mine, provider_reference) or _adopted(mine, provider_reference)
    if attempt is None or attempt.status not in UNDECIDED:
        return attempt
    return _synced(attempt) or attempt


def _own(mine: QuerySet[Attempt, Attempt], provider_reference: str) -> Attempt | None:
    return mine.filter(provider_reference=provider_reference).exclude(provider_reference="").first()


def _adopted(mine: QuerySet[Attempt, Attempt], provider_reference: str) -> Attempt | None:
    """A crash between the provider's answer and our commit leaves an attempt without its reference."""
    for attempt in mine.filter(provider_reference="", status=AttemptStatus.CREATED):
        _synced(attempt)
    return _own(mine, provider_reference)


def _synced(attempt: Attempt) -> Attempt | None:
    try:
        return sync_attempt(attempt=attempt.pk)
    except ProviderUnavailable:
        logger.warning("attempt %s: the provider does not answer, the webhook will tell", attempt.public_id)
        return None
