import datetime as dt

import pytest

from events.working_hours import after_working_hours, easter, holidays, is_working_day
from tests.factories.events import local


@pytest.mark.parametrize(
    ("moment", "hours", "then"),
    [
        # Two working days: the same time, two days on.
        (local(2026, 11, 23, 10), 16, local(2026, 11, 25, 10)),
        # A weekend does not count.
        (local(2026, 11, 27, 10), 16, local(2026, 12, 1, 10)),
        # At night, in the weekend and after five o'clock the clock stands still.
        (local(2026, 11, 26, 3), 16, local(2026, 11, 27, 17)),
        (local(2026, 11, 28, 12), 8, local(2026, 11, 30, 17)),
        (local(2026, 11, 26, 17), 1, local(2026, 11, 27, 10)),
        (local(2026, 11, 26, 22), 1, local(2026, 11, 27, 10)),
        # Up to a whole hour.
        (local(2026, 11, 26, 10, 7), 2, local(2026, 11, 26, 13)),
        (local(2026, 11, 26, 16, 30), 1, local(2026, 11, 27, 10)),
        # Exactly until closing time.
        (local(2026, 11, 26, 9), 8, local(2026, 11, 26, 17)),
        # Christmas 2026 is a Friday and a Saturday, New Year a Friday.
        (local(2026, 12, 24, 15), 16, local(2026, 12, 29, 15)),
        (local(2026, 12, 31, 16), 8, local(2027, 1, 4, 16)),
        # Across both changes of summer time the clock on the wall counts.
        (local(2027, 3, 26, 12), 8, local(2027, 3, 30, 12)),
        (local(2026, 10, 23, 12), 8, local(2026, 10, 26, 12)),
    ],
)
def test_an_offer_ends_when_enough_working_hours_have_passed(
    moment: dt.datetime, hours: int, then: dt.datetime
) -> None:
    assert after_working_hours(moment, hours) == then


def test_a_moment_in_another_time_zone_is_the_same_moment() -> None:
    assert after_working_hours(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC), 16) == local(2026, 11, 25, 10)


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (2000, 4, 23),
        (2019, 4, 21),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2038, 4, 25),
        (2285, 3, 22),
    ],
)
def test_easter(year: int, month: int, day: int) -> None:
    assert easter(year) == dt.date(year, month, day)


def test_the_holidays_of_a_year() -> None:
    assert sorted(holidays(2026)) == [
        dt.date(2026, 1, 1),
        dt.date(2026, 4, 6),
        dt.date(2026, 4, 27),
        dt.date(2026, 5, 5),
        dt.date(2026, 5, 14),
        dt.date(2026, 5, 25),
        dt.date(2026, 12, 25),
        dt.date(2026, 12, 26),
    ]


def test_the_kings_birthday_on_a_sunday_is_kept_the_day_before() -> None:
    assert dt.date(2031, 4, 26) in holidays(2031)
    assert dt.date(2031, 4, 27) not in holidays(2031)


def test_a_working_day_is_no_weekend_and_no_holiday() -> None:
    week = [dt.date(2027, 5, day) for day in range(3, 10)]  # Wednesday 5 May and Thursday 6 May, Ascension
    assert [is_working_day(day) for day in week] == [True, True, False, False, True, False, False]
