"""Delete by which address somebody came into a meeting, once nobody comes in there any more."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.api import record_audit
from events.locking import locked_edition
from events.models import MeetingInvitation

KEPT_FOR: Final = dt.timedelta(days=28)  # after the session: whoever asks why they could not come in, asks soon


def forget_invitations() -> int:
    """Of sessions that ended four weeks ago; returns how many. The attendance stays, and so does the room of the service."""
    editions = _old_invitations().order_by("room__edition").values_list("room__edition", flat=True).distinct()
    return sum(_forget_in(edition_id) for edition_id in list(editions))


def _old_invitations() -> QuerySet[MeetingInvitation]:
    return MeetingInvitation.objects.filter(room__session__ends_at__lte=timezone.now() - KEPT_FOR)


@transaction.atomic
def _forget_in(edition_id: int) -> int:
    edition = locked_edition(edition_id)
    count, _per_model = _old_invitations().filter(room__edition=edition).delete()
    if count:
        record_audit(edition, "events.invitations_forgotten", count=count)
    return count
