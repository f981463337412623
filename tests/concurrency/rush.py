"""Requests that all come while somebody else holds a page."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections, transaction
from django.test import Client
from wagtail.models import Page

from tests.processes import wait_until

BY_ITSELF = {"Accept": "application/json"}
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


class Rush:
    """Sends forms to one address, each over a connection of its own."""

    def __init__(self, address: str, client: Client, pool: ThreadPoolExecutor) -> None:
        self._address = address
        self._client = client
        self._pool = pool

    def send(self, form: dict[str, Any], *, by_itself: bool = False) -> "Future[Any]":
        """Send a form, as the editor does `by_itself` or as somebody who presses a button; returns when its request stands
        before the lock."""
        before = _waiting()
        sent = self._pool.submit(self._post, form, BY_ITSELF if by_itself else {})
        wait_until(lambda: _waiting() > before)
        return sent

    def _post(self, form: dict[str, Any], headers: dict[str, str]) -> Any:
        try:
            browser = Client(raise_request_exception=False)
            browser.cookies = self._client.cookies
            return browser.post(self._address, form, headers=headers)
        finally:
            connections.close_all()


@contextmanager
def rush(held: Page, address: str, client: Client) -> Iterator[Rush]:
    """Nobody gets further than this page before the block ends."""
    with ThreadPoolExecutor(2) as pool, transaction.atomic():
        Page.objects.select_for_update().get(pk=held.pk)
        yield Rush(address, client, pool)


def _waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else this transaction sees the same all the time
        cursor.execute(WAITING)
        return int(cursor.fetchone()[0])
