"""What a change of dates or places will do: each session before and after, and whom it touches."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from events.contracts import SessionView
from events.lifecycles import HOSTING, EditionStatus
from events.models import Edition, GuestList, HostInvitation, Session
from events.queries.attendance import EXPECTED
from events.queries.edition_consequences import pages_of, seated
from events.queries.snapshots import session_view
from events.queries.waiting_list import queue_of
from events.queries.wording import clock, day, times, where

# Of a session; whoever has a place, or waits for one, is told when one of these changes.
TIMES = ("starts_at", "ends_at", "walk_in_at")
TOLD_GUESTS = (*TIMES, "mode", "place", "address", "host_id")
TOLD = (*TOLD_GUESTS, "medium")


@dataclass(frozen=True)
class Change:
    """One session in words: when and where. `before` is "" for a new one, `after` for one that goes."""

    before: str
    after: str


@dataclass(frozen=True)
class Touched:
    """Whom a change touches: `mails` to those with a place, `guests` who get one, `waiting` people in the queue, `calendars` in which items move or
    disappear, `hosts` who receive the participants on these days and hear nothing by themselves, `invited` who were asked to and get a mail,
    `pages` that say it all."""

    changes: Sequence[Change]
    mails: int
    guests: int
    waiting: int
    calendars: int
    hosts: Sequence[str]
    invited: Sequence[str]
    pages: Sequence[Page]


def is_worth_telling(sessions: Iterable[Session | SessionView], now: dt.datetime) -> bool:
    """Whether any of it still has to come; otherwise only the administration is put right."""
    return any(session.ends_at > now for session in sessions)


def changes_of(before: Iterable[Session], after: Iterable[Session]) -> list[Change]:
    """What of these sessions people would be told; sessions belong together by their key. In the order of the days."""
    known = {session.pk: session for session in before}
    pairs = [(known.pop(session.pk, None), session) for session in sorted(after, key=_start)]
    changes = [Change(_told(old), _told(new)) for old, new in pairs if old is None or _differs(old, new)]
    return changes + [Change(_told(gone), "") for gone in sorted(known.values(), key=_start)]


def touched_by(edition: Edition, wanted: Sequence[Session]) -> Touched | None:
    """What follows when the stored sessions become `wanted`; None when nobody is told anything. Eight queries."""
    if edition.status not in (EditionStatus.OPEN, EditionStatus.CONFIRMED):
        return None
    stored = list(Session.objects.filter(edition=edition).select_related("host"))
    known, kept = {session.pk: session for session in stored}, {session.pk for session in wanted}
    removed = [session for session in stored if session.pk not in kept]
    changes = changes_of(stored, wanted)
    if not changes or not is_worth_telling([*wanted, *removed], timezone.now()):
        return None
    people = seated(edition).aggregate(
        named=Count("pk", filter=~Q(email="")),
        bookers=Count("booking", filter=Q(email=""), distinct=True),
        sure=Count("pk", filter=~Q(email="") & Q(status__in=EXPECTED)),
    )
    waiting = queue_of(edition.pk).count()
    guests = _guests(edition, known, {session.pk: session for session in wanted})
    if not people["named"] + people["bookers"] + waiting + guests:
        return None
    moved = [new for new in wanted if new.pk not in known or _differs(known[new.pk], new)]
    was = [known[session.pk] for session in [*moved, *removed] if session.pk in known]
    invited = _invited(edition, [*moved, *removed])
    hosts = sorted({session.host.name for session in [*moved, *was] if session.host} - set(invited))
    return Touched(
        changes=changes,
        mails=people["named"] + people["bookers"],
        guests=guests,
        waiting=waiting,
        calendars=people["sure"],
        hosts=hosts,
        invited=invited,
        pages=list(pages_of(edition.offering)),
    )


def _guests(edition: Edition, before: Mapping[int, Session], after: Mapping[int, Session]) -> int:
    """How many guests get a mail about their session, one query; the decision itself is in `tend_guests`."""
    found = GuestList.objects.filter(edition=edition).first()
    if found is None:
        return 0
    new = after.get(found.session_id)
    if new is None:
        return found.taken
    is_told = new.mode == Session.Mode.ONLINE or new.ends_at > timezone.now()
    return found.taken if is_told and _differs(before[new.pk], new, TOLD_GUESTS) else 0


def _invited(edition: Edition, touched: Sequence[Session]) -> list[str]:
    """The names of the organisations that were asked to receive one of these sessions."""
    days = [session.pk for session in touched]
    standing = HostInvitation.objects.filter(session__edition=edition, session__in=days, status__in=HOSTING)
    return sorted(set(standing.values_list("organisation__name", flat=True)))


def _start(session: Session) -> dt.datetime:
    return session.starts_at


def _differs(old: Session, new: Session, names: Sequence[str] = TOLD) -> bool:
    return any(getattr(old, name) != getattr(new, name) for name in names)


def _told(session: Session | None) -> str:
    """dinsdag 13 december 2026, 12.30 – 14.00 uur, inloop vanaf 12.15 uur, online via Webex"""
    if session is None:
        return ""
    view = session_view(session)
    walk_in = _("inloop vanaf %(time)s") % {"time": clock(view.walk_in_at)} if view.walk_in_at else ""
    address = view.address if view.mode != "online" else ""
    return ", ".join(filter(None, [day(view.starts_at), times(view), walk_in, where(view), address]))
