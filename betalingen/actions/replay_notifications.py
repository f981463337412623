"""Try the messages again that could not be handled, once what stood in their way is gone."""

from django.db import transaction

from betalingen.models import InboxEvent
from cms.api import User, defer, record_audit


@transaction.atomic
def replay_notifications(*, user: User | None = None) -> int:
    """Leave a job for every message that was given up; how many there were."""
    given_up = list(InboxEvent.objects.select_for_update().filter(state=InboxEvent.State.FAILED).order_by("pk"))
    for event in given_up:
        event.state = InboxEvent.State.RECEIVED
        event.tries = 0
        event.save(update_fields=["state", "tries"])
        record_audit(event, "betalingen.notification_replayed", user=user)
        defer("betalingen.apply_notification", event=event.pk)
    return len(given_up)
