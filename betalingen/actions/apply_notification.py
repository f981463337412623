"""Act on a message in the inbox: look at the payment or payout it is about. Talks to the provider, so never in a transaction."""

import logging
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from betalingen.actions.import_balance import import_payout
from betalingen.actions.sync_attempt import sync_attempt
from betalingen.models import Attempt, InboxEvent

logger = logging.getLogger(__name__)

MAX_TRIES: Final = 10


class NotYetKnown(Exception):
    """The message is about a payment of this site whose row is not (yet) there."""


def apply_notification(*, event: int) -> None:
    """Process a message (its pk) once; a failure is counted on the row and raised, so that the job tries again."""
    received = InboxEvent.objects.get(pk=event)
    if received.state in {InboxEvent.State.PROCESSED, InboxEvent.State.FOREIGN}:
        return
    try:
        is_ours = _look(received)
    except Exception as error:
        _count_failure(event, error)
        raise
    _close(event, InboxEvent.State.PROCESSED if is_ours else InboxEvent.State.FOREIGN)


def _look(event: InboxEvent) -> bool:
    """Ask the provider about what the message is about; False when that is not of this site."""
    if event.subject == "payout":
        return import_payout(provider=event.provider, reference=event.object_reference) is not None
    attempt = _attempt_of(event)
    if attempt is None:
        return False
    sync_attempt(attempt=attempt.pk)
    return True


def _attempt_of(event: InboxEvent) -> Attempt | None:
    """None when the message is about somebody else's payment: an account may serve several sites."""
    wanted = Q(pk__isnull=True)
    if event.object_reference:
        wanted |= Q(provider_reference=event.object_reference) | Q(charge_reference=event.object_reference)
    if _is_uuid(event.attempt_reference):
        wanted |= Q(public_id=event.attempt_reference)
    found = Attempt.objects.filter(wanted, provider=event.provider).first()
    if found is None and event.site == settings.SITE_URL:
        raise NotYetKnown(f"no attempt {event.attempt_reference}")
    return found


@transaction.atomic
def _count_failure(pk: int, error: Exception) -> None:
    event = InboxEvent.objects.select_for_update().get(pk=pk)
    event.tries += 1
    event.error = f"{type(error).__name__}: {error}"[:255]
    if event.tries >= MAX_TRIES:
        event.state = InboxEvent.State.FAILED
        logger.error("inbox event %s is given up after %s tries", event.event_id, event.tries)
    event.save(update_fields=["tries", "error", "state"])


@transaction.atomic
def _close(pk: int, state: InboxEvent.State) -> None:
    InboxEvent.objects.filter(pk=pk).update(state=state, processed_at=timezone.now(), error="")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
