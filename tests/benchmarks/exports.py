"""What it costs to take 100,000 payments along, beside what PostgreSQL's own COPY of the same columns costs."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.db import connection
from django.test.utils import CaptureQueriesContext

from betalingen.actions.begin_run import begin_run
from betalingen.actions.write_run import write_run
from betalingen.queries.datasets import PAYMENTS
from betalingen.queries.movements import Period, payment_query
from cms.models import User
from tests.benchmarks.lists import growth

COUNT = 100_000
PERIOD = Period(first_day=date(2026, 1, 1), last_day=date(2026, 12, 31))

# One order each, its line and its payment, by plain SQL: what is measured is reading.
ROWS = """
    WITH orders AS (
        INSERT INTO betalingen_order (
            public_id, access_key, number, reference, title, status, provider, is_deferred, is_held, return_path, language,
            currency, total_cents, waived_cents, vat_cents, created_at, customer_name, contact_name, email, department,
            street, postcode, city, kvk_number, purchase_order_number, cost_centre, orderer, oin, vat_number
        )
        SELECT gen_random_uuid(), 'key-' || n, 'OR-2026-' || lpad(n::text, 6, '0'), 'booking:' || gen_random_uuid(),
            'Leernetwerk HRM ' || n %% 40, 'paid', 'stripe', false, false, '', 'nl', 'eur', 187550, 0, 32550, now(),
            'Gemeente Lindewaard ' || n %% 300, 'Sanne Visser', 'facturen' || n || '@lindewaard.example', 'P&O', 'Kade 1',
            '1234 AB', 'Lindewaard', '01234567', 'PO-' || n, '4100', '', '', ''
        FROM generate_series(1, %(count)s) AS n
        RETURNING id, number
    ), lines AS (
        INSERT INTO betalingen_orderline (
            order_id, position, description, quantity, gross_cents, discount_cents, discounts, subsidy_cents, vat_base_cents,
            vat_category, vat_rate, vat_cents, vat_label, vat_wording, payable_cents, subsidy_terms
        )
        SELECT id, 0, 'Leernetwerk HRM', 1, 310000, 0, '[]', 155000, 155000, 'S', 21, 32550, '21 %% btw', '', 187550, '{}' FROM orders
    )
    INSERT INTO betalingen_attempt (
        public_id, order_id, number, provider, status, amount_cents, currency, tries, parameters, provider_reference,
        payment_url, charge_reference, method, received_cents, received_currency, fee_cents, vat_cents, is_demo, expires_at,
        created_at, succeeded_at
    )
    SELECT gen_random_uuid(), id, 1, 'stripe', 'succeeded', 187550, 'eur', 0, '{}', 'cs_' || number, '', 'py_' || number,
        'ideal', 187550, 'eur', 35, 32550, false, now(), now(), timestamptz '2026-01-02' + id %% 360 * interval '1 day'
    FROM orders
"""


@dataclass(frozen=True)
class ExportCost:
    """Seconds, statements, by how many megabytes the process grew at most, and the size of the file in megabytes."""

    seconds: float
    statements: int
    grown_mb: float
    file_mb: float


def measure() -> Iterator[tuple[str, ExportCost]]:
    """COPY first, then our files; each once before, to warm up, so that all read from memory."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {"count": COUNT})
        cursor.execute("ANALYZE")
    user = User.objects.create_superuser("export@example.org")
    for name, work in (
        ("COPY by PostgreSQL", _copy),
        ("CSV for Excel", lambda: _exported("dutch-csv", user)),
        ("CSV for programs", lambda: _exported("plain-csv", user)),
        ("Excel", lambda: _exported("xlsx", user)),
    ):
        work()
        yield name, _measured(work)


def _measured(work: Callable[[], int]) -> ExportCost:
    with CaptureQueriesContext(connection) as captured, growth() as sizes:
        began = time.perf_counter()
        size = work()
        took = time.perf_counter() - began
    asked = [query for query in captured if not query["sql"].startswith(("BEGIN", "COMMIT"))]
    return ExportCost(took, len(asked), (max(sizes) - sizes[0]) / 1_000_000, size / 1_000_000)


def _exported(format_key: str, user: User) -> int:
    run = begin_run(dataset=PAYMENTS, selection=PERIOD, format_key=format_key, user=user)
    written, stream = write_run(run=run, user=user)
    assert written.row_count == COUNT
    return _size(stream)


def _size(stream: IO[bytes]) -> int:
    with stream:
        return stream.seek(0, 2)


def _copy() -> int:
    """The query of the export as it is, written by the database; its bytes are taken and thrown away."""
    sql, parameters = payment_query(PERIOD).query.sql_with_params()
    with connection.cursor() as cursor:
        statement = cursor.mogrify(sql, parameters)
        with cursor.copy(f"COPY ({statement}) TO STDOUT WITH (FORMAT csv, HEADER)") as copy:
            return sum(len(part) for part in copy)
