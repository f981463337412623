"""Offer a place to somebody who is not first in the queue, or asked after the deadline: a decision of a colleague, never of a
visitor."""

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import MoveNotAllowed, NotAllowed, User, record_audit
from events.actions.advance_queue import advance_queue, offer_seats, takes_offers
from events.lifecycles import WaitingListStatus
from events.locking import locked_entry
from events.models import WaitingListEntry
from events.queries.waiting_list import offered_seats, position_of


@transaction.atomic
def offer_out_of_turn(*, entry_id: int, user: User) -> WaitingListEntry:
    """Offer seats that are free or kept for the head of the queue; the log says how many people were passed.

    Raises MoveNotAllowed unless the person waits, NotAllowed when there are not that many seats or it is too late.
    """
    entry = locked_entry(entry_id)
    edition = entry.edition
    if entry.status != WaitingListStatus.WAITING:
        raise MoveNotAllowed(WaitingListStatus(entry.status), WaitingListStatus.OFFERED)
    if not takes_offers(edition):
        raise NotAllowed(_("Hiervoor kan geen plaats meer worden aangeboden."))
    free = edition.capacity - edition.taken - offered_seats(edition.pk)
    if entry.seats > free:
        told = _("Er zijn niet genoeg plaatsen vrij: %(free)s, en dit zijn er %(seats)s. Verhoog eerst het maximum.")
        raise NotAllowed(told % {"free": free, "seats": entry.seats})
    passed = position_of(entry) - 1
    offer_seats(edition, entry, user)
    record_audit(
        entry,
        "events.late_request_admitted" if entry.is_late else "events.offered_out_of_turn",
        user=user,
        passed=passed,
    )
    advance_queue(edition.pk)
    return entry
