"""Put somebody on the waiting list of an edition that is full, or take a request for a place after the deadline."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.api import NotAllowed, record_audit
from events.locking import OPEN_TO_BOOKINGS, locked_edition
from events.models import Edition, WaitingListEntry
from events.queries.waiting_list import position_of, queue_of, starts_at
from events.waiting_mails import mail_on_the_list


class AlreadyWaiting(NotAllowed):
    """This address stands on the list; `entry` is theirs."""

    def __init__(self, entry: WaitingListEntry) -> None:
        super().__init__(_("U staat al op de wachtlijst."))
        self.entry = entry


@transaction.atomic
def join_waiting_list(
    *, edition: uuid.UUID, form_key: uuid.UUID, name: str, email: str, organisation_name: str, seats: int, language: str
) -> WaitingListEntry:
    """Wait for `seats` seats at once; `edition` is its public id. The same `form_key` again returns the entry made then. After the
    deadline, while there is room, it waits for a colleague.

    Raises Edition.DoesNotExist; NotAllowed with a sentence for people, of which AlreadyWaiting can be told apart.
    """
    locked = locked_edition(Edition.objects.values_list("pk", flat=True).get(public_id=edition))
    earlier = WaitingListEntry.objects.filter(form_key=form_key).first()
    if earlier:
        return earlier
    is_late = locked.closes_at is not None and locked.closes_at <= timezone.now()
    _check(locked, seats, is_late=is_late)
    waiting = queue_of(locked.pk).filter(email__iexact=email).first()
    if waiting:
        raise AlreadyWaiting(waiting)
    entry = WaitingListEntry.objects.create(
        form_key=form_key,
        edition=locked,
        name=name,
        email=email,
        organisation_name=organisation_name,
        seats=seats,
        language=language,
        is_late=is_late,
    )
    record_audit(entry, "events.late_request_made" if is_late else "events.waiting_list_joined", seats=seats)
    mail_on_the_list(entry, position_of(entry))
    return entry


def _check(edition: Edition, seats: int, *, is_late: bool) -> None:
    begins = starts_at(edition)
    if edition.status not in OPEN_TO_BOOKINGS or (begins and begins <= timezone.now()):
        raise NotAllowed(_("Er is geen wachtlijst (meer): het gaat niet door of is al begonnen."))
    if is_late and edition.left < seats:
        raise NotAllowed(_("De aanmelding is gesloten, en er is niet genoeg plaats meer."))
    if seats > edition.capacity:
        raise NotAllowed(_("Zoveel plaatsen zijn er niet: er zijn er %(count)s.") % {"count": edition.capacity})
    if edition.left > 0 and not is_late:
        words = ngettext("Er is nog %(left)s plaats vrij.", "Er zijn nog %(left)s plaatsen vrij.", edition.left)
        told = _("U kunt zich gewoon aanmelden; de wachtlijst begint pas als alles bezet is.")
        raise NotAllowed(f"{words % {'left': edition.left}} {told}")
