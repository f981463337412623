"""Ask the meeting services once more, now."""

from django.db import transaction

from cms.api import User, defer, record_audit
from events.models import Edition, MeetingRoom


@transaction.atomic
def retry_rooms(*, edition_id: int, user: User | None = None) -> None:
    """Try what failed without waiting for the next time. Raises Edition.DoesNotExist."""
    edition = Edition.objects.get(pk=edition_id)
    MeetingRoom.objects.filter(edition=edition).exclude(fault="").update(next_try_at=None)
    record_audit(edition, "events.rooms_retried", user=user)
    defer("events.arrange_rooms", edition=str(edition.public_id))
