"""Working hours in the Netherlands: Monday to Friday from 9 to 17 o'clock, except on public holidays.

The holidays follow from the calendar, so there is no list to keep up to date and no package to depend on.
"""

import datetime as dt
from typing import Final

from django.utils import timezone

OPENS: Final = dt.time(9)
CLOSES: Final = dt.time(17)
DAY: Final = dt.timedelta(days=1)


def after_working_hours(moment: dt.datetime, hours: int) -> dt.datetime:
    """When `hours` working hours have passed since `moment`, rounded up to a whole hour, so that people can be told it."""
    left = dt.timedelta(hours=hours)
    day = timezone.localtime(moment).date()
    while True:
        opens, closes = _at(day, OPENS), _at(day, CLOSES)
        begins = max(timezone.localtime(moment), opens)
        if is_working_day(day) and begins < closes:
            if begins + left <= closes:
                return _whole_hour(begins + left)
            left -= closes - begins
        day += DAY


def after_working_days(day: dt.date, days: int) -> dt.date:
    """The working day on which `days` whole working days have passed since `day`."""
    while days:
        day += DAY
        days -= is_working_day(day)
    return day


def is_working_day(day: dt.date) -> bool:
    """Whether people are at work."""
    return day.weekday() < 5 and day not in holidays(day.year)


def holidays(year: int) -> frozenset[dt.date]:
    """The public holidays of a year that may fall on a working day.

    5 May is one every year here: not every employer closes, but nobody's time should run out on a day that may be free.
    """
    sunday = easter(year)
    birthday = dt.date(year, 4, 27)
    return frozenset(
        {
            dt.date(year, 1, 1),
            sunday + DAY,
            birthday - DAY if birthday.weekday() == 6 else birthday,
            dt.date(year, 5, 5),
            sunday + 39 * DAY,  # Ascension
            sunday + 50 * DAY,  # Whit Monday
            dt.date(year, 12, 25),
            dt.date(year, 12, 26),
        }
    )


def easter(year: int) -> dt.date:
    """Easter Sunday, by the method of Meeus, Jones and Butcher; for years of the Gregorian calendar."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time))


def _whole_hour(moment: dt.datetime) -> dt.datetime:
    floor = moment.replace(minute=0, second=0, microsecond=0)
    return floor if floor == moment else floor + dt.timedelta(hours=1)
