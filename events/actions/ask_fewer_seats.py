"""Wait for fewer seats than before: whoever is first in the queue may then be served at once."""

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, record_audit
from events.actions.advance_queue import advance_queue
from events.lifecycles import WaitingListStatus
from events.locking import locked_entry
from events.models import WaitingListEntry


@transaction.atomic
def ask_fewer_seats(*, entry_id: int, seats: int) -> WaitingListEntry:
    """The place in the queue stays. Raises NotAllowed when they are not fewer, or nobody waits here any more."""
    entry = locked_entry(entry_id)
    if entry.status != WaitingListStatus.WAITING:
        raise NotAllowed(_("Dit kan niet meer: u wacht niet meer, of er is al een plaats voor u."))
    if not 1 <= seats < entry.seats:
        raise NotAllowed(_("Kies minder plaatsen dan u nu vraagt."))
    before, entry.seats = entry.seats, seats
    entry.save(update_fields=["seats"])
    record_audit(entry, "events.fewer_seats_asked", before=before, seats=seats)
    advance_queue(entry.edition_id)
    entry.refresh_from_db()
    return entry
