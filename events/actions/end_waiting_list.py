"""End a waiting list: it began, or it does not go ahead. Whoever still stood on it is told."""

from django.db import transaction
from django.utils import timezone

from cms.api import User, counts_changed, move, record_audit
from events.lifecycles import QUEUED, WAITING_LIST, WaitingListStatus
from events.locking import OPEN_TO_BOOKINGS, locked_edition
from events.models import Edition, WaitingListEntry
from events.queries.waiting_list import queue_of, starts_at
from events.waiting_mails import mail_list_ended


def end_started_lists() -> int:
    """End the list of each edition that has begun or is over; returns how many. Each in a transaction of its own."""
    queued = Edition.objects.filter(waiting_list__status__in=QUEUED).distinct().order_by("pk")
    return sum(_end_if_started(edition.pk) for edition in queued if _has_started(edition))


@transaction.atomic
def _end_if_started(edition_pk: int) -> bool:
    edition = locked_edition(edition_pk)
    if not _has_started(edition):
        return False  # moved at this very moment
    end_waiting_list(edition)
    counts_changed()
    Edition.objects.filter(pk=edition_pk).update(reserved=0)
    return True


def end_waiting_list(edition: Edition, *, reason: str = "", user: User | None = None) -> int:
    """Tell everybody who waits or has an offer that it ends here; returns how many. The edition is locked.

    Whoever calls this sees to `reserved`. `reason` is a sentence that they read.
    """
    queue: list[WaitingListEntry] = list(queue_of(edition.pk).select_for_update())
    for entry in queue:
        entry.edition = edition
        entry.status = move(WAITING_LIST, entry.status, WaitingListStatus.EXPIRED)
        entry.save(update_fields=["status"])
        record_audit(entry, "events.waiting_list_ended", user=user, seats=entry.seats)
        mail_list_ended(entry, reason)
    return len(queue)


def _has_started(edition: Edition) -> bool:
    begins = starts_at(edition)
    return edition.status not in OPEN_TO_BOOKINGS or (begins is not None and begins <= timezone.now())
