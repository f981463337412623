"""Leave the waiting list, or say no to an offer: the next in line is served at once."""

from django.db import transaction

from cms.api import User, move, record_audit
from events.actions.advance_queue import advance_queue
from events.lifecycles import QUEUED, WAITING_LIST, WaitingListStatus
from events.locking import locked_entry
from events.models import WaitingListEntry
from events.waiting_mails import mail_left_the_list

THEN = {
    WaitingListStatus.WAITING: (WaitingListStatus.WITHDRAWN, "events.waiting_list_left"),
    WaitingListStatus.OFFERED: (WaitingListStatus.DECLINED, "events.offer_declined"),
}


@transaction.atomic
def leave_waiting_list(*, entry_id: int, user: User | None = None) -> WaitingListEntry:
    """By the person, or with `user` by a member of staff. Whoever is off the list already stays as they are."""
    entry = locked_entry(entry_id)
    if entry.status not in QUEUED:
        return entry
    then, line = THEN[WaitingListStatus(entry.status)]
    entry.status = move(WAITING_LIST, entry.status, then)
    entry.save(update_fields=["status"])
    record_audit(entry, line, user=user, seats=entry.seats)
    mail_left_the_list(entry)
    advance_queue(entry.edition_id)
    return entry
