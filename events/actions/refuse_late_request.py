"""Say no to somebody who asked for a place after the deadline."""

from django.db import transaction

from cms.api import MoveNotAllowed, User, move, record_audit
from events.lifecycles import WAITING_LIST, WaitingListStatus
from events.locking import locked_entry
from events.models import WaitingListEntry
from events.waiting_mails import mail_late_request_refused


@transaction.atomic
def refuse_late_request(*, entry_id: int, user: User) -> WaitingListEntry:
    """With a mail. No seat was held, so nobody moves up. Raises MoveNotAllowed unless such a request waits for an answer."""
    entry = locked_entry(entry_id)
    if entry.status != WaitingListStatus.WAITING or not entry.is_late:
        raise MoveNotAllowed(WaitingListStatus(entry.status), WaitingListStatus.WITHDRAWN)
    entry.status = move(WAITING_LIST, entry.status, WaitingListStatus.WITHDRAWN)
    entry.save(update_fields=["status"])
    record_audit(entry, "events.late_request_refused", user=user, seats=entry.seats)
    mail_late_request_refused(entry)
    return entry
