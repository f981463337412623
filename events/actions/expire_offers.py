"""Close the offers to the waiting list whose time has passed; the seats go to the next in line."""

from django.db import transaction
from django.utils import timezone

from cms.api import move, record_audit
from events.actions.advance_queue import advance_queue
from events.lifecycles import WAITING_LIST, WaitingListStatus
from events.locking import locked_entry
from events.models import WaitingListEntry
from events.waiting_mails import mail_offer_expired


def expire_offers() -> int:
    """Expire what is overdue; returns how many. Each in a transaction of its own."""
    overdue = WaitingListEntry.objects.filter(status=WaitingListStatus.OFFERED, offer_until__lte=timezone.now())
    return sum(_expire(pk) for pk in overdue.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _expire(entry_id: int) -> bool:
    entry = locked_entry(entry_id)
    if entry.status != WaitingListStatus.OFFERED:
        return False  # answered at this very moment
    entry.status = move(WAITING_LIST, entry.status, WaitingListStatus.EXPIRED)
    entry.save(update_fields=["status"])
    record_audit(entry, "events.offer_expired", seats=entry.seats)
    mail_offer_expired(entry)
    advance_queue(entry.edition_id)
    return True
