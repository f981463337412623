"""The number of changes: in the transaction of the change, known everywhere within the lease, folded without a trace."""

import threading

import pytest
from django.db import connection, transaction

from cms.page_cache import changes
from tests.factories.cms import ThemeFactory

pytestmark = pytest.mark.django_db(transaction=True)


def numbers() -> changes.Numbers:
    changes.ask_again()
    return changes.numbers()


def number() -> int:
    return numbers().pages


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cms_page_change")
        (count,) = cursor.fetchone()
    return int(count)


def test_a_rollback_takes_the_change_away() -> None:
    before = number()
    with transaction.atomic():
        changes.pages_changed()
        transaction.set_rollback(True)
    assert number() == before
    with transaction.atomic():
        changes.pages_changed()
    assert number() == before + 1


def test_nobody_else_sees_it_before_the_commit() -> None:
    before = number()
    seen: list[int] = []

    def ask() -> None:
        seen.append(number())
        connection.close()

    with transaction.atomic():
        changes.pages_changed()
        other = threading.Thread(target=ask)
        other.start()
        other.join()
    assert seen == [before]
    assert number() == before + 1


def test_two_that_change_do_not_wait_for_each_other() -> None:
    before = number()
    ready = threading.Barrier(2, timeout=60)

    def change() -> None:
        with transaction.atomic():
            changes.pages_changed()
            ready.wait()  # both are in the middle of their transaction
        connection.close()

    others = [threading.Thread(target=change) for _ in range(2)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert number() == before + 2


def test_a_count_is_no_content_and_content_no_frame() -> None:
    before = numbers()
    changes.counts_changed()
    assert numbers() == (before.pages + 1, before.content, before.frame)
    changes.inside_changed()
    assert numbers() == (before.pages + 2, before.content + 1, before.frame)
    changes.pages_changed()
    assert numbers() == (before.pages + 3, before.content + 2, before.frame + 1)


def test_folding_changes_nothing_but_the_rows() -> None:
    for _ in range(5):
        changes.pages_changed()
    changes.counts_changed()
    changes.inside_changed()
    before = numbers()
    changes.fold()
    assert (numbers(), rows()) == (before, 1)
    changes.fold()
    assert (numbers(), rows()) == (before, 1)


class Clock:
    """Stands still until somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(changes, "time", clock)
    return clock


def test_it_is_trusted_for_the_lease_and_no_longer(clock: Clock) -> None:
    before = number()
    with connection.cursor() as cursor:  # another process
        cursor.execute(changes._ADD, [1, 1])
    clock.sleep(changes.LEASE * 0.99)
    assert changes.numbers().pages == before
    clock.sleep(changes.LEASE * 0.02)
    assert changes.numbers().pages == before + 1


def test_who_changed_something_waits_out_the_lease(clock: Clock) -> None:
    changes.settle()
    began = clock.now
    changes.settle()
    assert clock.now == began
    ThemeFactory.create()
    clock.sleep(changes.LEASE / 4)
    changes.settle()
    assert clock.now == pytest.approx(began + changes.LEASE)
    ended = clock.now
    changes.settle()
    assert clock.now == ended


def test_without_kept_pages_nothing_is_written(settings: object) -> None:
    settings.PAGE_CACHE_SECONDS = 0  # type: ignore[attr-defined]
    before = rows()
    ThemeFactory.create()

    assert rows() == before
