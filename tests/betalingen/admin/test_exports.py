import csv
import datetime as dt
import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.models import Site

from betalingen.actions.begin_run import take_entries
from betalingen.actions.choose_columns import choose_columns
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.post_entry import Posting, post_entry
from betalingen.contracts import Renamed
from betalingen.models import Account, ExportRun, JournalEntry, LedgerCode, VatRule
from cms.models import AcademySettings, User
from tests.factories.betalingen import InvoiceOrderFactory, PaidAttemptFactory

LogIn = Callable[[User], Client]
DECEMBER = {"first_day": "2026-12-01", "last_day": "2026-12-31"}
XAF = "{http://www.auditfiles.nl/XAF/3.2}"


@pytest.fixture
def finance(bookkeeper: User, log_in: LogIn) -> Client:
    return log_in(bookkeeper)


@transaction.atomic
def entry(key: str, cents: int = 187_550, *, order: Any = None, day: dt.date = dt.date(2026, 12, 13)) -> JournalEntry:
    """Invoiced: a debtor, 21 % VAT and the rest turnover."""
    vat = cents * 21 // 121
    return post_entry(
        key=key,
        occurred_on=day,
        description="=Leernetwerk HRM",
        document=f"FA-{key}",
        order=order,
        postings=[
            Posting(Account.DEBTORS, cents),
            Posting(Account.VAT, -vat),
            Posting(Account.REVENUE, vat - cents),
        ],
    )


