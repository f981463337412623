"""A guest does not come after all."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, record_audit
from events.guest_mails import mail_guest_withdrawn
from events.locking import locked_guest_list
from events.models import Guest, GuestList


@transaction.atomic
def withdraw_guest(*, guest_id: int) -> None:
    """The place is free for another guest, and the calendar item goes; withdrawn before changes nothing.

    Raises NotAllowed once the session has begun.
    """
    edition_id = Guest.objects.values_list("guest_list__edition_id", flat=True).get(pk=guest_id)
    guest_list = locked_guest_list(edition_id)
    guest = Guest.objects.get(pk=guest_id)
    if guest.withdrawn_at or guest_list is None:
        return
    if guest_list.session.starts_at <= timezone.now():
        raise NotAllowed(_("De bijeenkomst is al begonnen."))
    guest.guest_list, guest.withdrawn_at = guest_list, timezone.now()
    guest.save(update_fields=["withdrawn_at"])
    GuestList.objects.filter(pk=guest_list.pk).update(taken=F("taken") - 1)
    record_audit(guest_list.edition, "events.guest_withdrawn")
    mail_guest_withdrawn(guest)
