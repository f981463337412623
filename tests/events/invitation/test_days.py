import datetime as dt

import pytest

from events.invitation import read_days

TODAY = dt.date(2027, 5, 1)
NINE_THIRTY, HALF_PAST_FOUR = dt.time(9, 30), dt.time(16, 30)


def dates(text: str) -> list[str]:
    return [day.date.isoformat() for day in read_days(text, today=TODAY).days]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("22 september, 13 oktober, 10 november", ["2027-09-22", "2027-10-13", "2027-11-10"]),
        ("8 en 22 september, 13 oktober 2016", ["2016-09-08", "2016-09-22", "2016-10-13"]),
        ("23/24 september", ["2027-09-23", "2027-09-24"]),
        ("7 t/m 9 juni", ["2027-06-07", "2027-06-08", "2027-06-09"]),
        ("10-06-2027\n23-09-2027", ["2027-06-10", "2027-09-23"]),
        ("di 8 juni; woensdag 9 juni", ["2027-06-08", "2027-06-09"]),
        ("12 april", ["2028-04-12"]),
        ("zaterdag 12 februari", ["2028-02-12"]),
        ("10 juni, 10 juni", ["2027-06-10", "2028-06-10"]),
        ("29 februari", ["2028-02-29"]),
        ("nader te bepalen", []),
        ("", []),
    ],
)
def test_days_are_read_as_people_write_them(text: str, found: list[str]) -> None:
    assert dates(text) == found


def test_a_series_across_new_year_says_so() -> None:
    read = read_days("12 juni, 23/24 september, 11 december, 29 januari", today=TODAY)

    assert [day.date.year for day in read.days] == [2027, 2027, 2027, 2027, 2028]
    assert list(read.notes) == ["29 januari 2028: na de jaarwisseling."]


def test_a_year_at_the_end_counts_back_across_new_year() -> None:
    read = read_days("12 juni, 11 december, 29 januari 2015", today=TODAY)

    assert [day.date.isoformat() for day in read.days] == ["2014-06-12", "2014-12-11", "2015-01-29"]
    assert list(read.notes) == []


def test_days_in_a_row_are_one_meeting() -> None:
    read = read_days("12 juni, 23/24 september, 30 september/1 oktober", today=TODAY)

    assert [(day.date.day, day.meeting) for day in read.days] == [(12, 1), (23, 2), (24, 2), (30, 3), (1, 3)]
    assert list(read.unread) == []


def test_a_weekday_that_does_not_fit_is_named() -> None:
    read = read_days("woensdag 10 juni 2027", today=TODAY)

    assert [day.date.isoformat() for day in read.days] == ["2027-06-10"]
    assert list(read.notes) == ["“woensdag 10 juni 2027” klopt niet: 10 juni 2027 is een donderdag."]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("10 juni, 24 juni, 12.30 - 14.00 uur", [(dt.time(12, 30), dt.time(14))] * 2),
        ("10 juni van 9 tot 17 uur", [(dt.time(9), dt.time(17))]),
        ("Steeds van 9.30 tot 16.30 uur: 10 juni, 24 juni", [(NINE_THIRTY, HALF_PAST_FOUR)] * 2),
        (
            "10 juni 9.30 - 16.30 uur\n24 juni 12.30 - 14.00 uur\n1 juli",
            [(NINE_THIRTY, HALF_PAST_FOUR), (dt.time(12, 30), dt.time(14)), (dt.time(12, 30), dt.time(14))],
        ),
        ("10 juni", [(None, None)]),
    ],
)
def test_times_belong_to_the_days_they_stand_with(text: str, times: list[tuple[dt.time, dt.time]]) -> None:
    read = read_days(text, today=TODAY)

    assert [(day.start, day.end) for day in read.days] == times
    assert list(read.unread) == []


def test_the_walk_in_is_read_too() -> None:
    (day,) = read_days("10 juni, 9.30 - 16.30 uur, inloop vanaf 9.00 uur", today=TODAY).days

    assert (day.start, day.walk_in) == (NINE_THIRTY, dt.time(9))


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("10 juni, 32 september, en een dag in het najaar", ["32 september", "en een dag in het najaar"]),
        ("29 februari 2027", ["29 februari 2027"]),
        ("10 juni 2026, 29 februari", ["29 februari 2027"]),
        ("10 juni (Lindewaard), nader te bepalen", ["Lindewaard", "nader te bepalen"]),
        ("10 juni en 7/9", ["en 7/9"]),
    ],
)
def test_what_cannot_be_read_is_named(text: str, unread: list[str]) -> None:
    assert list(read_days(text, today=TODAY).unread) == unread
