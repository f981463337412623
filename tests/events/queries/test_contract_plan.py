"""Days on which editions can be."""

import datetime as dt

from events.queries.contract_plan import spread


def test_every_week_from_the_first_day() -> None:
    assert spread(dt.date(2027, 3, 2), 3, 7) == [dt.date(2027, 3, 2), dt.date(2027, 3, 9), dt.date(2027, 3, 16)]


def test_weekends_and_holidays_go_to_the_next_working_day_and_no_day_is_used_twice() -> None:
    # Friday 26 March; the 29th is Easter Monday.
    assert spread(dt.date(2027, 3, 26), 4, 1) == [
        dt.date(2027, 3, 26),
        dt.date(2027, 3, 30),
        dt.date(2027, 3, 31),
        dt.date(2027, 4, 1),
    ]
