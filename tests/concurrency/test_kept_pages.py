"""A thousand views of a kept page during a hundred sign-ups, on two web nodes with a memory of their own.

A view that begins after a sign-up was answered must show it, and no view may show one that was not yet sent.
"""

import http.client
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest

from events.models import Edition, Registration
from tests.journeys.offerings import webinar
from tests.web_server import serving

pytestmark = pytest.mark.django_db(transaction=True)

SIGN_UPS = 100
VIEWS = 1_000
LEFT_AT_FIRST = 101
READERS = 4
PATH = "/agenda/beroepscode/"
LEFT = re.compile(r"Nog (\d+) plaats")


@dataclass
class Crowd:
    """Counts what was sent and answered, and every view that showed too little or too much."""

    edition: str
    ports: tuple[int, int]
    sign_ups: int
    wanted_views: int
    begun: int = 0
    answered: int = 0
    views: int = 0
    shown: set[int] = field(default_factory=set)
    wrong: list[tuple[int, int, int]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def sign_up(self, number: int) -> None:
        form = {"name": f"Persoon {number}", "email": f"p{number}@example.org", "organisation_name": "Lindewaard"}
        with self.lock:
            self.begun += 1
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        with closing(self.node(number)) as node:
            node.request("POST", f"/aanmelden/{self.edition}/", urlencode(form), headers)
            assert node.getresponse().status == 302
        with self.lock:
            self.answered += 1

    def read(self, reader: int) -> None:
        """Until everybody was answered, and once more."""
        with closing(self.node(reader)) as node:
            is_last = False
            while not is_last:
                is_last = self.answered == self.sign_ups and self.views >= self.wanted_views
                self.view(node)

    def view(self, node: http.client.HTTPConnection) -> None:
        at_least = self.answered
        node.request("GET", PATH)
        text = node.getresponse().read().decode()
        at_most = self.begun
        found = LEFT.search(text)
        self._note(at_least, LEFT_AT_FIRST - int(found.group(1)) if found else -1, at_most)

    def _note(self, at_least: int, shown: int, at_most: int) -> None:
        with self.lock:
            self.views += 1
            self.shown.add(shown)
            if not at_least <= shown <= at_most:
                self.wrong.append((at_least, shown, at_most))

    def node(self, number: int) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.ports[number % 2], timeout=30)


def crowd(page_tree: SimpleNamespace, settings: str, sign_ups: int = SIGN_UPS, views: int = VIEWS) -> Crowd:
    """Everybody at once; the webinar has 505 places, of which so many are taken that the page says how many are left."""
    edition = webinar(page_tree, capacity=505)
    Edition.objects.update(taken=505 - LEFT_AT_FIRST)
    with serving(settings) as one, serving(settings) as other, ThreadPoolExecutor(READERS + 2) as pool:
        everybody = Crowd(str(edition.public_id), (one, other), sign_ups, views)
        with closing(everybody.node(0)) as node:
            everybody.view(node)  # before anybody signs up
        reading = [pool.submit(everybody.read, reader) for reader in range(READERS)]
        for number in range(0, sign_ups, 2):
            for sent in [pool.submit(everybody.sign_up, number + one) for one in (0, 1)]:
                sent.result()
        for each in reading:
            each.result()
    assert Registration.objects.count() == sign_ups
    assert everybody.views >= views
    return everybody


def test_no_view_is_ever_wrong(page_tree: SimpleNamespace) -> None:
    seen = crowd(page_tree, "tests.concurrency.server_settings")

    assert seen.wrong == []
    assert {0, SIGN_UPS} <= seen.shown
    assert len(seen.shown) > SIGN_UPS / 4


@pytest.mark.parametrize("settings", [f"tests.concurrency.{twin}_settings" for twin in ("silent", "hasty", "trusting")])
def test_the_twins_show_what_is_no_longer_so(page_tree: SimpleNamespace, settings: str) -> None:
    seen = crowd(page_tree, settings, sign_ups=20, views=200)

    assert seen.wrong
