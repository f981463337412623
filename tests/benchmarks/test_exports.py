"""The rows of the benchmark are written by plain SQL, that must fit the tables as they are."""

import pytest
from django.db import connection

from betalingen.queries.movements import movements
from tests.benchmarks.exports import PERIOD, ROWS


@pytest.mark.django_db
def test_the_rows_fit_the_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {"count": 3})
    assert len(movements(PERIOD)) == 3
