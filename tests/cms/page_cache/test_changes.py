"""The number of changes: in the transaction of the change, known everywhere within the lease, folded without a trace."""

import threading
import time

import pytest
from django.db import connection, transaction

from cms.page_cache import changes
from tests.factories.cms import ThemeFactory

pytestmark = pytest.mark.django_db(transaction=True)


def number() -> int:
    changes.ask_again()
    return changes.number()


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
    ready = threading.Barrier(2, timeout=10)

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


def test_folding_changes_nothing_but_the_rows() -> None:
    for _ in range(5):
        changes.pages_changed()
    before = number()
    changes.fold()
    assert (number(), rows()) == (before, 1)
    changes.fold()
    assert (number(), rows()) == (before, 1)


def test_it_is_trusted_for_the_lease_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "LEASE", 0.2)
    before = number()
    began = time.monotonic()
    with connection.cursor() as cursor:  # another process
        cursor.execute(changes._ADD)
    assert changes.number() == before
    while changes.number() == before:
        assert time.monotonic() - began < 1
    assert time.monotonic() - began >= 0.15


def test_who_changed_something_waits_out_the_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "LEASE", 0.2)
    changes.settle()
    began = time.monotonic()
    changes.settle()
    assert time.monotonic() - began < 0.1
    ThemeFactory.create()
    changes.settle()
    assert 0.15 <= time.monotonic() - began < 2
    ended = time.monotonic()
    changes.settle()
    assert time.monotonic() - ended < 0.1


def test_without_kept_pages_nothing_is_written(settings: object) -> None:
    settings.PAGE_CACHE_SECONDS = 0  # type: ignore[attr-defined]
    before = rows()
    ThemeFactory.create()

    assert rows() == before
