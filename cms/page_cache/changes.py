"""One number for all processes and nodes: how often anything changed that pages show.

A process may trust the number for LEASE seconds after it *began* to ask for it, so a busy one asks some fifty times a
second and not for every page. In return a request that changed something answers no sooner than LEASE seconds after its
commit (`settle`): by then no process trusts a number from before, so whoever asks next sees the change, on whichever node.

The row of a change is written in the transaction of the change: it comes and goes with it, and a crash loses neither.
Each change adds a row of its own, because one counter would make every transaction wait for every other one.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

LEASE = 0.02  # seconds

_ADD = "INSERT INTO cms_page_change (times) VALUES (1)"
_SUM = "SELECT coalesce(sum(times), 0)::bigint FROM cms_page_change"
# One statement, so nobody sees the sum change.
_FOLD = """
    WITH counted AS (DELETE FROM cms_page_change RETURNING times)
    INSERT INTO cms_page_change (times) SELECT sum(times) FROM counted HAVING count(*) > 0
"""

_mine = threading.local()


class _Known:
    """What this process knows of the number."""

    def __init__(self) -> None:
        self.number = -1
        self.asked_at = float("-inf")
        self.lock = threading.Lock()

    def is_fresh(self) -> bool:
        # A clock that was set back makes it stale, never fresh for long.
        return 0 <= time.monotonic() - self.asked_at < LEASE


_known = _Known()


def pages_changed() -> None:
    """Something changed that a page may show. Call it in the transaction of the change.

    Saving or deleting a row tells it by itself (cms.page_cache.watch); call this for `QuerySet.update` and plain SQL.
    """
    if not settings.PAGE_CACHE_SECONDS:
        return
    with connection.cursor() as cursor:
        cursor.execute(_ADD)
    ask_again()
    transaction.on_commit(_committed)


def number() -> int:
    """The number, at most LEASE seconds old."""
    if not _known.is_fresh():
        with _known.lock:
            if not _known.is_fresh():
                began = time.monotonic()
                with connection.cursor() as cursor:
                    cursor.execute(_SUM)
                    (_known.number,) = cursor.fetchone()
                _known.asked_at = began
    return _known.number


@contextmanager
def making(number: int) -> Iterator[None]:
    """What this thread does meanwhile is one page, and it is made after this number of changes."""
    _mine.page = number
    try:
        yield
    finally:
        _mine.page = None


def number_of_page() -> int:
    """The number after which the page at hand is made, else the number now."""
    made_after: int | None = getattr(_mine, "page", None)
    return number() if made_after is None else made_after


def ask_again() -> None:
    """Trust what is known no longer."""
    _known.asked_at = float("-inf")
    _mine.page = None


def settle() -> None:
    """Wait until no process trusts a number from before what this thread committed."""
    committed_at = getattr(_mine, "committed_at", None)
    if committed_at is not None:
        _mine.committed_at = None
        time.sleep(max(0.0, committed_at + LEASE - time.monotonic()))


def fold() -> None:
    """Add the rows up to one; the number stays what it is. A periodic job calls this."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLD)


def _committed() -> None:
    ask_again()
    _mine.committed_at = time.monotonic()
