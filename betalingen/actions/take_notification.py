"""Put a provider's message in the inbox, before anything is done with it."""

from django.db import transaction

from betalingen.contracts import Notification
from betalingen.models import InboxEvent
from cms.api import defer


@transaction.atomic
def take_notification(*, provider: str, notification: Notification) -> InboxEvent:
    """Store a message and leave a job for it; one that we have already is returned as it is."""
    event, is_new = InboxEvent.objects.get_or_create(
        provider=provider,
        event_id=notification.event_id,
        defaults={
            "kind": notification.kind,
            "subject": notification.subject,
            "object_reference": notification.object_reference,
            "attempt_reference": notification.attempt,
            "site": notification.site,
        },
    )
    if is_new:
        defer("betalingen.apply_notification", event=event.pk)
    return event
