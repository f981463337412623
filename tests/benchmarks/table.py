"""The site on production's settings and server, and a table of what its pages cost."""

import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from tests import database
from tests.benchmarks import content, load
from tests.processes import start
from tests.web_server import serving

ROUNDS = 3
SHARED_CACHE = {"default": {"BACKEND": "cms.page_cache.remembered.SharedCache", "LOCATION": "django_cache"}}
MANY, FEW = 1_280, 64
COLD = "?benchmark=1"  # an unknown parameter: never kept
BROWSER = {
    "Host": content.HOST,
    "X-Forwarded-Proto": "https",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept": "text/html",
    "User-Agent": "Mozilla/5.0 (benchmark)",
    "Cookie": "_pk_id.1.abcd=0123456789abcdef.1700000000; consent=1",
}


def main() -> None:
    database.prepare()
    settings.ALLOWED_HOSTS = [content.HOST]
    call_command("createcachetable", "django_cache")
    content.make()
    content.grow(10)
    with site() as port:
        say(f"{'':44}{'requests/s':>12}{'CPU ms':>9}{'bytes':>8}{'queries':>9}")
        compare(port, "10")
        content.grow(10_000)
        compare(port, "10.000")
        show("hashed, compressed style sheet", [load.measure(port, style_sheet(), MANY, BROWSER)])


@contextmanager
def site() -> Iterator[int]:
    """Production itself, behind a proxy that speaks HTTPS."""
    with ExitStack() as stack:
        static = stack.enter_context(tempfile.TemporaryDirectory())
        production = {
            "DJANGO_SECRET_KEY": "only-for-benchmarks-0123456789-abcdefghijklmnopqrstuvwxyz",
            "ALLOWED_HOSTS": content.HOST,
            "SITE_URL": f"https://{content.HOST}",
            "EMAIL_URL": "smtp://127.0.0.1:1025",
            "DEFAULT_FROM_EMAIL": "academie@example.org",
            "STRIPE_SECRET_KEY": "rk_test_benchmark",
            "STRIPE_WEBHOOK_SECRETS": "whsec_benchmark",
            "BEHIND_PROXY": "true",
            "STATIC_ROOT": static,
            "MEDIA_ROOT": str(settings.MEDIA_ROOT),
            "LOG_LEVEL": "ERROR",
        }
        base = "cms.project.settings.base"
        collecting = start("collectstatic", "--no-input", "--verbosity", "0", settings=base, **production)
        if collecting.wait() != 0:
            sys.exit("collectstatic failed")
        os.environ["BENCHMARK_STATIC"] = static
        yield stack.enter_context(serving(base, workers=2, host=content.HOST, **production))


def compare(port: int, size: str) -> None:
    """Kept pages beside a bare view, in turns; then what they cost when they are not kept."""
    kept: dict[str, list[load.Cost]] = {content.ARTICLE: [], content.PROGRAMME: []}
    bare: list[load.Cost] = []
    first, _warm = (load.measure(port, path, FEW, BROWSER) for path in kept)  # every process makes both
    with serving(
        "", workers=2, application="tests.benchmarks.bare:application", BARE_BYTES=str(first.bytes_each)
    ) as plain:
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
    for path in (content.ARTICLE, content.PROGRAMME):
        costs = [load.measure(port, path + COLD, FEW, BROWSER) for _round in range(ROUNDS)]
        show(f"made {path} ({size})", costs, queries(path))


def queries(path: str) -> int:
    """How many queries it takes to make this page on a site that runs."""
    with override_settings(CACHES=SHARED_CACHE, PAGE_CACHE_SECONDS=300):
        client = Client(headers={"Host": content.HOST})
        client.get(path + COLD)
        with CaptureQueriesContext(connection) as captured:
            client.get(path + COLD)
    return len(captured)


def style_sheet() -> str:
    """Its address with the hash of its content."""
    manifest = json.loads((Path(os.environ["BENCHMARK_STATIC"]) / "staticfiles.json").read_text())
    return f"/static/{manifest['paths']['cms/vakwerk.css']}"


def show(name: str, costs: list[load.Cost], count: int | None = None) -> None:
    per_second = statistics.median(each.per_second for each in costs)
    cpu = statistics.median(each.cpu_ms for each in costs)
    say(f"{name:44}{per_second:12,.0f}{cpu:9.2f}{costs[0].bytes_each:8}{count if count is not None else '':>9}")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
