"""The report to funders: it adds up to the ledger, and says what the money was for."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.models import Account, ExportRun
from betalingen.queries.books import balances
from betalingen.queries.subsidy_report import Subsidised, columns, report_rows
from cms.models import User
from events.models import Registration
from tests.betalingen.actions.test_subsidy_claims import invoiced
from tests.events.bookings import PIETER, SANNE, book, order_of, paid_edition
from tests.factories.betalingen import SubsidySchemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy")]
LogIn = Callable[[User], Client]
TODAY = timezone.localdate()
THIS_YEAR = Subsidised(first_day=dt.date(TODAY.year, 1, 1), last_day=dt.date(TODAY.year, 12, 31))


def report() -> list[dict[str, Any]]:
    names = [column.key for column in columns()]
    return [dict(zip(names, row, strict=True)) for row in report_rows(THIS_YEAR)]


def test_who_took_part_stands_beside_the_money() -> None:
    edition = paid_edition(subsidy_scheme=SubsidySchemeFactory.create(name="Regeling", funder__name="Fonds Werken"))
    placed = book(edition, PIETER, SANNE, provider="invoice")
    issue_invoice(order=order_of(placed).pk)
    Registration.objects.filter(email=PIETER.email).update(status="attended")
    sessions = list(edition.sessions.all())
    hours = sum((each.ends_at - each.starts_at).total_seconds() for each in sessions) / 3600

    [row] = report()
    assert (row["funder"], row["scheme"], row["customer_name"], row["places"]) == (
        "Fonds Werken",
        "Regeling",
        "Gemeente Lindewaard",
        2,
    )
    assert (row["gross_cents"], row["subsidy_cents"], row["own_cents"]) == (620_000, 310_000, 310_000)
    assert (row["participants"], row["attended"], row["sessions"]) == (2, 1, len(sessions))
    assert float(row["hours"]) == pytest.approx(hours)
    assert row["hours_in_period"] == (row["hours"] if sessions[0].starts_at.year == TODAY.year else 0)


def test_it_adds_up_to_the_ledger_with_what_was_credited(bookkeeper: User) -> None:
    scheme = SubsidySchemeFactory.create()
    invoiced(scheme, "test:1", 2)
    invoiced(scheme, "test:2")
    cancel_order(reference="test:2", reason="Niet door", user=bookkeeper)

    rows = report()
    assert [row["subsidy_cents"] for row in rows] == [310_000, 155_000, -155_000]
    assert [row["gross_cents"] for row in rows] == [620_000, 310_000, -310_000]
    assert [row["places"] for row in rows] == [2, 1, None]
    assert sum(row["subsidy_cents"] for row in rows) == balances()[Account.SUBSIDY] == 310_000
    assert [row["participants"] for row in rows] == [None] * 3  # an order of nobody we know


def test_the_file_of_a_year_the_same_to_the_byte(bookkeeper: User, log_in: LogIn) -> None:
    finance = log_in(bookkeeper)
    invoiced(SubsidySchemeFactory.create(), "test:1")
    page = finance.get(f"{reverse('exports:index')}?dataset=subsidies&jaar={TODAY.year}")
    assert page.context["form"].initial == {
        "dataset": "subsidies",
        "first_day": THIS_YEAR.first_day,
        "last_day": THIS_YEAR.last_day,
    }
    asked = {"dataset": "subsidies", "export_format": "dutch-csv"}
    days = {"first_day": THIS_YEAR.first_day, "last_day": THIS_YEAR.last_day}

    data = b"".join(finance.post(reverse("exports:index"), asked | days).streaming_content)  # type: ignore[attr-defined]
    run = ExportRun.objects.get()
    [row] = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    assert (row["Subsidie"], row["Prijs vóór subsidie"], row["Deelnemers"]) == ("1550,00", "3100,00", "")
    again = finance.post(reverse("exports:again", args=[run.public_id]))
    assert b"".join(again.streaming_content) == data  # type: ignore[attr-defined]
    assert run.totals == {"gross_cents": 310_000, "subsidy_cents": 155_000, "own_cents": 155_000}


@pytest.mark.parametrize("count", [1, 12])
def test_queries_do_not_grow(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = paid_edition()
    for number in range(count):
        placed = book(edition, type(PIETER)("Iemand", f"p{number}@lindewaard.example"), provider="invoice")
        issue_invoice(order=order_of(placed).pk)
    with django_assert_num_queries(5):
        assert len(report()) == count
