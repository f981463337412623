import csv
import datetime as dt
import hashlib
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.models import ModelLogEntry

from betalingen.models import ExportRun
from betalingen.queries.movements import Period, Totals, payment_rows, totals
from cms.models import User
from tests.factories.betalingen import OrderFactory, PaidAttemptFactory, RefundFactory

LogIn = Callable[[User], Client]

NOVEMBER = {"first_day": "2026-11-01", "last_day": "2026-11-30"}


def moment(*parts: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime(*parts))  # type: ignore[arg-type]  # noqa: DTZ001


@pytest.fixture
def november(db: None) -> None:
    """Two payments at the very edges of the month, one refund, and two payments just outside it."""
    PaidAttemptFactory.create(succeeded_at=moment(2026, 11, 1, 0, 0), order__number="OR-2026-0001")
    last = PaidAttemptFactory.create(
        succeeded_at=moment(2026, 11, 30, 23, 59, 59), order__number="OR-2026-0002", fee_cents=60
    )
    RefundFactory.create(
        attempt=last,
        amount_cents=10_000,
        vat_cents=1_736,
        succeeded_at=moment(2026, 11, 30, 23, 59, 59),
        reason="korting",
    )
    PaidAttemptFactory.create(succeeded_at=moment(2026, 10, 31, 23, 59, 59))
    PaidAttemptFactory.create(succeeded_at=moment(2026, 12, 1, 0, 0))


def export(client: Client, **changes: str) -> list[dict[str, str]]:
    response = client.post(reverse("payments:export"), {**NOVEMBER, "format": "dutch-csv", **changes})
    assert response.status_code == 200
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def cents(amount: str) -> int:
    return int(amount.replace(",", ""))


def test_the_file_adds_up_to_the_screen(november: None, bookkeeper: User, log_in: LogIn) -> None:
    client = log_in(bookkeeper)
    found = totals(Period(first_day=dt.date(2026, 11, 1), last_day=dt.date(2026, 11, 30)))
    assert found == Totals(3, 365_100, 95, 63_364)

    rows = export(client)
    screen = client.get(reverse("payments:index"), NOVEMBER).content.decode()

    assert [row["Ordernummer"] for row in rows] == ["OR-2026-0001", "OR-2026-0002", "OR-2026-0002"]
    assert sum(cents(row["Bruto"]) for row in rows) == found.gross_cents
    assert sum(cents(row["Kosten"]) for row in rows) == found.fee_cents
    assert sum(cents(row["Netto"]) for row in rows) == found.net_cents
    assert sum(cents(row["Waarvan btw"]) for row in rows) == found.vat_cents
    for amount in ("3.651,00", "0,95", "3.650,05", "633,64"):
        assert f"€\N{NO-BREAK SPACE}{amount}" in screen


def test_a_refund_is_a_negative_row(november: None, bookkeeper: User, log_in: LogIn) -> None:
    refunds = export(log_in(bookkeeper), kind="refund")

    assert [(row["Soort"], row["Bruto"], row["Waarvan btw"], row["Reden"], row["Datum"]) for row in refunds] == [
        ("terugbetaling", "-100,00", "-17,36", "korting", "30-11-2026")
    ]


def test_who_took_what_along(november: None, bookkeeper: User, log_in: LogIn) -> None:
    response = log_in(bookkeeper).post(reverse("payments:export"), {**NOVEMBER, "format": "dutch-csv"})
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]

    run = ExportRun.objects.get()
    year = timezone.localdate().year
    assert (run.number, run.user, run.export_format) == (f"EX-{year}-0001", bookkeeper, "dutch-csv")
    assert (run.row_count, *(run.totals[f"{name}_cents"] for name in ("gross", "fee", "vat"))) == (
        3,
        365_100,
        95,
        63_364,
    )
    assert run.checksum == hashlib.sha256(content).hexdigest()
    assert (
        response.headers["Content-Disposition"]
        == f'attachment; filename="betalingen_2026-11-01_2026-11-30_EX-{year}-0001.csv"'
    )
    assert ModelLogEntry.objects.get(action="betalingen.exported").user == bookkeeper


@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_the_screen(
    bookkeeper: User, log_in: LogIn, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    client = log_in(bookkeeper)
    PaidAttemptFactory.create_batch(count, succeeded_at=moment(2026, 11, 5, 12, 0))
    client.get(reverse("payments:index"), NOVEMBER)

    with django_assert_num_queries(18):
        client.get(reverse("payments:index"), NOVEMBER)


def test_rows_are_read_in_one_query(november: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    period = Period(first_day=dt.date(2026, 10, 1), last_day=dt.date(2026, 12, 31))

    with django_assert_num_queries(2):  # one for the codes of the accounts
        assert len(list(payment_rows(period))) == 5


def test_filters(november: None, bookkeeper: User, log_in: LogIn) -> None:
    client = log_in(bookkeeper)
    PaidAttemptFactory.create(
        provider="invoice",
        succeeded_at=moment(2026, 11, 5, 12, 0),
        order=OrderFactory.create(customer_name="Waterschap Amstel"),
    )

    assert [row["Klant"] for row in export(client, provider="invoice")] == ["Waterschap Amstel"]
    assert [row["Klant"] for row in export(client, text="amstel")] == ["Waterschap Amstel"]
    assert export(client, first_day="2027-01-01", last_day="2027-01-31") == []


def test_play_money_stays_in_the_demo(november: None, settings: Settings) -> None:
    PaidAttemptFactory.create(is_demo=True, succeeded_at=moment(2026, 11, 5, 12, 0))
    period = Period(first_day=dt.date(2026, 11, 1), last_day=dt.date(2026, 11, 30))

    assert totals(period).count == 3
    settings.DEMO = True
    assert totals(period).count == 4


def test_other_currencies_are_not_added_up(november: None) -> None:
    PaidAttemptFactory.create(received_currency="usd", succeeded_at=moment(2026, 11, 5, 12, 0))

    assert totals(Period(first_day=dt.date(2026, 11, 1), last_day=dt.date(2026, 11, 30))).count == 3


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"first_day": "2026-12-01"}, "De laatste dag ligt voor de eerste."),
        ({"first_day": "gisteren"}, "Voer een geldige datum in."),
    ],
)
def test_a_period_that_cannot_be(bookkeeper: User, log_in: LogIn, changes: dict[str, str], message: str) -> None:
    client = log_in(bookkeeper)

    assert message in client.get(reverse("payments:index"), NOVEMBER | changes).content.decode()
    refused = client.post(reverse("payments:export"), NOVEMBER | changes | {"format": "dutch-csv"})
    assert refused.status_code == 400
    assert not ExportRun.objects.exists()


def test_a_format_that_is_not_there(november: None, bookkeeper: User, log_in: LogIn) -> None:
    response = log_in(bookkeeper).post(reverse("payments:export"), NOVEMBER | {"format": "xml"})

    assert response.status_code == 400
    assert not ExportRun.objects.exists()


def test_without_input_the_month_that_runs(bookkeeper: User, log_in: LogIn) -> None:
    today = timezone.localdate()

    form = log_in(bookkeeper).get(reverse("payments:index")).context["form"]

    assert form.period.first_day == today.replace(day=1)
    assert (form.period.last_day + dt.timedelta(days=1)).day == 1


def test_dates_and_methods_in_words(november: None, bookkeeper: User, log_in: LogIn) -> None:
    html = log_in(bookkeeper).get(reverse("payments:index"), NOVEMBER).content.decode()
    assert '<td class="bet-nowrap">1 nov 2026</td>' in html
    assert '<small class="bet-meta">iDEAL</small>' in html
