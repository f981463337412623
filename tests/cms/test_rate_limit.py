import datetime as dt

import pytest
import time_machine
from django.db import connection

from cms import rate_limit
from cms.rate_limit import Limit, within

pytestmark = pytest.mark.django_db

LIMIT = Limit("test", 3, dt.timedelta(minutes=10))
NOON = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


def rows() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT bucket, hits FROM cms_rate_limit ORDER BY hits")
        return list(cursor.fetchall())


def test_so_many_times_and_no_more() -> None:
    with time_machine.travel(NOON):
        assert [within({LIMIT: "een"}) for _time in range(5)] == [True, True, True, False, False]


def test_keys_and_names_count_apart_and_case_does_not() -> None:
    with time_machine.travel(NOON):
        for _time in range(3):
            within({LIMIT: "Een@example.org"})
        assert not within({LIMIT: "een@EXAMPLE.org"})
        assert within({LIMIT: "twee@example.org"})
        assert within({Limit("other", 3, dt.timedelta(minutes=10)): "een@example.org"})


def test_a_new_period_starts_anew() -> None:
    with time_machine.travel(NOON) as clock:
        for _time in range(4):
            within({LIMIT: "een"})
        clock.shift(dt.timedelta(minutes=10))
        assert within({LIMIT: "een"})


def test_no_address_is_stored() -> None:
    within({LIMIT: "p.deboer@lindewaard.example"})

    ((bucket, hits),) = rows()
    assert (len(bucket), hits) == (64, 1)
    assert "deboer" not in bucket


def test_what_no_longer_counts_is_forgotten() -> None:
    with time_machine.travel(NOON - dt.timedelta(days=400)):
        within({LIMIT: "oud"})
    within({LIMIT: "nieuw"})
    rate_limit.forget_expired()

    assert len(rows()) == 1
