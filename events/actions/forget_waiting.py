"""Delete who stood on a waiting list, once nobody asks about it any more."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from cms.api import record_audit
from events.lifecycles import QUEUED
from events.locking import locked_edition
from events.models import Session, WaitingListEntry

KEPT_FOR: Final = dt.timedelta(days=90)  # after the last session; without one, since the entry was made


def forget_waiting() -> int:
    """Delete the old entries that wait for nothing any more; returns how many. The booking that came of one stays.

    The log keeps how many there were, not who.
    """
    editions = _old_entries().order_by("edition").values_list("edition", flat=True).distinct()
    return sum(_forget_in(edition_id) for edition_id in list(editions))


def _old_entries() -> QuerySet[WaitingListEntry]:
    since = timezone.now() - KEPT_FOR
    recent = Session.objects.filter(edition=OuterRef("edition"), ends_at__gt=since)
    return WaitingListEntry.objects.exclude(status__in=QUEUED).filter(~Exists(recent), created_at__lte=since)


@transaction.atomic
def _forget_in(edition_id: int) -> int:
    edition = locked_edition(edition_id)
    count, _per_model = _old_entries().filter(edition=edition).delete()
    if count:
        record_audit(edition, "events.waiting_forgotten", count=count)
    return count