def take(client: Client, export_format: str = "dutch-csv") -> bytes:
    response = client.post(reverse("exports:take"), {"format": export_format})
    assert response.status_code == 200
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def again(client: Client, run: ExportRun) -> bytes:
    response = client.post(reverse("exports:again", args=[run.public_id]))
    assert response.status_code == 200
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def lines(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_every_entry_is_in_one_run(finance: Client) -> None:
    entry("1")
    entry("2")
    first = take(finance)
    entry("3")
    second = take(finance)

    assert [row["Stuk"] for row in lines(first)] == ["FA-1"] * 3 + ["FA-2"] * 3
    assert [row["Stuk"] for row in lines(second)] == ["FA-3"] * 3
    response = finance.post(reverse("exports:take"), {"format": "dutch-csv"}, follow=True)
    assert "Er is niets nieuws" in response.content.decode()
    assert ExportRun.objects.count() == 2


@pytest.mark.parametrize("export_format", ["dutch-csv", "xlsx", "auditfile", "exact-online", "twinfield", "afas"])
def test_the_same_bytes_again_whatever_changed_since(finance: Client, bookkeeper: User, export_format: str) -> None:
    entry("1", order=InvoiceOrderFactory.create(cost_centre="4100"))
    before = take(finance, export_format)
    entry("2")
    LedgerCode.objects.update_or_create(account=Account.DEBTORS, defaults={"code": "1399"})
    for key in ("exact-online", "twinfield", "afas"):
        choose_columns(format_key=key, columns=[Renamed("Bedrag", "amount")], user=bookkeeper)

    run = ExportRun.objects.get()
    assert again(finance, run) == before
    assert run.checksum == hashlib.sha256(before).hexdigest()
    assert (run.row_count, run.totals) == (3, {"debit": 187_550, "credit": 187_550, "amount": 0})


def test_no_run_is_changed_or_removed(finance: Client) -> None:
    entry("1")
    take(finance)

    for statement in ("UPDATE betalingen_exportrun SET row_count = 0", "DELETE FROM betalingen_exportrun"):
        with (
            pytest.raises(DatabaseError, match="only ever added to"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_run_whose_file_was_never_made_can_be_made(finance: Client, bookkeeper: User) -> None:
    entry("1")
    run = take_entries(format_key="dutch-csv", user=bookkeeper)
    assert (run.checksum, run.row_count) == ("", 0)

    assert len(lines(again(finance, run))) == 3
    run.refresh_from_db()
    assert (len(run.checksum), run.row_count) == (64, 3)


def test_a_period_in_which_something_came_is_not_made_again(finance: Client) -> None:
    entry("1")
    asked = {"dataset": "journaal", "export_format": "dutch-csv", **DECEMBER}
    before = b"".join(finance.post(reverse("exports:index"), asked).streaming_content)  # type: ignore[attr-defined]
    run = ExportRun.objects.get()
    assert again(finance, run) == before

    entry("2")
    response = finance.post(reverse("exports:again", args=[run.public_id]), follow=True)
    assert "niet meer te maken zoals hij was" in response.content.decode()


def test_the_academys_own_codes(finance: Client) -> None:
    VatRule.objects.create(name="21 %", rate=21, ledger_code="VH")
    LedgerCode.objects.update_or_create(account=Account.REVENUE, defaults={"code": "8010"})
    entry("1", order=InvoiceOrderFactory.create(cost_centre="4100"))

    debtor, vat, revenue = lines(take(finance, "exact-online"))

    assert list(debtor) == [
        *("Dagboek: Code", "Boekjaar", "Periode", "Boekstuknummer", "Omschrijving: Kopregel", "Datum", "Regelnummer"),
        *("Grootboekrekening", "Omschrijving", "Bedrag", "BTW-code", "Kostenplaats: Code", "Uw ref."),
    ]
    shown = ("Grootboekrekening", "Bedrag", "BTW-code", "Kostenplaats: Code")
    assert [tuple(line[name] for name in shown) for line in (debtor, vat, revenue)] == [
        ("1300", "1875,50", "", "4100"),
        ("1500", "-325,50", "VH", "4100"),
        ("8010", "-1550,00", "VH", "4100"),
    ]
    assert (debtor["Datum"], debtor["Boekjaar"], debtor["Periode"]) == ("13-12-2026", "2026", "12")
    assert debtor["Omschrijving"] == "'=Leernetwerk HRM"


def test_the_audit_file_is_as_its_schema_wants_it(finance: Client) -> None:
    entry("1", order=InvoiceOrderFactory.create(number="OR-2026-7777", cost_centre="4100"))
    entry("2", 12_100, day=dt.date(2027, 1, 4))

    root = fromstring(take(finance, "auditfile"))

    assert root.tag == f"{XAF}auditfile"
    assert names(root) == ["header", "company"]
    assert names(root[0]) == [
        *("fiscalYear", "startDate", "endDate", "curCode", "dateCreated", "softwareDesc"),
    ]
    company = root[1]
    assert names(company)[-3:] == ["generalLedger", "periods", "transactions"]
    transactions = company.find(f"{XAF}transactions")
    assert [(part.tag.removeprefix(XAF), part.text) for part in transactions[:3]] == [
        ("linesCount", "6"),
        ("totalDebit", "1996.50"),
        ("totalCredit", "1996.50"),
    ]
    first, second = transactions.iter(f"{XAF}transaction")
    assert names(first)[:4] == ["nr", "desc", "periodNumber", "trDt"]
    assert names(first[4]) == ["nr", "accID", "docRef", "effDate", "desc", "amnt", "amntTp", "orderRef", "costID"]
    assert [part.text for part in first[4]][-4:] == ["1875.50", "D", "OR-2026-7777", "4100"]
    # What lines refer to is declared.
    known = {code.text for code in company.iter(f"{XAF}accID")}
    assert {line.find(f"{XAF}accID").text for line in transactions.iter(f"{XAF}trLine")} <= known
    periods = [part.text for part in company.iter(f"{XAF}periodNumber")]
    assert (periods[:2], second[2].text) == (["12", "13"], "13")
    kinds = {part[0].text: part[2].text for part in company.find(f"{XAF}generalLedger")}
    assert kinds == {"1300": "B", "1500": "B", "8000": "P"}


def names(element: Any) -> list[str]:
    return [part.tag.removeprefix(XAF) for part in element]


def test_play_money_stays_in_the_demo(finance: Client, settings: Settings) -> None:
    entry("1", order=PaidAttemptFactory.create(is_demo=True).order)
    entry("2", order=PaidAttemptFactory.create().order)
    assert {row["Stuk"] for row in lines(take(finance))} == {"FA-2"}

    settings.DEMO = True
    asked = {"dataset": "journaal", "export_format": "dutch-csv", **DECEMBER}
    response = finance.post(reverse("exports:index"), asked)
    shown = lines(b"".join(response.streaming_content))  # type: ignore[attr-defined]
    assert {row["Stuk"] for row in shown} == {"FA-1", "FA-2"}


def test_invoices(finance: Client) -> None:
    names = ("legal_name", "street", "postcode", "city", "kvk_number", "vat_number", "iban")
    AcademySettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults=dict.fromkeys(names, "12345678")
    )
    invoice = issue_invoice(order=InvoiceOrderFactory.create(customer_name="+Lindewaard", kvk_number="01234567").pk)
    today = timezone.localdate()
    asked = {"dataset": "facturen", "export_format": "dutch-csv", "first_day": today, "last_day": today}

    response = finance.post(reverse("exports:index"), asked)
    [row] = lines(b"".join(response.streaming_content))  # type: ignore[attr-defined]

    assert row["Factuurnummer"] == invoice.number
    assert row["Klant"] == "'+Lindewaard"
    amounts = ("Bedrag zonder btw", "Btw-tarief", "Btw", "Bedrag met btw", "Subsidie", "Klant betaalt")
    assert [row[name] for name in amounts] == ["1550,00", "21,00", "325,50", "1875,50", "0,00", "1875,50"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"first_day": "2027-01-01"}, "De laatste dag ligt voor de eerste."),
        ({"export_format": "afas"}, "In deze vorm kan dit niet."),
        ({"dataset": "loon"}, "Selecteer een geldige keuze."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(finance: Client, changes: dict[str, str], message: str) -> None:
    asked = {"dataset": "betalingen", "export_format": "dutch-csv", **DECEMBER, **changes}

    response = finance.post(reverse("exports:index"), asked)

    assert response.status_code == 400
    assert message in response.content.decode()
    assert not ExportRun.objects.exists()


def test_a_format_that_is_not_there(finance: Client) -> None:
    entry("1")
    response = finance.post(reverse("exports:take"), {"format": "papier"}, follow=True)

    assert "Deze bestandsvorm is er niet" in response.content.decode()
    assert not ExportRun.objects.exists()


@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_the_screen(
    finance: Client, bookkeeper: User, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        entry(f"{number}")
        take_entries(format_key="dutch-csv", user=bookkeeper)
    finance.get(reverse("exports:index"))

    with django_assert_num_queries(17):
        finance.get(reverse("exports:index"))
