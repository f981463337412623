"""The mails to whoever stands on a waiting list; as in events.mails each has a key that names the event."""

import datetime as dt
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.api import RenderedMail, queue_mail, rendered_mail
from events.contracts import EditionView
from events.mail_moments import LINK, MOMENTS, MailWords, filled_in, filled_in_html
from events.models import WaitingListEntry
from events.queries.mail_texts import words_and_sender
from events.queries.snapshots import absolute_url, edition_view, waiting_url
from events.queries.wording import at, when_and_where

MAIL = "events/waiting"


def mail_on_the_list(entry: WaitingListEntry, position: int, *, again: str = "") -> None:
    """The receipt, with the place in the queue and the personal link. `again` names a repeat that was asked for."""
    if entry.is_late:
        _mail("requested", entry, again=again)
    else:
        _mail("joined", entry, again=again, plek=str(position))


def mail_late_request_refused(entry: WaitingListEntry) -> None:
    """No place after the deadline."""
    _mail("refused", entry)


def mail_seats_offered(entry: WaitingListEntry, *, again: str = "") -> None:
    """There is room, until when, and where to say yes or no."""
    _mail("offered", entry, again=again)


def mail_waiting_changed(entry: WaitingListEntry) -> None:
    """Another date, time or place of what they wait for."""
    _mail("changed", entry, again=str(entry.edition.sequence))


def mail_offer_expired(entry: WaitingListEntry) -> None:
    """The time to decide is over and the seats go to the next."""
    _mail("expired", entry)


def mail_left_the_list(entry: WaitingListEntry) -> None:
    """Off the list, or the offer declined."""
    with translation.override(entry.language):
        told = _("U staat niet meer op de wachtlijst voor %(title)s.")
        if entry.is_late:
            told = _("U trok uw verzoek om een plaats bij %(title)s in.")
        if entry.offered_at:
            told = _("U ziet af van de plaats bij %(title)s. Die gaat naar de volgende.")
    _mail("left", entry, gebeurd=told)


def mail_list_ended(entry: WaitingListEntry, reason: str = "") -> None:
    """Nothing came free before it began, or it does not go ahead; `reason` is then a sentence of the academy."""
    with translation.override(entry.language):
        told = _("%(title)s is begonnen. Er is voor u geen plaats vrijgekomen. Dat spijt ons.")
        if reason:
            told = _("%(title)s gaat niet door.") + " " + reason.replace("%", "%%")
        elif entry.is_late and not entry.offered_at:
            told = _("%(title)s is begonnen, en we hebben uw verzoek niet op tijd beantwoord. Dat spijt ons.")
        elif entry.offered_at:
            told = _(
                "%(title)s is begonnen, en we hebben niet van u gehoord of u de plaats wilde. Het aanbod geldt niet meer."
            )
    _mail("ended", entry, gebeurd=told)


def preview(key: str, edition: EditionView, language: str, words: MailWords) -> RenderedMail:
    """The mail as somebody would get it who does not exist; nothing is stored or sent."""
    url = absolute_url("events:waiting", "voorbeeld", language=language)
    entry = WaitingListEntry(name="Sanne Visser", seats=2, language=language)
    entry.offer_until = timezone.now() + dt.timedelta(days=1)
    with translation.override(language):
        told = _("U staat niet meer op de wachtlijst voor %(title)s.")
    return rendered_mail(MAIL, _context(key, entry, edition, url, words, plek="3", gebeurd=told), language)


def _mail(event: str, entry: WaitingListEntry, *, again: str = "", **own: str) -> None:
    """What happened may hold the title: "%(title)s gaat niet door."."""
    reference = f"waiting:{entry.public_id}"
    edition = edition_view(entry.edition, entry.language)
    words, academy = words_and_sender(f"waiting_{event}", entry.language, edition.offering_key)
    queue_mail(
        key=f"{reference}:{event}:{again}" if again else f"{reference}:{event}",
        to=entry.email,
        template=MAIL,
        context=_context(f"waiting_{event}", entry, edition, waiting_url(entry), words, **own) | {"academy": academy},
        language=entry.language,
        about=reference,
    )


def _context(
    key: str, entry: WaitingListEntry, edition: EditionView, url: str, words: MailWords, **own: str
) -> dict[str, Any]:
    """What the frame is filled with."""
    with translation.override(entry.language):
        facts = when_and_where(edition.sessions)
        values = {
            "naam": entry.name,
            "titel": edition.title,
            "wanneer": ", ".join(str(fact.value) for fact in facts[:2]),
            "waar": str(facts[2].value) if len(facts) > 2 else "",
            "plaatsen": ngettext("%(count)s plaats", "%(count)s plaatsen", entry.seats) % {"count": entry.seats},
            "uiterlijk": at(entry.offer_until) if entry.offer_until else "",
            LINK: url,
            **own,
        }
        if "gebeurd" in own:
            values["gebeurd"] = own["gebeurd"] % {"title": edition.title}
        return {
            "moment": MOMENTS[key],
            "facts": facts,
            "subject": filled_in(words.subject, values),
            "text": filled_in(words.body, values),
            "html": filled_in_html(words.body, values),
            "action_url": url,
        }
