"""Weekdays that do not go with their date, and dates of another year than the heading says."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from cms import notation
from cms.prose.dates import FoundDate, find_dates, likely_year
from cms.prose.facts import PageFacts
from cms.prose.findings import Finding, Kind
from cms.prose.writing import Passage, Writing

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
