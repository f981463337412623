"""Dates and times that stand in running text, in Dutch and in English."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cms.notation import Language, month_name, weekday

_MONTHS_SHORT = {
    "nl": ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    "en": ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
}
_WEEKDAYS_SHORT = {
    "nl": ["ma", "di", "wo", "do", "vr", "za", "zo"],
    "en": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
}
_LANGUAGES: tuple[Language, Language] = ("nl", "en")
MONTHS: dict[Language, dict[str, int]] = {
    language: {month_name(dt.date(2000, number, 1), language).lower(): number for number in range(1, 13)}
    | {word: number for number, word in enumerate(_MONTHS_SHORT[language], start=1)}
    for language in _LANGUAGES
}
WEEKDAYS: dict[Language, dict[str, int]] = {
    language: {weekday(dt.date(2024, 1, 1 + number), language).lower(): number for number in range(7)}
    | {word: number for number, word in enumerate(_WEEKDAYS_SHORT[language])}
    for language in _LANGUAGES
}
NEAR = 60  # characters between two dates of one list
_GAP = r"[ \t\u00a0]+"
_DAYS = r"\d{1,2}(?:(?:[ \t\u00a0]*(?:,|/|&|en|and|t/m|tot en met|to|[-–])[ \t\u00a0]*)\d{1,2})*"
_THROUGH = re.compile(r"(\d{1,2})\s*(?:t/m|tot en met|to|[-–])\s*(\d{1,2})")


def _pattern(language: Language) -> re.Pattern[str]:
    weekdays = "|".join(sorted(WEEKDAYS[language], key=len, reverse=True))
    months = "|".join(sorted(MONTHS[language], key=len, reverse=True))
    return re.compile(
        rf"(?:\b(?P<weekday>{weekdays})\.?,?{_GAP})?"
        rf"(?:(?<![\d.,:/-])(?P<days>{_DAYS}){_GAP}(?P<month>{months})\b\.?(?:,?{_GAP}(?P<year>(?:19|20|21)\d\d)(?![\d.]*\d))?"
        r"|(?<![\d.,:/-])(?P<day>\d{1,2})[-/](?P<number>\d{1,2})[-/](?P<numeric_year>(?:19|20|21)\d\d)\b)",
        re.IGNORECASE,
    )


_PATTERNS = {language: _pattern(language) for language in _LANGUAGES}


@dataclass(frozen=True)
class FoundDate:
    """A date as it stands in a text: one day, or several of one month ("23/24 september"). `weekday` counts from Monday."""

    text: str
    start: int  # where it begins and ends in the text it was found in
    end: int
    days: Sequence[int]
    month: int
    year: int | None
    weekday: int | None

    def dates(self, year: int) -> list[dt.date]:
        """The days in that year, without those that do not exist."""
        return [date for day in self.days if (date := _date(year, self.month, day))]


def find_dates(text: str, language: Language) -> list[FoundDate]:
    """Every date in the text, in order."""
    return [_found(match, language) for match in _PATTERNS[language].finditer(text)]


def likely_year(found: FoundDate, later: Iterable[FoundDate]) -> int | None:
    """Its own year, or that at the end of the list in which it stands: "22 september, 13 oktober en 22 december 2016".

    `later` are the dates that follow it in the same text.
    """
    if found.year:
        return found.year
    for previous, following in pairwise([found, *later]):
        if following.start - previous.end > _WITHIN_LIST or (following.month, following.days) < (
            previous.month,
            previous.days,
        ):
            return None
        if following.year:
            return following.year
    return None


_WITHIN_LIST = 12  # characters between two dates of one list: ", ", " en dinsdag "


def _found(match: re.Match[str], language: Language) -> FoundDate:
    word = (match["weekday"] or "").lower()
    year: int | None
    if match["day"]:
        days, month, year = [int(match["day"])], int(match["number"]), int(match["numeric_year"])
    else:
        days = _day_numbers(match["days"])
        month = MONTHS[language][match["month"].lower()]
        year = int(match["year"]) if match["year"] else None
    return FoundDate(match.group().strip(), match.start(), match.end(), days, month, year, WEEKDAYS[language].get(word))


def _day_numbers(text: str) -> list[int]:
    days = [int(part) for part in re.findall(r"\d+", text)]
    for first, last in _THROUGH.findall(text):
        days += range(int(first) + 1, int(last))
    return sorted(set(days))


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


# Times

_CLOCK = r"(?<![\d.,:])([01]?\d|2[0-3])[.:u]([0-5]\d)(?![\d.]*\d)"
_TIMES = re.compile(rf"{_CLOCK}(?:\s*uur)?\s*(?:[-–—]|tot|t/m|to|until)\s*{_CLOCK}", re.IGNORECASE)
_TIME = re.compile(_CLOCK)


def find_times(text: str) -> list[tuple[dt.time, dt.time]]:
    """From when until when: 12.30 – 14.00 uur, van 12:30 tot 14:00."""
    return [
        (dt.time(int(found[1]), int(found[2])), dt.time(int(found[3]), int(found[4])))
        for found in _TIMES.finditer(text)
    ]


def find_clocks(text: str) -> list[dt.time]:
    """Every time of day in the text, in order."""
    return [dt.time(int(found[1]), int(found[2])) for found in _TIME.finditer(text)]
