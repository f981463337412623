"""Turn seats that were offered to somebody on the waiting list into seats of their booking."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, counts_changed, move, record_audit
from events.actions.advance_queue import advance_queue
from events.lifecycles import WAITING_LIST, WaitingListStatus
from events.locking import OPEN_TO_BOOKINGS, locked_entry
from events.models import Booking, Edition, WaitingListEntry


class OfferGone(NotAllowed):
    """The offer does not stand (any more)."""


def accept_offer(*, entry_id: int, booking: Booking, seats: int) -> WaitingListEntry:
    """Take `seats` of the offered seats for a booking that was stored in this transaction; the others go to the next.

    Called by place_booking, as the last thing it does: see the lock order. Whether the offer still stands is decided here,
    by the clock, whatever the job that closes offers has done. Raises NotAllowed.
    """
    entry = locked_entry(entry_id)
    edition = entry.edition
    if entry.edition_id != booking.edition_id or edition.status not in OPEN_TO_BOOKINGS:
        raise OfferGone(_("Dit aanbod geldt niet (meer)."))
    if entry.status != WaitingListStatus.OFFERED or entry.offer_until is None or entry.offer_until <= timezone.now():
        raise OfferGone(_("De tijd om te beslissen is voorbij, of u heeft al beslist. Er is niemand aangemeld."))
    if seats > entry.seats:
        raise NotAllowed(
            _("We houden %(held)s plaatsen voor u vast; meer deelnemers kan niet.") % {"held": entry.seats}
        )
    entry.status = move(WAITING_LIST, entry.status, WaitingListStatus.ACCEPTED)
    entry.booking = booking
    entry.save(update_fields=["status", "booking"])
    record_audit(entry, "events.offer_accepted", seats=seats)
    counts_changed()
    Edition.objects.filter(pk=edition.pk).update(taken=F("taken") + seats, reserved=F("reserved") - entry.seats)
    advance_queue(edition.pk)
    return entry
