"""What staff read about the days of an edition: computed, and what of it is odd. Hints, never a refusal."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.api import checked_pages, notation
from events.contracts import SessionView
from events.models import Edition
from events.queries.wording import dates_of, half_days, language, local_date, meeting_count, period

SATURDAY = 5


def day_summary(sessions: Sequence[SessionView], now: dt.datetime) -> str:
    """5 bijeenkomsten, 8 dagen, 16 dagdelen, juni 2027 t/m januari 2028; 3 van 8 dagen geweest"""
    if not sessions:
        return ""
    days = dates_of(sessions)
    counts = [
        meeting_count(len({session.meeting for session in sessions})),
        notation.day_count(len(days), language()),
        notation.half_days(half_days(sessions), language()),
        period(sessions),
    ]
    done = sum(session.ends_at <= now for session in sessions)
    progress = _("%(done)s van %(all)s geweest") % {"done": done, "all": len(sessions)} if done else ""
    return "; ".join(filter(None, [", ".join(counts), progress]))


def hints(edition: Edition, sessions: Sequence[SessionView]) -> list[str]:
    """Days that are odd or contradict each other; no query."""
    return [*_weekends(sessions), *_overlaps(sessions), *_meetings(sessions), *_dates(edition), *_open_ends(sessions)]


def text_contradictions(edition: Edition) -> list[str]:
    """Where the text of the page says other days, half-days or head-counts than its editions; some ten queries."""
    (page,) = checked_pages([edition.offering.specific])
    return [finding.sentence for finding in page.contradictions]


def _weekends(sessions: Sequence[SessionView]) -> Iterator[str]:
    for day in dates_of(sessions):
        if day.weekday() >= SATURDAY:
            yield _("%(day)s valt in het weekend.") % {"day": notation.day(day, language()).capitalize()}


def _overlaps(sessions: Sequence[SessionView]) -> Iterator[str]:
    for earlier, later in pairwise(sessions):
        if later.starts_at < earlier.ends_at:
            day = notation.day(local_date(later.starts_at), language())
            yield _("Op %(day)s lopen twee bijeenkomsten door elkaar.") % {"day": day}


def _meetings(sessions: Sequence[SessionView]) -> Iterator[str]:
    for number, group in groupby(sessions, key=lambda session: session.meeting):
        days = dates_of(group)
        if len(notation.blocks(days)) > 1:
            told = _("Bijeenkomst %(number)s heeft dagen die niet op elkaar volgen: %(days)s.")
            yield told % {"number": number, "days": notation.days(days, language())}
    for earlier, later in pairwise(sessions):
        is_next_day = local_date(later.starts_at) - local_date(earlier.starts_at) == dt.timedelta(days=1)
        if is_next_day and earlier.meeting != later.meeting:
            pair = notation.days([local_date(earlier.starts_at), local_date(later.starts_at)], language())
            yield _("%(days)s volgen op elkaar; één bijeenkomst van twee dagen heeft één nummer.") % {"days": pair}
        if later.meeting < earlier.meeting:
            day = notation.day(local_date(later.starts_at), language())
            yield _("De nummers van de bijeenkomsten lopen terug op %(day)s.") % {"day": day}


def _dates(edition: Edition) -> Iterator[str]:
    if edition.decision_date is None:
        return
    decision = notation.day(edition.decision_date, language())
    if edition.decision_date.weekday() >= SATURDAY:
        yield _("De beslisdatum, %(day)s, valt in het weekend.") % {"day": decision}
    if edition.closes_at and timezone.localdate(edition.closes_at) > edition.decision_date:
        yield _("U beslist op %(day)s, maar aanmelden kan dan nog.") % {"day": decision}


def _open_ends(sessions: Sequence[SessionView]) -> Iterator[str]:
    without_place = sum(session.place_follows for session in sessions)
    if without_place:
        told = ngettext(
            "Van %(count)s bijeenkomst is de plaats nog nader te bepalen.",
            "Van %(count)s bijeenkomsten is de plaats nog nader te bepalen.",
            without_place,
        )
        yield told % {"count": without_place}
    without_link = sum(
        session.mode != "on_site" and session.meeting_provider in ("", "link") and not session.meeting_url
        for session in sessions
    )
    if without_link:
        told = ngettext(
            "%(count)s online bijeenkomst heeft nog geen vergaderlink.",
            "%(count)s online bijeenkomsten hebben nog geen vergaderlink.",
            without_link,
        )
        yield told % {"count": without_link}
