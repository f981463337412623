import datetime as dt
from collections.abc import Callable

import pytest

from cms import notation
from cms.notation import Language

TUESDAY = dt.date(2026, 12, 15)
JUNE = [dt.date(2027, 6, 10), dt.date(2027, 6, 11)]
SEPTEMBER = [dt.date(2027, 9, 23), dt.date(2027, 9, 24)]
OVER_A_MONTH = [dt.date(2027, 9, 30), dt.date(2027, 10, 1)]
OVER_A_YEAR = [dt.date(2027, 12, 31), dt.date(2028, 1, 1)]
WEEK = [dt.date(2027, 6, 7) + dt.timedelta(n) for n in range(5)]


@pytest.mark.parametrize(
    ("write", "dutch", "english"),
    [
        (notation.day, "dinsdag 15 december 2026", "Tuesday 15 December 2026"),
        (notation.day_of_year, "dinsdag 15 december", "Tuesday 15 December"),
        (notation.date_of, "15 december 2026", "15 December 2026"),
        (notation.short_day, "di 15 dec", "Tue 15 Dec"),
        (notation.month, "december 2026", "December 2026"),
        (notation.weekday, "dinsdag", "Tuesday"),
        (notation.month_name, "december", "December"),
    ],
)
def test_one_day(write: Callable[[dt.date, Language], str], dutch: str, english: str) -> None:
    assert write(TUESDAY, "nl") == dutch
    assert write(TUESDAY, "en") == english


def test_every_weekday_and_month_has_its_own_name() -> None:
    sunday_13_december = dt.date(2026, 12, 13)
    assert notation.day(sunday_13_december, "nl") == "zondag 13 december 2026"
    week = [notation.weekday(sunday_13_december + dt.timedelta(n), "nl") for n in range(7)]
    assert week == ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"]
    year = [notation.short_day(dt.date(2026, month, 1), "nl").split()[2] for month in range(1, 13)]
    assert year == ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


@pytest.mark.parametrize(
    ("dates", "numbers", "weekdays", "months", "dutch", "english"),
    [
        ([TUESDAY], "15", "dinsdag", "december", "15 december", "15 December"),
        (SEPTEMBER, "23/24", "do en vr", "september", "23/24 september", "23/24 September"),
        (OVER_A_MONTH, "30/1", "do en vr", "sep/okt", "30 september/1 oktober", "30 September/1 October"),
        (WEEK, "7–11", "ma t/m vr", "juni", "7 t/m 11 juni", "7 to 11 June"),
    ],
)
def test_a_block_of_days(
    dates: list[dt.date], numbers: str, weekdays: str, months: str, dutch: str, english: str
) -> None:
    assert notation.day_numbers(dates) == numbers
    assert notation.weekdays(dates, "nl") == weekdays
    assert notation.months(dates, "nl") == months
    assert notation.block(dates, "nl") == dutch
    assert notation.block(dates, "en") == english


def test_blocks_join_consecutive_days_in_order_and_once() -> None:
    assert notation.blocks([SEPTEMBER[1], JUNE[0], SEPTEMBER[0], JUNE[1], JUNE[0]]) == [JUNE, SEPTEMBER]
    assert notation.blocks([]) == []


@pytest.mark.parametrize(
    ("dates", "dutch", "english"),
    [
        ([], "", ""),
        (JUNE, "10/11 juni 2027", "10/11 June 2027"),
        ([*JUNE, dt.date(2027, 11, 4)], "10/11 juni en 4 november 2027", "10/11 June and 4 November 2027"),
        (
            [*JUNE, *SEPTEMBER, dt.date(2027, 11, 4), dt.date(2028, 1, 27)],
            "10/11 juni, 23/24 september en 4 november 2027 en 27 januari 2028",
            "10/11 June, 23/24 September and 4 November 2027 and 27 January 2028",
        ),
        (OVER_A_YEAR, "31 december 2027/1 januari 2028", "31 December 2027/1 January 2028"),
    ],
)
def test_days_say_each_year_once(dates: list[dt.date], dutch: str, english: str) -> None:
    assert notation.days(dates, "nl") == dutch
    assert notation.days(dates, "en") == english


