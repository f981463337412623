"""Moves the dates of old brochures to coming dates: same weekday, same time of the year, whole weeks."""

import datetime as dt
from collections.abc import Sequence

NOTICE = dt.timedelta(days=3)  # nearer than this nobody could sign up any more


def coming(dates: Sequence[dt.date], *, today: dt.date) -> list[dt.date]:
    """Shift `dates` by one number of weeks, so that the first lies as near as possible to its day of the year and is yet to come.

    Weekdays, the distance between dates and a change of year inside the series stay as they were.
    """
    first = dates[0]
    year = today.year
    while (target := _nearest(first, year)) < today + NOTICE:
        year += 1
    return [date + (target - first) for date in dates]


def friday_before(date: dt.date, *, days: int) -> dt.date:
    """The last Friday that lies at least so many days before: signing up closes while somebody is at work."""
    latest = date - dt.timedelta(days=days)
    return latest - dt.timedelta(days=(latest.weekday() - 4) % 7)


def _nearest(original: dt.date, year: int) -> dt.date:
    """The date with the weekday of `original` that is nearest to its day and month in `year`."""
    anniversary = dt.date(year, original.month, min(original.day, 28) if original.month == 2 else original.day)
    shift = (original.weekday() - anniversary.weekday() + 3) % 7 - 3
    return anniversary + dt.timedelta(days=shift)
