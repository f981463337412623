"""What a registration for a webinar costs, from page to receipt, beside a bare view and beside the same rows in raw SQL.

A visitor asks the page, sends its form and reads the receipt: three requests over one connection, one after the other.
"""

import http.client
import itertools
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import psycopg
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from cms.models import Message
from events.models import AgendaPage, Booking, Edition, Registration
from tests.benchmarks import load
from tests.benchmarks.content import HOST
from tests.factories.events import WebinarPageFactory
from tests.web_server import BEHIND_A_PROXY

SITE = {"Host": HOST, **BEHIND_A_PROXY, "Accept-Encoding": "gzip", "User-Agent": "Mozilla/5.0 (benchmark)"}
EDITIONS = 100
ROOM = 1_000_000
VISITORS = 8

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Webinar:
    """Where somebody signs up: the page, and the address its form goes to."""

    page: str
    form: str


@dataclass(frozen=True)
class RegistrationCost:
    """Milliseconds of one visitor's whole way (p50, p95), and processor milliseconds for each of server and database."""

    per_second: float
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    database_ms: float


def make() -> list[Webinar]:
    """Webinars with room for everybody."""
    agenda = AgendaPage.objects.get()
    for number in range(EDITIONS):
        page = WebinarPageFactory.create(parent=agenda, slug=f"webinar-{number}", capacity=ROOM)
        page.save_revision().publish()
    editions = Edition.objects.filter(capacity=ROOM).select_related("offering").order_by("pk")
    return [Webinar(f"/agenda/{edition.offering.slug}/", f"/aanmelden/{edition.public_id}/") for edition in editions]


