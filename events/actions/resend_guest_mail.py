"""Mail a guest their personal link once more."""

from django.db import transaction

from events.guest_mails import mail_guest_again
from events.models import Guest, GuestList
from events.queries.guests import guests_coming


@transaction.atomic
def resend_guest_mail(*, guest_list_id: int, email: str) -> None:
    """To whoever comes with this address; nothing happens when nobody does."""
    guest_list = GuestList.objects.select_related("edition__offering", "session__host").get(pk=guest_list_id)
    found: Guest | None = guests_coming(guest_list).filter(email__iexact=email).first()
    if found:
        found.guest_list = guest_list
        mail_guest_again(found)
