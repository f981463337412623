"""A list of days as somebody types or pastes it: "22 september, 13 oktober, 10 november 2027, 9.30 - 16.30 uur"."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.translation import gettext as _

from cms.api import notation, prose
from events.invitation.when import find_span, find_walk_in

_SILENT = {
    "uur", "van", "tot", "vanaf", "steeds", "telkens", "inloop", "data", "datum", "tijd", "dag", "dagen", "op", "met", "de",
    "en", "om", "of", "hours", "from", "until", "to", "and", "on", "date", "dates", "time", "walk-in", "t/m",
}  # fmt: skip
_PART = re.compile(r"[\n;,•]+|\s[-–—|]\s")
_CLOCK = re.compile(
    r"\b\d{1,2}(?:[.:u]\d{2})?(?=\s*(?:uur|hours?)\b)|\b\d{1,2}[.:u]\d{2}\b|\bvan\s+\d{1,2}\b(?![.:u]\d)", re.IGNORECASE
)
_TWO_MONTHS = re.compile(r"([^\W\d_]\.?)\s*/\s*(?=\d)")  # 30 september/1 oktober
LEAP_YEAR = 2024  # has every day that there is

Times = tuple[dt.time | None, dt.time | None, dt.time | None]
NO_TIMES: Times = (None, None, None)


@dataclass(frozen=True)
class ReadDay:
    """One day; the times are those that stand with it. `meeting` is the same for days that follow each other directly."""

    date: dt.date
    meeting: int
    start: dt.time | None = None
    end: dt.time | None = None
    walk_in: dt.time | None = None


@dataclass(frozen=True)
class ReadDays:
    """What was read, in order. `notes` say what was concluded or contradicts itself; `unread` are the parts left over."""

    days: Sequence[ReadDay]
    notes: Sequence[str]
    unread: Sequence[str]


def read_days(text: str, *, today: dt.date, language: notation.Language = "nl") -> ReadDays:
    """Read every date in the text. Without a year a day follows the one before it; the first is the first to come."""
    text = _TWO_MONTHS.sub(r"\1 / ", text.replace("\u00a0", " ").replace("\r\n", "\n"))
    found = [each for each in prose.find_dates(text, language) if each.dates(each.year or LEAP_YEAR)]
    years = _years(found, today)
    dated = [(each, each.dates(year)) for each, year in zip(found, years, strict=True)]
    days = {
        date: ReadDay(date, 0, *times)
        for (_found, dates), times in zip(dated, _times(text, found), strict=True)
        for date in dates
    }
    never = [f"{each.text} {year}" for (each, dates), year in zip(dated, years, strict=True) if not dates]
    return ReadDays(_numbered(days), _notes(found, years, language), [*never, *_unread(text, found)])


def _years(found: Sequence[prose.FoundDate], today: dt.date) -> list[int]:
    """The year of each: its own, else the one in which it follows the day before it."""
    with_year = next((number for number, each in enumerate(found) if each.year), None)
    if with_year is None:
        year = _first_year(found[0], today) if found else today.year
    else:
        year = (found[with_year].year or today.year) - sum(
            _place(following) <= _place(each) for each, following in pairwise(found[: with_year + 1])
        )
    years: list[int] = []
    for number, each in enumerate(found):
        is_back = number > 0 and _place(each) <= _place(found[number - 1])
        year = each.year or (year + 1 if is_back else year)
        years.append(year)
    return years


def _place(found: prose.FoundDate) -> tuple[int, int]:
    return found.month, found.days[0]


def _first_year(found: prose.FoundDate, today: dt.date) -> int:
    """The first year in which this day is still to come; where it says a weekday, the first in which that fits."""
    years = range(today.year, today.year + 9)  # any day there is comes within eight years
    coming = [year for year in years if any(day >= today for day in found.dates(year))]
    fitting = [year for year in coming[:2] if found.weekday in (None, found.dates(year)[0].weekday())]
    return (fitting or coming)[0]


def _notes(found: Sequence[prose.FoundDate], years: Sequence[int], language: notation.Language) -> list[str]:
    notes = []
    for number, (each, year) in enumerate(zip(found, years, strict=True)):
        dates = each.dates(year)
        if not dates:
            continue
        date = notation.date_of(dates[0], language)
        if number and not each.year and year > years[number - 1]:
            notes.append(_("%(date)s: na de jaarwisseling.") % {"date": date})
        if each.weekday is not None and each.weekday != dates[0].weekday():
            told = _("“%(text)s” klopt niet: %(date)s is een %(weekday)s.")
            notes.append(told % {"text": each.text, "date": date, "weekday": notation.weekday(dates[0], language)})
    return notes


def _times(text: str, found: Sequence[prose.FoundDate]) -> list[Times]:
    """The times that stand behind each date; without any those of the next date that has them, else of the one before."""
    if not found:
        return []
    ends = [each.start for each in found[1:]] + [len(text)]
    own = [_read_times(text[each.end : end]) for each, end in zip(found, ends, strict=True)]
    filled: list[Times] = []
    following = NO_TIMES
    for times in reversed(own):
        following = times if times[0] else following
        filled.insert(0, following)
    last = _read_times(text[: found[0].start])
    for number, times in enumerate(filled):
        last = times if times[0] else last
        filled[number] = last
    return filled


def _read_times(text: str) -> Times:
    start, end = find_span([text])
    return start, end, find_walk_in([text])


def _numbered(days: Mapping[dt.date, ReadDay]) -> list[ReadDay]:
    blocks = enumerate(notation.blocks(days), start=1)
    return [replace(days[date], meeting=number) for number, block in blocks for date in block]


def _unread(text: str, found: Sequence[prose.FoundDate]) -> list[str]:
    for each in reversed(found):
        text = f"{text[: each.start]};{text[each.end :]}"
    left = _CLOCK.sub(" ", text)
    return [part.strip(" :()–—-") for part in _PART.split(left) if _says_something(part)]


def _says_something(part: str) -> bool:
    words = re.findall(r"[^\W\d_][^\W\d_/-]+", part)
    return bool(re.search(r"\d", part)) or any(word.casefold() not in _SILENT for word in words)
