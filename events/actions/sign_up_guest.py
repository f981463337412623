"""Come along as a guest of a participant."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cms.api import NotAllowed, record_audit
from events.guest_mails import mail_guest_signed_up
from events.locking import locked_guest_list
from events.models import Guest, GuestList, Registration
from events.queries.guests import guests_coming, why_no_guest


class AlreadyGuest(NotAllowed):
    """Somebody with this address comes already."""


@transaction.atomic
def sign_up_guest(*, registration_id: int, name: str, email: str, language: str) -> Guest:
    """Keep a place for them and mail where to be.

    Raises NotAllowed, in words for the guest, when this participant can bring nobody (more); of which AlreadyGuest.
    """
    registration = Registration.objects.select_for_update(of=("self",), no_key=True).get(pk=registration_id)
    guest_list = locked_guest_list(registration.edition_id)
    if guest_list is None:
        raise NotAllowed(_("Deze uitnodiging geldt niet meer."))
    coming = guests_coming(guest_list)
    if coming.filter(email__iexact=email).exists():
        raise AlreadyGuest(_("Met dit adres komt er al een gast."))
    refusal = why_no_guest(guest_list, registration, coming.filter(invited_by=registration).count())
    if refusal:
        raise NotAllowed(refusal)
    GuestList.objects.filter(pk=guest_list.pk).update(taken=F("taken") + 1)
    guest = Guest.objects.create(
        guest_list=guest_list, invited_by=registration, name=name, email=email, language=language
    )
    record_audit(guest_list.edition, "events.guest_signed_up")
    mail_guest_signed_up(guest)
    return guest
