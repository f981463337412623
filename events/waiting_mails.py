"""The mails to whoever stands on a waiting list; as in events.mails each has a key that names the event."""

from typing import Any

from django.utils import translation

from cms.api import queue_mail
from events.models import WaitingListEntry
from events.queries.snapshots import edition_view, waiting_url
from events.queries.wording import at, when_and_where


def mail_on_the_list(entry: WaitingListEntry, position: int, *, again: str = "") -> None:
    """The receipt, with the place in the queue and the personal link. `again` names a repeat that was asked for."""
    _mail("joined", entry, again=again, position=position)


def mail_seats_offered(entry: WaitingListEntry, *, again: str = "") -> None:
    """There is room, until when, and where to say yes or no."""
    _mail("offered", entry, again=again)


def mail_offer_expired(entry: WaitingListEntry) -> None:
    """The time to decide is over and the seats go to the next."""
    _mail("expired", entry)


def mail_left_the_list(entry: WaitingListEntry) -> None:
    """Off the list, or the offer declined."""
    _mail("left", entry)


def mail_list_ended(entry: WaitingListEntry, reason: str = "") -> None:
    """Nothing came free before it began, or it does not go ahead; `reason` is then a sentence of the academy."""
    _mail("ended", entry, reason=reason)


def _mail(event: str, entry: WaitingListEntry, *, again: str = "", **context: Any) -> None:
    reference = f"waiting:{entry.public_id}"
    edition = edition_view(entry.edition, entry.language)
    with translation.override(entry.language):
        facts = when_and_where(edition.sessions)
        until = at(entry.offer_until) if entry.offer_until else ""
    queue_mail(
        key=f"{reference}:{event}:{again}" if again else f"{reference}:{event}",
        to=entry.email,
        template=f"events/waiting_{event}",
        context={
            "entry": entry,
            "edition": edition,
            "facts": facts,
            "until": until,
            "url": waiting_url(entry),
            **context,
        },
        language=entry.language,
        about=reference,
    )
