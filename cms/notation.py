"""Dates, times, hours and money as people in the Netherlands write them, in Dutch and in English.

Pure: no settings, no active language, no time zone. Give local dates and times; money is integer cents.

    day(date)                  dinsdag 13 december 2026              Tuesday 13 December 2026
    date_of(date)              13 december 2026                      13 December 2026
    short_day(date)            di 13 dec                             Tue 13 Dec
    month(date)                december 2026                         December 2026
    block(dates)               23/24 september                       23/24 September
    days(dates)                10/11 juni en 4 november 2027         10/11 June and 4 November 2027
    span(first, last)          10 juni 2027 t/m 27 januari 2028      10 June 2027 to 27 January 2028
    period(first, last)        juni 2027 t/m januari 2028            June 2027 to January 2028
    clock(time)                12.15 uur                             12:15
    times(start, end)          12.30 – 14.00 uur                     12:30 – 14:00
    hours(minutes)             2,5 uur                               2.5 hours
    percentage(value)          12,5 %                                12.5 %
    euro(cents)                € 1.550,-                             € 1,550.00
    euro_table(cents)          € 1.550,00                            € 1,550.00
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Literal

Language = Literal["nl", "en"]


@dataclass(frozen=True)
class _Words:
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekday_letters: int  # how far a weekday is shortened
    and_: str
    through: str
    thousands: str
    decimals: str
    clock: str  # between hours and minutes
    after_time: str
    half_days: tuple[str, str]
    days: tuple[str, str]
    hours: tuple[str, str]
    minutes: tuple[str, str]


_WORDS: dict[Language, _Words] = {
    "nl": _Words(
        weekdays=("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
        months=(
            "januari", "februari", "maart", "april", "mei", "juni",
            "juli", "augustus", "september", "oktober", "november", "december",
        ),
        short_months=("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
        weekday_letters=2,
        and_="en",
        through="t/m",
        thousands=".",
        decimals=",",
        clock=".",
        after_time=" uur",
        half_days=("dagdeel", "dagdelen"),
        days=("dag", "dagen"),
        hours=("uur", "uur"),
        minutes=("minuut", "minuten"),
    ),
    "en": _Words(
        weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        months=(
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ),
        short_months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        weekday_letters=3,
        and_="and",
        through="to",
        thousands=",",
        decimals=".",
        clock=":",
        after_time="",
        half_days=("half-day", "half-days"),
        days=("day", "days"),
        hours=("hour", "hours"),
        minutes=("minute", "minutes"),
    ),
}  # fmt: skip


# Dates


def weekday(date: dt.date, language: Language) -> str:
    """dinsdag"""
    return _WORDS[language].weekdays[date.weekday()]


def month_name(date: dt.date, language: Language) -> str:
    """december"""
    return _WORDS[language].months[date.month - 1]


def date_of(date: dt.date, language: Language) -> str:
    """13 december 2026"""
    return f"{date.day} {month_name(date, language)} {date.year}"


def day(date: dt.date, language: Language) -> str:
    """dinsdag 13 december 2026"""
    return f"{weekday(date, language)} {date_of(date, language)}"


def day_of_year(date: dt.date, language: Language) -> str:
    """dinsdag 13 december: for where the year is plain."""
    return f"{weekday(date, language)} {date.day} {month_name(date, language)}"


def short_day(date: dt.date, language: Language) -> str:
    """di 13 dec"""
    words = _WORDS[language]
    return f"{_short_weekday(date, language)} {date.day} {words.short_months[date.month - 1]}"


def month(date: dt.date, language: Language) -> str:
    """december 2026"""
    return f"{month_name(date, language)} {date.year}"


def day_numbers(dates: Sequence[dt.date]) -> str:
    """The figures of one block: 15, 10/11, or 7–11 for three days and more."""
    if len(dates) < 3:
        return "/".join(str(date.day) for date in dates)
    return f"{dates[0].day}–{dates[-1].day}"


def weekdays(dates: Sequence[dt.date], language: Language) -> str:
    """The weekdays of one block: dinsdag, do en vr, ma t/m vr."""
    if len(dates) == 1:
        return weekday(dates[0], language)
    words = _WORDS[language]
    joint = words.and_ if len(dates) == 2 else words.through
    return f"{_short_weekday(dates[0], language)} {joint} {_short_weekday(dates[-1], language)}"


def months(dates: Sequence[dt.date], language: Language) -> str:
    """The months of one block: juni, sep/okt."""
    numbers = list(dict.fromkeys(date.month for date in dates))
    words = _WORDS[language]
    return words.months[numbers[0] - 1] if len(numbers) == 1 else "/".join(words.short_months[n - 1] for n in numbers)


def block(dates: Sequence[dt.date], language: Language) -> str:
    """Consecutive days without the year: 4 november, 23/24 september, 7 t/m 11 juni, 30 september/1 oktober."""
    first, last = dates[0], dates[-1]
    joint = _joint(dates, language)
    if len(dates) == 1:
        return f"{first.day} {month_name(first, language)}"
    if first.month == last.month:
        return f"{first.day}{joint}{last.day} {month_name(last, language)}"
    return f"{first.day} {month_name(first, language)}{joint}{last.day} {month_name(last, language)}"


def blocks(dates: Iterable[dt.date]) -> list[list[dt.date]]:
    """Group days into blocks of consecutive days, in order and without doubles."""
    found: list[list[dt.date]] = []
    for date in sorted(set(dates)):
        if found and date - found[-1][-1] == dt.timedelta(days=1):
            found[-1].append(date)
        else:
            found.append([date])
    return found


def days(dates: Iterable[dt.date], language: Language) -> str:
    """Every day, each year said once: 10/11 juni en 23/24 september 2027 en 27 januari 2028."""
    parts = []
    for (first_year, last_year), group in groupby(blocks(dates), key=lambda found: (found[0].year, found[-1].year)):
        found = list(group)
        if first_year == last_year:
            parts.append(f"{listing([block(part, language) for part in found], language)} {last_year}")
        else:
            first, last = found[0][0], found[0][-1]
            parts.append(f"{date_of(first, language)}{_joint(found[0], language)}{date_of(last, language)}")
    return listing(parts, language)


def span(first: dt.date, last: dt.date, language: Language) -> str:
    """From the first to the last day: 10 t/m 12 juni 2027, 10 juni 2027 t/m 27 januari 2028."""
    through = _WORDS[language].through
    if first == last:
        return date_of(first, language)
    if first.year != last.year:
        return f"{date_of(first, language)} {through} {date_of(last, language)}"
    if first.month != last.month:
        return f"{first.day} {month_name(first, language)} {through} {date_of(last, language)}"
    return f"{first.day} {through} {date_of(last, language)}"


def period(first: dt.date, last: dt.date, language: Language) -> str:
    """The months something takes: juni 2027, maart t/m juni 2027, juni 2027 t/m januari 2028."""
    if (first.year, first.month) == (last.year, last.month):
        return month(first, language)
    start = month_name(first, language) if first.year == last.year else month(first, language)
    return f"{start} {_WORDS[language].through} {month(last, language)}"


# Times and durations


def clock(time: dt.time, language: Language) -> str:
    """12.15 uur"""
    return f"{_bare_clock(time, language)}{_WORDS[language].after_time}"


def times(start: dt.time, end: dt.time, language: Language) -> str:
    """12.30 – 14.00 uur"""
    return f"{times_bare(start, end, language)}{_WORDS[language].after_time}"


def times_bare(start: dt.time, end: dt.time, language: Language) -> str:
    """12.30 – 14.00: for a table whose heading says what it is."""
    return f"{_bare_clock(start, language)} – {_bare_clock(end, language)}"


def hours(minutes: int, language: Language) -> str:
    """A duration: 2,5 uur, 1 uur, 45 minuten; what is no neat quarter is spelled out (1 uur en 40 minuten)."""
    words = _WORDS[language]
    whole, rest = divmod(minutes, 60)
    if not whole:
        return _counted(rest, words.minutes)
    if rest % 15:
        return f"{_counted(whole, words.hours)} {words.and_} {_counted(rest, words.minutes)}"
    fraction = {0: "", 15: "25", 30: "5", 45: "75"}[rest]
    number = f"{whole}{words.decimals}{fraction}" if fraction else str(whole)
    return f"{number} {words.hours[number != '1']}"


def half_days(count: int, language: Language) -> str:
    """16 dagdelen"""
    return _counted(count, _WORDS[language].half_days)


def day_count(count: int, language: Language) -> str:
    """8 dagen"""
    return _counted(count, _WORDS[language].days)


# Numbers and money


def number(value: int, language: Language) -> str:
    """84.200"""
    return f"{value:,}".replace(",", _WORDS[language].thousands)


def percentage(value: Decimal, language: Language) -> str:
    """50 %, 12,5 %: without zeros that say nothing."""
    return f"{value.normalize():f} %".replace(".", _WORDS[language].decimals)


def euro(cents: int, language: Language) -> str:
    """Money in running text: € 1.550,-, € 325,50, − € 1.550,-."""
    if language == "nl" and cents % 100 == 0:
        return f"{_sign(cents)}€ {number(abs(cents) // 100, language)},-"
    return euro_table(cents, language)


def euro_table(cents: int, language: Language) -> str:
    """Money in tables and sums, always with cents: € 1.550,00, − € 1.550,00."""
    whole, rest = divmod(abs(cents), 100)
    return f"{_sign(cents)}€ {number(whole, language)}{_WORDS[language].decimals}{rest:02}"


# Words


def listing(parts: Sequence[str], language: Language) -> str:
    """a, b en c"""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {_WORDS[language].and_} {parts[-1]}"


def _joint(dates: Sequence[dt.date], language: Language) -> str:
    return "/" if len(dates) == 2 else f" {_WORDS[language].through} "


def _short_weekday(date: dt.date, language: Language) -> str:
    return weekday(date, language)[: _WORDS[language].weekday_letters]


def _bare_clock(time: dt.time, language: Language) -> str:
    return f"{time.hour}{_WORDS[language].clock}{time.minute:02}"


def _counted(count: int, forms: tuple[str, str]) -> str:
    return f"{count} {forms[count != 1]}"


def _sign(cents: int) -> str:
    return "− " if cents < 0 else ""
