"""Where an edition stands for somebody who wants to come: shape, word, and what happens next and when. Never stored."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.api import Status, notation
from events.bilingual import marked
from events.contracts import EditionView
from events.lifecycles import EditionStatus
from events.models import PaysWhen
from events.queries.wording import at, language, meeting_count, until

FEW_SEATS = 3
FEW_SHARE = 5  # one in five

Kind = Literal["free", "few", "wait", "maybe", "go", "off", "past", "closed"]


@dataclass(frozen=True)
class Terms:
    """What decides, beside the edition itself, until when one can sign up."""

    closes_at: dt.datetime | None = None
    decision_date: dt.date | None = None
    cancel_reason: str = ""
    pays_when: str = PaysWhen.BOOKING
    cancellation_steps: Sequence[Any] = ()  # raw


@dataclass(frozen=True)
class Availability:
    """`kind` is the shape (see components/status.html); `left` counts the free seats."""

    kind: Kind
    word: str
    then: str
    left: int
    takes_requests: bool = False  # after the deadline, while there is room: a colleague decides

    @property
    def is_open(self) -> bool:
        """Whether one can sign up now."""
        return self.kind in {"free", "few", "maybe", "go"}

    @property
    def status(self) -> Status:
        """For components that show a status."""
        return Status(self.kind, self.word, self.then)


def availability(edition: EditionView, terms: Terms, now: dt.datetime) -> Availability:
    """Work it out in the active language; no queries."""
    left = edition.left
    if edition.status == EditionStatus.CANCELLED:
        told = _("Wie zich had aangemeld, kreeg bericht.")
        then = format_html("{} {}", marked(terms.cancel_reason), told) if terms.cancel_reason else told
        return Availability("off", _("Gaat niet door"), then, left)
    if edition.status == EditionStatus.COMPLETED or (edition.ends_at and edition.ends_at <= now):
        return Availability("past", _("Geweest"), "", left)
    if edition.starts_at and edition.starts_at <= now:
        return Availability("closed", _("Is begonnen"), _progress(edition, now), left)
    if edition.status == EditionStatus.DRAFT:
        return Availability("closed", _("Aanmelden gesloten"), _start(edition), left)
    if terms.closes_at and terms.closes_at <= now:
        return Availability("closed", _("Aanmelden gesloten"), _start(edition), left, takes_requests=left > 0)
    return _open(edition, terms, left)


def _open(edition: EditionView, terms: Terms, left: int) -> Availability:
    is_sure = edition.status == EditionStatus.CONFIRMED
    needed = 0 if is_sure or edition.minimum < 2 else edition.minimum - edition.taken
    if left == 0:
        is_promised = edition.taken < edition.capacity
        then = _("Wat vrijkwam is voor wie op de wachtlijst staat.") if is_promised else _("Alle plaatsen zijn bezet.")
        return Availability("wait", _("Vol"), then, left)
    if needed > 0:
        word = ngettext("Nog %(count)s aanmelding nodig", "Nog %(count)s aanmeldingen nodig", needed)
        return Availability("maybe", word % {"count": needed}, _decision(edition, terms), left)
    is_few = left <= FEW_SEATS or left * FEW_SHARE <= edition.capacity
    seats = _seats(left, edition.capacity) if is_few else ""
    then = " ".join(filter(None, (seats, _closing(edition, terms))))
    if is_sure and edition.minimum > 1:
        return Availability("go", _("Gaat door"), then, left)
    return Availability("few" if is_few else "free", _("Bijna vol") if is_few else _("Plaatsen vrij"), then, left)


def _seats(left: int, capacity: int) -> str:
    words = ngettext("Nog %(left)s plaats van de %(capacity)s.", "Nog %(left)s plaatsen van de %(capacity)s.", left)
    return words % {"left": left, "capacity": capacity}


def _decision(edition: EditionView, terms: Terms) -> str:
    safety = ""
    if not edition.is_free:
        later = _("U betaalt pas als het doorgaat.")
        back = _("Gaat het niet door, dan betaalt u niets of krijgt u alles terug.")
        safety = later if terms.pays_when == PaysWhen.GO_AHEAD else back
    if not terms.decision_date:
        return " ".join(filter(None, (_closing(edition, terms), safety)))
    date = notation.date_of(terms.decision_date, language())
    return " ".join(filter(None, (_("Op %(date)s beslissen we.") % {"date": date}, safety)))


def _closing(edition: EditionView, terms: Terms) -> str:
    if terms.closes_at:
        return _("Aanmelden kan %(until)s.") % {"until": until(terms.closes_at)}
    if edition.starts_at:
        return _("Aanmelden kan tot het begin.")
    return _("De data volgen nog.")


def _start(edition: EditionView) -> str:
    return _("Het begint op %(moment)s.") % {"moment": at(edition.starts_at)} if edition.starts_at else ""


def _progress(edition: EditionView, now: dt.datetime) -> str:
    total = len(edition.sessions)
    if total == 1:
        return ""
    done = sum(session.ends_at <= now for session in edition.sessions)
    return _("%(done)s van %(meetings)s geweest.") % {"done": done, "meetings": meeting_count(total)}
