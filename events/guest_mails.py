"""The mails to guests of participants, with a calendar item that follows the session; as in events.mails each has a key that
names the event."""

from typing import Final

from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.api import Attachment, queue_mail
from events.calendar import Attendee, Method, guest_calendar
from events.mails import organiser
from events.models import Guest
from events.queries.guests import guest_facts
from events.queries.offerings import title_in
from events.queries.snapshots import absolute_url, session_view

_COMES: Final = _("U bent er als gast bij: %(title)s")
_KNOWN: Final = _(
    "Fijn dat u komt. Zet de afspraak uit de bijlage in uw agenda. Kunt u niet? Meld u dan af op uw pagina."
)


def mail_guest_signed_up(guest: Guest) -> None:
    """When and where, the calendar item, and the link to withdraw; once."""
    _mail(guest, "signed_up", _COMES, _KNOWN)


def mail_guest_again(guest: Guest) -> None:
    """The same, for whoever signs up a second time."""
    _mail(guest, f"again:{timezone.now().isoformat()}", _COMES, _KNOWN)


def mail_guest_changed(guest: Guest) -> None:
    """It is at another moment or place, and the calendar item moves along."""
    told = _(
        "Wanneer of waar het is, is veranderd. Hieronder staat hoe het nu is; uw agenda verandert mee met de bijlage."
    )
    _mail(guest, f"changed:{guest.guest_list.edition.sequence}", _("Gewijzigd: %(title)s"), told)


def mail_guest_withdrawn(guest: Guest) -> None:
    """They do not come, and the calendar item goes."""
    told = _("U bent afgemeld. Met de bijlage verdwijnt de afspraak uit uw agenda.")
    _mail(guest, "withdrawn", _("U bent afgemeld: %(title)s"), told, Method.CANCEL)


def mail_guest_off(guest: Guest, reason: str = "") -> None:
    """It will not be, or not with guests; the calendar item goes."""
    told = _(
        "De bijeenkomst waar u als gast zou komen gaat niet door. Met de bijlage verdwijnt de afspraak uit uw agenda."
    )
    _mail(guest, "off", _("Gaat niet door: %(title)s"), told, Method.CANCEL, reason)


def _mail(
    guest: Guest, event: str, heading: Promise, told: Promise, method: Method = Method.REQUEST, reason: str = ""
) -> None:
    guest_list = guest.guest_list
    edition, session = guest_list.edition, guest_list.session
    url = absolute_url("events:guest", guest.access_key, language=guest.language)
    title = title_in(edition.offering, guest.language)
    with translation.override(guest.language):
        subject, facts = str(heading) % {"title": title}, guest_facts(session)
        item = guest_calendar(
            title,
            session_view(session),
            Attendee(guest.name, guest.email),
            guest=guest.public_id,
            url=url,
            sequence=edition.sequence + (method is Method.CANCEL),
            method=method,
            organiser=organiser(),
            stamp=timezone.now(),
        )
    queue_mail(
        key=f"guest:{guest.public_id}:{event}",
        to=guest.email,
        template="events/guest",
        context={
            "guest": guest,
            "inviter": guest.invited_by.shown_name if guest.invited_by else "",
            "title": title,
            "heading": subject,
            "told": told,
            "reason": reason,
            "facts": facts,
            "url": "" if method is Method.CANCEL else url,
        },
        language=guest.language,
        attachments=[Attachment("gast.ics", f"text/calendar; method={method.value}", item)],
        about=f"edition:{edition.public_id}",
    )
