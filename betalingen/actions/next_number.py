"""Give out the next number of a series, without gaps."""

from django.db import connection, transaction
from django.utils import timezone

from betalingen.numbering import written

# One statement, so that the first number of a year needs no special case; the row stays locked until the transaction
# ends: whoever comes second waits, and a rollback gives the number back.
_TAKE = """
    INSERT INTO betalingen_numberseries (series, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (series, year) DO UPDATE SET last = betalingen_numberseries.last + 1
    RETURNING last
"""


def next_number(series: str) -> str:
    """The next number of this series in this year ("VA-2026-0418"); must be called inside a transaction.

    Take it as late as possible: everybody else who needs a number of this series waits for the end of the transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A number outside a transaction could leave a gap.")
    year = timezone.localdate().year
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [series, year])
        (number,) = cursor.fetchone()
    return written(series, year, number)
