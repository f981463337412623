"""Give what is free to the waiting list, in order: who is first goes first, and nobody passes because they need less."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from cms.api import User, counts_changed, move, record_audit
from events.lifecycles import WAITING_LIST, WaitingListStatus
from events.locking import OPEN_TO_BOOKINGS, locked_edition
from events.models import Edition, WaitingListEntry
from events.queries.waiting_list import queue_of, starts_at
from events.waiting_mails import mail_seats_offered
from events.working_hours import after_working_hours


def advance_queues() -> None:
    """Every queue there is, each in a transaction of its own: what a page that was off the site held up goes on again."""
    waiting = WaitingListEntry.objects.filter(status=WaitingListStatus.WAITING)
    for edition_pk in waiting.order_by("edition").values_list("edition", flat=True).distinct():
        advance_queue(edition_pk)


@transaction.atomic
def advance_queue(edition_pk: int) -> None:
    """Offer the free seats to the head of the queue as long as they suffice, and keep the rest for it.

    Call it after every change of seats or of the queue; it may run any number of times. While somebody waits no seat is
    anybody else's; when nobody waits any more, what is not offered is everybody's again.
    Who asked after the deadline does not count: a colleague decides about them.
    """
    edition = locked_edition(edition_pk)
    queue = list(queue_of(edition_pk).select_for_update())
    waiting = [entry for entry in queue if entry.status == WaitingListStatus.WAITING and not entry.is_late]
    offered = sum(entry.seats for entry in queue if entry.status == WaitingListStatus.OFFERED)
    free = edition.capacity - edition.taken - offered
    if waiting and takes_offers(edition):
        while waiting and waiting[0].seats <= free:
            entry = waiting.pop(0)
            offer_seats(edition, entry)
            offered, free = offered + entry.seats, free - entry.seats
    reserved = offered + free if waiting else offered
    if reserved != edition.reserved:
        counts_changed()
        Edition.objects.filter(pk=edition_pk).update(reserved=reserved)


def takes_offers(edition: Edition) -> bool:
    """Whether a place can be offered now: it is on, has not begun, and its page is on the site.

    The deadline to sign up does not count: whoever is on the list was there in time.
    """
    begins = starts_at(edition)
    is_to_come = begins is None or begins > timezone.now()
    return edition.status in OPEN_TO_BOOKINGS and is_to_come and bool(edition.offering.live)


def offer_seats(edition: Edition, entry: WaitingListEntry, user: User | None = None) -> None:
    """Hold the seats of an entry for it, until its working hours have passed or it begins; both rows are locked.

    Whoever calls this sees to `reserved`.
    """
    entry.edition = edition
    entry.status = move(WAITING_LIST, entry.status, WaitingListStatus.OFFERED)
    entry.offered_at = timezone.now()
    entry.offer_until = _until(edition, entry.offered_at)
    entry.save(update_fields=["status", "offered_at", "offer_until"])
    record_audit(entry, "events.seats_offered", user=user, seats=entry.seats, until=entry.offer_until.isoformat())
    mail_seats_offered(entry)


def _until(edition: Edition, now: dt.datetime) -> dt.datetime:
    until = after_working_hours(now, edition.offer_hours)
    begins = starts_at(edition)
    return min(until, begins) if begins else until
