"""Three numbers for all processes and nodes: how often anything changed that pages show, how often that was their content, and how
often it was what stands around every page.

What is not content is a count that every page asks anew: seats are taken all day long, and throw away the pages that show
them, but nothing of what was remembered to make those pages (cms.page_cache.remembered). Most content lies inside one page or some, so
the menu and the footer of all others are remembered on after it.

A process may trust the numbers for LEASE seconds after it *began* to ask for it, so a busy one asks some fifty times a
second and not for every page. In return a request that changed something answers no sooner than LEASE seconds after its
commit (`settle`): by then no process trusts numbers from before, so whoever asks next sees the change, on whichever node.

The row of a change is written in the transaction of the change: it comes and goes with it, and a crash loses neither.
Each change adds a row of its own, because one counter would make every transaction wait for every other one.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

LEASE = 0.02  # seconds

_ADD = "INSERT INTO cms_page_change (times, content, frame) VALUES (1, %s, %s)"
# Every page leads to the home pages of its site and to what lies right below those.
_ADD_PAGE = """
    INSERT INTO cms_page_change (times, content, frame)
    SELECT 1, 1, coalesce(bool_or(%s <= root.depth + 1 OR root.translation_key = %s), true)::int
    FROM wagtailcore_site JOIN wagtailcore_page root ON root.id = root_page_id
"""
_SUM = """
    SELECT coalesce(sum(times), 0)::bigint, coalesce(sum(content), 0)::bigint, coalesce(sum(frame), 0)::bigint
    FROM cms_page_change
"""
# One statement, so nobody sees the sums change.
_FOLD = """
    WITH counted AS (DELETE FROM cms_page_change RETURNING times, content, frame)
    INSERT INTO cms_page_change (times, content, frame)
    SELECT sum(times), sum(content), sum(frame) FROM counted HAVING count(*) > 0
"""

_mine = threading.local()


class Numbers(NamedTuple):
    """How many changes there were of anything that pages show, and how many of these were of their content and of their frame."""

    pages: int
    content: int
    frame: int


class _Known:
    """What this process knows of the numbers."""

    def __init__(self) -> None:
        self.numbers = Numbers(-1, -1, -1)
        self.asked_at = float("-inf")
        self.lock = threading.Lock()

    def is_fresh(self) -> bool:
        # A clock that was set back makes them stale, never fresh for long.
        return 0 <= time.monotonic() - self.asked_at < LEASE


_known = _Known()


def pages_changed() -> None:
    """Something changed that a page may show. Call it in the transaction of the change.

    Saving or deleting a row tells it by itself (cms.page_cache.watch); call this for `QuerySet.update` and plain SQL.
    """
    _add(_ADD, 1, 1)


def inside_changed() -> None:
    """Content changed that stands inside pages and in no menu or footer; else as `pages_changed`."""
    _add(_ADD, 1, 0)


def page_changed(depth: int, translation_key: UUID) -> None:
    """The page with this key changed where it stands, so deep in the tree; else as `pages_changed`."""
    _add(_ADD_PAGE, depth, translation_key)


def counts_changed() -> None:
    """A count changed that pages show and nothing remembers, such as the seats taken; else as `pages_changed`."""
    _add(_ADD, 0, 0)


def _add(statement: str, *values: Any) -> None:
    if not settings.PAGE_CACHE_SECONDS:
        return
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    ask_again()
    transaction.on_commit(_committed)


def numbers() -> Numbers:
    """The numbers, at most LEASE seconds old."""
    if not _known.is_fresh():
        with _known.lock:
            if not _known.is_fresh():
                began = time.monotonic()
                with connection.cursor() as cursor:
                    cursor.execute(_SUM)
                    _known.numbers = Numbers(*cursor.fetchone())
                _known.asked_at = began
    return _known.numbers


@contextmanager
def making(numbers: Numbers) -> Iterator[None]:
    """What this thread does meanwhile is one page, and it is made after so many changes."""
    _mine.page = numbers
    try:
        yield
    finally:
        _mine.page = None


def numbers_of_page() -> Numbers:
    """The numbers after which the page at hand is made, else those of now."""
    made_after: Numbers | None = getattr(_mine, "page", None)
    return numbers() if made_after is None else made_after


def is_changing() -> bool:
    """Whether the transaction at hand made a change that is not committed yet; what a savepoint undid is none."""
    return any(_committed in waiting for waiting in connection.run_on_commit)


def ask_again() -> None:
    """Trust what is known no longer."""
    _known.asked_at = float("-inf")
    _mine.page = None


def settle() -> None:
    """Wait until no process trusts numbers from before what this thread committed."""
    committed_at = getattr(_mine, "committed_at", None)
    if committed_at is not None:
        _mine.committed_at = None
        time.sleep(max(0.0, committed_at + LEASE - time.monotonic()))


def fold() -> None:
    """Add the rows up to one; the numbers stay what they are. A periodic job calls this."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLD)


def _committed() -> None:
    ask_again()
    _mine.committed_at = time.monotonic()
