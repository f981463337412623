"""Weekdays that do not go with their date, and dates of another year than the heading says."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from cms import notation
from cms.prose.dates import NEAR, FoundDate, find_dates, likely_year
from cms.prose.facts import PageFacts
from cms.prose.findings import Finding, Kind
from cms.prose.writing import Passage, Writing

LISTED = 3  # fewer dates are no list
_HEADED_BY_YEAR = re.compile(r"\b(?:data|datums|dates)\s+((?:19|20|21)\d\d)\b", re.IGNORECASE)


def check_weekdays(writing: Writing, facts: PageFacts) -> list[Finding]:
    """“woensdag 13 december 2026” is a Sunday. Without a year a date is held against the dates of the page itself."""
    findings = []
    for passage in writing.passages:
        dates = find_dates(passage.text, writing.language)
        for number, found in enumerate(dates):
            if found.weekday is None:
                continue
            years = candidate_years(found, dates[number + 1 :], facts)
            days = [day for year in years for day in found.dates(year)]
            if days and all(day.weekday() != found.weekday for day in days):
                told = _("“%(words)s” klopt niet: %(date)s is een %(weekday)s.") % {
                    "words": found.text,
                    "date": notation.date_of(days[0], writing.language),
                    "weekday": notation.weekday(days[0], writing.language),
                }
                findings.append(Finding(Kind.WEEKDAY, told, passage.where))
    return findings


def check_bare_dates(writing: Writing, facts: PageFacts) -> list[Finding]:
    """In a list of dates some with their weekday and some without; one weekday in front may hold for all that follow."""
    findings = []
    for passage in writing.passages:
        for dates in _lists(find_dates(passage.text, writing.language)):
            first = next((one for one in dates if one.weekday is not None), None)
            bare = next((one for one in dates if first and _misses_weekday(one, first, dates, facts)), None)
            if first and bare:
                told = _("Bij “%(words)s” staat geen weekdag, bij “%(other)s” wel.")
                values = {"words": bare.text, "other": first.text}
                findings.append(Finding(Kind.BARE_DATE, told % values, passage.where))
    return findings


def _misses_weekday(found: FoundDate, first: FoundDate, dates: Sequence[FoundDate], facts: PageFacts) -> bool:
    if found.weekday is not None:
        return False
    if found.start < first.start:
        return True
    known = _weekdays(first, dates, facts)
    return known == {first.weekday} and bool(_weekdays(found, dates, facts) - known)


def _weekdays(found: FoundDate, dates: Sequence[FoundDate], facts: PageFacts) -> set[int]:
    later = [one for one in dates if one.start > found.start]
    return {day.weekday() for year in candidate_years(found, later, facts) for day in found.dates(year)}


def _lists(dates: Sequence[FoundDate]) -> list[list[FoundDate]]:
    """Three dates or more that stand close to each other."""
    lists: list[list[FoundDate]] = []
    for found in dates:
        if lists and found.start - lists[-1][-1].end < NEAR:
            lists[-1].append(found)
        else:
            lists.append([found])
    return [one for one in lists if len(one) >= LISTED]


def candidate_years(found: FoundDate, later: Sequence[FoundDate], facts: PageFacts) -> list[int]:
    """The years in which this date may lie: its own, or those of the page's dates; none when nothing is known."""
    year = likely_year(found, later)
    if year:
        return [year]
    same = [day.year for day in facts.days if day.month == found.month and day.day in found.days]
    return sorted(set(same or [day.year for day in facts.days]))


def check_years(writing: Writing, facts: PageFacts) -> list[Finding]:
    """A list under “Data 2014” with days in 2015."""
    findings = []
    for passage, year in _headings(writing.passages):
        named = {
            found.year
            for other in writing.passages
            for found in find_dates(other.text, writing.language)
            if found.year and found.year > year and _is_day_of_course(other, found)
        }
        beyond = sorted(named | {day.year for day in facts.days if day.year > year and _starts_in(facts, year)})
        if beyond:
            told = _("Boven de data staat %(year)s, maar er zijn ook dagen in %(other)s.") % {
                "year": year,
                "other": beyond[0],
            }
            findings.append(Finding(Kind.YEAR, told, passage.where))
    return findings


def _headings(passages: Sequence[Passage]) -> list[tuple[Passage, int]]:
    return [(passage, int(found[1])) for passage in passages for found in _HEADED_BY_YEAR.finditer(passage.text)]


def _is_day_of_course(passage: Passage, found: FoundDate) -> bool:
    """A line of a list of dates: little else stands on it."""
    start = passage.text.rfind("\n", 0, found.start) + 1
    end = passage.text.find("\n", found.end)
    line = passage.text[start : end if end >= 0 else None]
    return len(line) <= len(found.text) + 40


def _starts_in(facts: PageFacts, year: int) -> bool:
    return any(run.days and run.days[0].year == year for run in facts.runs)
