"""The day and the times in an invitation."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from cms.api import notation, prose

_HOURS = re.compile(r"\bvan\s+(\d{1,2})\s*(?:uur)?\s*(?:tot|-|–)\s*(\d{1,2})\s*uur\b", re.IGNORECASE)
_WALK_IN = re.compile(r"\b(?:inloop|inloggen|welkom|walk-in|doors open)\b", re.IGNORECASE)
_STARTS = re.compile(r"\b(?:om|aanvang|begin|start|vanaf|at)\b", re.IGNORECASE)


def find_day(texts: Iterable[str], today: dt.date, language: notation.Language) -> dt.date | None:
    """The first date in these texts, most telling first. Without a year: the first such day to come."""
    for text in texts:
        for found in prose.find_dates(text, language):
            if found.year:
                days = found.dates(found.year)
            else:
                years = (today.year, today.year + 1)
                days = [day for year in years for day in found.dates(year)]
                fitting = [day for day in days if day >= today]
                days = [day for day in fitting if found.weekday in (None, day.weekday())] or fitting
            if days:
                return days[0]
    return None


def find_span(texts: Iterable[str]) -> tuple[dt.time | None, dt.time | None]:
    """From when until when; the end may be unknown."""
    texts = list(texts)
    for text in texts:
        if spans := prose.find_times(text):
            return spans[0]
        if hours := _HOURS.search(text):
            start, end = int(hours[1]), int(hours[2])
            if start < end < 24:
                return dt.time(start), dt.time(end)
    for text in texts:
        begins = _STARTS.search(text)
        if begins and not _WALK_IN.search(text) and (clocks := prose.find_clocks(text[begins.end() :][:12])):
            return clocks[0], None
    return None, None


def find_walk_in(texts: Sequence[str]) -> dt.time | None:
    """When the door opens: "Digitale inloop vanaf 12.15 uur", "vanaf 12.15 uur bent u welkom"."""
    for text in texts:
        found = _WALK_IN.search(text)
        if found is None:
            continue
        after = prose.find_clocks(text[found.end() :][:40])
        before = prose.find_clocks(text[max(0, found.start() - 30) : found.start()])
        if after or before:
            return after[0] if after else before[-1]
    return None
