"""The site on production's settings and server, and a table of what its pages cost.

The server has one worker: the sender then has a processor of its own, and which worker a connection meets makes no difference.
"""

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from cms.page_cache import changes
from tests import database
from tests.benchmarks import content, exports, lists, load, registrations
from tests.web_server import BEHIND_A_PROXY, serving, serving_production

ROUNDS = 5
SHARED_CACHE = {"default": {"BACKEND": "cms.page_cache.remembered.SharedCache", "LOCATION": "django_cache"}}
MANY, FEW, SOME = 6_400, 100, 160
COLD = "?benchmark=1"  # an unknown parameter: never kept
BROWSER = {
    "Host": content.HOST,
    **BEHIND_A_PROXY,
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept": "text/html",
    "User-Agent": "Mozilla/5.0 (benchmark)",
    "Cookie": "_pk_id.1.abcd=0123456789abcdef.1700000000; consent=1",
}


def pages() -> None:
    """What kept and made pages cost, with ten and with ten thousand rows."""
    begin()
    content.grow(10)
    with site() as port:
        say("| | requests/s | CPU ms | database ms | bytes | queries |\n| --- | ---: | ---: | ---: | ---: | ---: |")
        compare(port, "10")
        content.grow(10_000)
        compare(port, "10,000")
        show("hashed, compressed style sheet", [load.measure(port, style_sheet(), MANY, BROWSER)])


def people() -> None:
    """What registering for a webinar costs, with nobody registered and with 100,000."""
    begin()
    webinars = registrations.make()
    crowd = (("one edition", webinars[:1]), (f"{len(webinars)} editions", webinars))
    with site() as port, serving("", application="tests.benchmarks.bare:application", BARE_BYTES="20000") as plain:
        say("| | registrations/s | p50 ms | p95 ms | CPU ms | database ms | statements |")
        say("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        registrations.measure_site(port, webinars, SOME)
        for size in ("0", "100,000"):
            if size != "0":
                registrations.grow(100_000)
            show_people(f"three requests of a bare view ({size})", [registrations.measure_bare(plain, SOME)])
            show_people(f"the same rows in raw SQL ({size})", [registrations.measure_rows(SOME)])
            for name, chosen in crowd:
                costs = [registrations.measure_site(port, chosen, SOME) for _round in range(ROUNDS)]
                show_people(f"{name} ({size})", costs, registrations.statements(chosen[0]))
    say("\n| registrations in the admin (100,000) | ms | statements | MB grown |\n| --- | ---: | ---: | ---: |")
    for name, cost in lists.measure():
        say(f"| {name} | {cost.ms:,.0f} | {cost.statements} | {cost.grown_mb:,.0f} |")


def files() -> None:
    """What taking 100,000 payments along costs, beside PostgreSQL's own COPY of the same columns."""
    begin()
    say("| 100,000 payments | seconds | of COPY | statements | MB grown | MB of file |")
    say("| --- | ---: | ---: | ---: | ---: | ---: |")
    copy = 0.0
    for name, cost in exports.measure():
        copy = copy or cost.seconds
        say(
            f"| {name} | {cost.seconds:.2f} | {cost.seconds / copy:.1f} | {cost.statements} "
            f"| {cost.grown_mb:,.0f} | {cost.file_mb:,.1f} |"
        )


def begin() -> None:
    """A database with the site to measure."""
    database.prepare()
    settings.ALLOWED_HOSTS = [content.HOST]
    content.make()


@contextmanager
def site() -> Iterator[int]:
    """Production itself."""
    with tempfile.TemporaryDirectory() as static:
        os.environ["BENCHMARK_STATIC"] = static
        with serving_production(Path(static), host=content.HOST) as port:
            yield port


def compare(port: int, size: str) -> None:
    """Kept pages beside a bare view, in turns; then what it costs to make them for one visitor at a time."""
    kept: dict[str, list[load.Cost]] = {content.ARTICLE: [], content.PROGRAMME: []}
    bare: list[load.Cost] = []
    first, _warm = (load.measure(port, path, MANY, BROWSER) for path in kept)
    with serving("", application="tests.benchmarks.bare:application", BARE_BYTES=str(first.bytes_each)) as plain:
        load.measure(plain, "/", MANY, BROWSER)
        for _round in range(ROUNDS):
            bare.append(load.measure(plain, "/", MANY, BROWSER))
            for path, costs in kept.items():
                costs.append(load.measure(port, path, MANY, BROWSER))
    show(f"bare Django view ({size})", bare)
    for path, costs in kept.items():
        ratio = statistics.median(
            each.per_second / against.per_second for each, against in zip(costs, bare, strict=True)
        )
        show(f"kept {path} ({size}), {ratio:.0%} of bare", costs)
    for path in kept:
        load.measure(port, path + COLD, FEW, BROWSER, load.VISITOR)
        costs = [load.measure(port, path + COLD, FEW, BROWSER, load.VISITOR) for _round in range(ROUNDS)]
        show(f"made {path} ({size})", costs, queries(path))
    costs = [load.measure(port, path + COLD, FEW, BROWSER, load.VISITOR, publish) for _round in range(ROUNDS)]
    show(f"made {path} after a publish ({size})", costs, queries(path, publish))


def publish() -> None:
    """What publishing a programme does to pages, known to the server before the next request."""
    with override_settings(PAGE_CACHE_SECONDS=300):
        changes.inside_changed()
    connection.close()
    time.sleep(changes.LEASE)


def queries(path: str, before: Callable[[], None] = lambda: None) -> int:
    """How many queries it takes to make this page on a site that runs, after `before`."""
    with override_settings(CACHES=SHARED_CACHE, PAGE_CACHE_SECONDS=300):
        client = Client(headers={"Host": content.HOST})
        client.get(path + COLD)
        before()
        with CaptureQueriesContext(connection) as captured:
            client.get(path + COLD)
    return len(captured)


def style_sheet() -> str:
    """Its address with the hash of its content."""
    manifest = json.loads((Path(os.environ["BENCHMARK_STATIC"]) / "staticfiles.json").read_text())
    return f"/static/{manifest['paths']['cms/vakwerk.css']}"


def show(name: str, costs: list[load.Cost], count: int | None = None) -> None:
    """A row of the table: of each figure the median of the rounds."""
    per_second, cpu, database = (
        statistics.median(getattr(each, figure) for each in costs) for figure in ("per_second", "cpu_ms", "database_ms")
    )
    asked = "" if count is None else str(count)
    say(f"| {name} | {per_second:,.0f} | {cpu:.2f} | {database:.2f} | {costs[0].bytes_each:,} | {asked} |")


def show_people(name: str, costs: list[registrations.RegistrationCost], count: int | None = None) -> None:
    """A row of the table of registrations: of each figure the median of the rounds."""
    figures = ("per_second", "p50_ms", "p95_ms", "cpu_ms", "database_ms")
    medians = (statistics.median(getattr(each, figure) for each in costs) for figure in figures)
    say(f"| {name} | {' | '.join(f'{median:,.1f}' for median in medians)} | {'' if count is None else count} |")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
