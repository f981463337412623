"""What the list of registrations costs a programme manager, and the same list as an Excel file."""

import statistics
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psutil
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import User
from tests.benchmarks.content import HOST
from tests.staff import logged_in

TIMES = 5
VIEWS: Mapping[str, Mapping[str, str | int]] = {
    "the list": {},
    "page 1,000": {"p": 1000},
    "one state": {"status": "confirmed"},
    "searched": {"q": "persoon4242"},
}


@dataclass(frozen=True)
class ListCost:
    """Of one view of the list: milliseconds, statements, and by how many megabytes the process grew at most."""

    ms: float
    statements: int
    grown_mb: float


def measure() -> Iterator[tuple[str, ListCost]]:
    """Each view of the list, and at last its Excel file."""
    manager = logged_in(User.objects.create_superuser("beheer@example.org", first_name="Bea"))
    for name, query in VIEWS.items():
        _measured(manager, query)
        costs = [_measured(manager, query) for _time in range(TIMES)]
        grown = max(cost.grown_mb for cost in costs)
        yield name, ListCost(statistics.median(cost.ms for cost in costs), costs[0].statements, grown)
    yield "as Excel", _measured(manager, {"export": "xlsx"})


def _measured(manager: Client, query: Mapping[str, str | int]) -> ListCost:
    with CaptureQueriesContext(connection) as captured, growth() as sizes:
        began = time.perf_counter()
        response = manager.get(reverse("registrations:index"), query, headers={"host": HOST})
        size = sum(len(part) for part in response)
        took = time.perf_counter() - began
    assert (response.status_code, size > 0) == (200, True)
    return ListCost(took * 1000, len(captured), (max(sizes) - sizes[0]) / 1_000_000)


@contextmanager
def growth() -> Iterator[list[int]]:
    """How large the process is, looked at twenty times a second."""
    process, done = psutil.Process(), threading.Event()
    sizes = [process.memory_info().rss]

    def look() -> None:
        while not done.wait(0.05):
            sizes.append(process.memory_info().rss)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield sizes
    finally:
        done.set()
        watcher.join()