@pytest.mark.parametrize(
    ("first", "last", "span", "period"),
    [
        (TUESDAY, TUESDAY, "15 december 2026", "december 2026"),
        (JUNE[0], JUNE[1], "10 t/m 11 juni 2027", "juni 2027"),
        (dt.date(2027, 3, 1), JUNE[1], "1 maart t/m 11 juni 2027", "maart t/m juni 2027"),
        (JUNE[0], dt.date(2028, 1, 27), "10 juni 2027 t/m 27 januari 2028", "juni 2027 t/m januari 2028"),
        (JUNE[0], dt.date(2028, 6, 9), "10 juni 2027 t/m 9 juni 2028", "juni 2027 t/m juni 2028"),
    ],
)
def test_from_first_to_last(first: dt.date, last: dt.date, span: str, period: str) -> None:
    assert notation.span(first, last, "nl") == span
    assert notation.period(first, last, "nl") == period


def test_from_first_to_last_in_english() -> None:
    assert notation.span(JUNE[0], dt.date(2028, 1, 27), "en") == "10 June 2027 to 27 January 2028"
    assert notation.period(JUNE[0], dt.date(2028, 1, 27), "en") == "June 2027 to January 2028"


def test_times() -> None:
    start, end = dt.time(12, 30), dt.time(14, 0)
    assert notation.times(start, end, "nl") == "12.30 – 14.00 uur"
    assert notation.times(start, end, "en") == "12:30 – 14:00"
    assert notation.times_bare(start, end, "nl") == "12.30 – 14.00"
    assert notation.times_bare(start, end, "en") == "12:30 – 14:00"
    assert notation.clock(dt.time(9, 5), "nl") == "9.05 uur"
    assert notation.clock(dt.time(9, 5), "en") == "9:05"


@pytest.mark.parametrize(
    ("minutes", "dutch", "english"),
    [
        (150, "2,5 uur", "2.5 hours"),
        (60, "1 uur", "1 hour"),
        (120, "2 uur", "2 hours"),
        (75, "1,25 uur", "1.25 hours"),
        (105, "1,75 uur", "1.75 hours"),
        (45, "45 minuten", "45 minutes"),
        (1, "1 minuut", "1 minute"),
        (100, "1 uur en 40 minuten", "1 hour and 40 minutes"),
    ],
)
def test_hours(minutes: int, dutch: str, english: str) -> None:
    assert notation.hours(minutes, "nl") == dutch
    assert notation.hours(minutes, "en") == english


@pytest.mark.parametrize(
    ("cents", "language", "text", "table"),
    [
        (155_000, "nl", "€ 1.550,-", "€ 1.550,00"),
        (155_000, "en", "€ 1,550.00", "€ 1,550.00"),
        (-155_000, "nl", "− € 1.550,-", "− € 1.550,00"),
        (-155_000, "en", "− € 1,550.00", "− € 1,550.00"),
        (32_550, "nl", "€ 325,50", "€ 325,50"),
        (5, "nl", "€ 0,05", "€ 0,05"),
        (-5, "nl", "− € 0,05", "− € 0,05"),
        (0, "nl", "€ 0,-", "€ 0,00"),
        (123_456_789, "nl", "€ 1.234.567,89", "€ 1.234.567,89"),
    ],
)
def test_money(cents: int, language: Language, text: str, table: str) -> None:
    assert notation.euro(cents, language) == text
    assert notation.euro_table(cents, language) == table


def test_counts_and_lists() -> None:
    assert notation.number(84_200, "nl") == "84.200"
    assert notation.number(84_200, "en") == "84,200"
    assert [notation.half_days(n, "nl") for n in (1, 16)] == ["1 dagdeel", "16 dagdelen"]
    assert [notation.half_days(n, "en") for n in (1, 16)] == ["1 half-day", "16 half-days"]
    assert [notation.day_count(n, "nl") for n in (1, 8)] == ["1 dag", "8 dagen"]
    assert [notation.day_count(n, "en") for n in (0, 1)] == ["0 days", "1 day"]
    assert [notation.listing(parts, "nl") for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a en b",
        "a, b en c",
    ]
    assert notation.listing(["a", "b", "c"], "en") == "a, b and c"