def grow(count: int) -> None:
    """So many more people who are registered, over all editions."""
    editions = list(Edition.objects.filter(capacity=ROOM))
    bookings = Booking.objects.bulk_create(
        Booking(edition=edition, name="Veel", email="veel@example.org") for edition in editions
    )
    for begin in range(0, count, 5_000):
        Registration.objects.bulk_create(
            Registration(
                booking=bookings[number % len(bookings)],
                edition=editions[number % len(editions)],
                name=f"Persoon {number}",
                email=f"persoon{number}@example.org",
                status="confirmed",
            )
            for number in range(begin, min(begin + 5_000, count))
        )
    Edition.objects.filter(capacity=ROOM).update(taken=F("taken") + count // EDITIONS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure_site(port: int, webinars: Sequence[Webinar], count: int) -> RegistrationCost:
    """Register `count` people, each by three requests; raises when one is not registered."""
    before = Registration.objects.count()
    turns = itertools.cycle(webinars)

    def visit(visitor: http.client.HTTPConnection) -> None:
        webinar, number = next(turns), next(_numbers)
        _ask(visitor, "GET", webinar.page, 200)
        typed = {
            "name": "Pieter de Boer",
            "email": f"p.deboer{number}@example.org",
            "organisation_name": "Gemeente Lindewaard",
            "website": "",
            "form_key": "",
            "elapsed": "8000",
        }
        sender = {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}
        answer = _ask(visitor, "POST", webinar.form, 302, urlencode(typed), sender)
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
        _ask(visitor, "GET", urlsplit(answer.headers["Location"]).path, 200, headers={"Cookie": cookie})

    cost = _measure(port, count, visit)
    assert Registration.objects.count() == before + count
    return cost


def measure_bare(port: int, count: int) -> RegistrationCost:
    """Three requests of a view that does nothing."""

    def visit(visitor: http.client.HTTPConnection) -> None:
        for _request in range(3):
            _ask(visitor, "GET", "/", 200)

    return _measure(port, count, visit)


def _ask(
    visitor: http.client.HTTPConnection,
    method: str,
    path: str,
    expected: int,
    body: str = "",
    headers: dict[str, str] | None = None,
) -> http.client.HTTPResponse:
    typed = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    visitor.request(method, path, body or None, {**SITE, **typed, **(headers or {})})
    answer = visitor.getresponse()
    answer.read()
    if answer.status != expected:
        raise ConnectionError(f"{method} {path} answered {answer.status}")
    return answer


def _measure(port: int, count: int, visit: Callable[[http.client.HTTPConnection], None]) -> RegistrationCost:
    took: list[float] = []

    def visits(share: int) -> None:
        visitor = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _turn in range(share):
            began = time.perf_counter()
            visit(visitor)
            took.append((time.perf_counter() - began) * 1000)
        visitor.close()

    server, database = load.server_of(port), load.database_processes()
    server_before, database_before = load.cpu_seconds(server), load.cpu_seconds(database)
    elapsed = _together(visits, count)
    cuts = statistics.quantiles(took, n=20)
    return RegistrationCost(
        per_second=len(took) / elapsed,
        p50_ms=statistics.median(took),
        p95_ms=cuts[18],
        cpu_ms=(load.cpu_seconds(server) - server_before) * 1000 / len(took),
        database_ms=(load.cpu_seconds(database) - database_before) * 1000 / len(took),
    )


def _together(work: Callable[[int], None], count: int) -> float:
    """`count` turns over so many threads; how many seconds they took."""
    began = time.perf_counter()
    with ThreadPoolExecutor(VISITORS) as pool:
        for done in [pool.submit(work, count // VISITORS) for _number in range(VISITORS)]:
            done.result()
    return time.perf_counter() - began


def measure_rows(count: int) -> RegistrationCost:
    """The rows that a registration leaves, copied by plain SQL with a transaction each, into one edition."""
    copies = _copies()
    took: list[float] = []
    address = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name in {"dbname", "host", "port", "user", "password"}
    }

    def write(share: int) -> None:
        with psycopg.connect(**address) as own:
            for _turn in range(share):
                began = time.perf_counter()
                with own.transaction():
                    for statement in copies:
                        own.execute(statement, prepare=True)
                took.append((time.perf_counter() - began) * 1000)

    database = load.database_processes()
    before = load.cpu_seconds(database)
    elapsed = _together(write, count)
    after = load.cpu_seconds(database)
    return RegistrationCost(
        per_second=len(took) / elapsed,
        p50_ms=statistics.median(took),
        p95_ms=statistics.quantiles(took, n=20)[18],
        cpu_ms=0,
        database_ms=(after - before) * 1000 / len(took),
    )


def _copies() -> list[str]:
    """Statements that copy what the latest registration left: booking, registration, log line, mail, its job, and the seat."""
    registration = Registration.objects.filter(booking__email__startswith="p.deboer").latest("pk")
    message = Message.objects.latest("pk")
    unique = "md5(random()::text || clock_timestamp()::text)"
    key = {"access_key": unique}
    return [
        _copy(
            "events_booking",
            registration.booking_id,
            {"public_id": "gen_random_uuid()", "form_key": "gen_random_uuid()", **key},
        ),
        _copy(
            "events_registration",
            registration.pk,
            {
                "public_id": "gen_random_uuid()",
                "number": "events_registration_number()",
                "email": f"{unique} || '@example.org'",
                "booking_id": "currval('events_booking_id_seq')",
                **key,
            },
        ),
        _copy("wagtailcore_modellogentry", _latest("wagtailcore_modellogentry"), {}),
        _copy("cms_message", message.pk, {"public_id": "gen_random_uuid()", "key": unique, "message_id": unique}),
        _copy("procrastinate_jobs", _latest("procrastinate_jobs"), {"lock": "NULL", "queueing_lock": "NULL"}),
        f"UPDATE events_edition SET taken = taken + 1 WHERE id = {registration.edition_id}",  # noqa: S608  # a number
    ]


def _latest(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) FROM {table}")  # noqa: S608  # names of tables
        found: int = cursor.fetchone()[0]
    return found


def _copy(table: str, pk: int, fresh: dict[str, str]) -> str:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    names = [column.name for column in described if column.name != "id"]
    values = ", ".join(fresh.get(name, f'"{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE id = {pk}"  # noqa: S608


def statements(webinar: Webinar) -> int:
    """How many statements the three requests of one visitor take together, those around transactions included."""
    shared = {"default": {"BACKEND": "cms.page_cache.remembered.SharedCache", "LOCATION": "django_cache"}}
    with override_settings(CACHES=shared, PAGE_CACHE_SECONDS=300):
        for _time in range(2):
            client = Client(headers={"Host": HOST})
            with CaptureQueriesContext(connection) as captured:
                client.get(webinar.page)
                typed = {"name": "Pieter de Boer", "email": f"eerst{next(_numbers)}@example.org", "elapsed": "8000"}
                answer = client.post(webinar.form, {**typed, "organisation_name": "Gemeente Lindewaard"})
                client.get(answer.headers["Location"])
    return len(captured)
