"""The audit file by its schema (auditfile.xsd says where that comes from), whatever stands in the journal."""

import datetime as dt
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from lxml import etree

from betalingen.actions.begin_run import take_entries
from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.write_run import write_run
from betalingen.contracts import Company, Value
from betalingen.exports.auditfile.writer import NAMESPACE, Auditfile
from betalingen.models import JournalLine
from betalingen.queries.datasets import JOURNAL
from cms.models import User
from tests.betalingen.conftest import place, sell
from tests.contracts.tables import row, table

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("auditfile.xsd")))
DAY = dt.date(2026, 12, 13)
NAMES = {"xaf": NAMESPACE}
LONG = "Zeer lang & <met> tekens " * 60


def line(**values: Any) -> list[Value]:
    """A debit of one euro."""
    facts: dict[str, Any] = {"debit": 100, "credit": None, "booked_on": DAY, "occurred_on": DAY, **values}
    return row(JOURNAL, **facts)


def written(rows: Sequence[Sequence[Value]], **changes: Any) -> bytes:
    stream = io.BytesIO()
    Auditfile().write(replace(table(JOURNAL, rows), **changes), stream)
    return stream.getvalue()


def mistakes(content: bytes) -> list[str]:
    """What the schema says of a file; nothing when it is valid."""
    SCHEMA.validate(etree.fromstring(content))
    return [str(found.message) for found in SCHEMA.error_log]


@pytest.mark.parametrize(
    ("rows", "changes"),
    [
        ([], {}),
        ([line()], {}),
        ([line(), line(line=2, debit=None, credit=100, ledger_code="8000", account="revenue")], {}),
        ([line(**dict.fromkeys(("ledger_code", "journal", "cost_centre", "order_number", "document"), LONG))], {}),
        ([line(account_name=LONG, description=LONG)], {"company": Company(LONG, LONG, LONG)}),
        ([line(**dict.fromkeys(("ledger_code", "journal", "cost_centre", "order_number", "document"), ""))], {}),
        ([line(description="a\r\nb\t\x00\x0b\ufffe]]>")], {"company": Company("")}),
        ([line(booked_on=dt.date(2027, 1, 4))], {"last_day": dt.date(2027, 1, 31)}),
        ([line()], {"first_day": dt.date(2026, 11, 15), "last_day": dt.date(2026, 12, 20)}),
        ([line(debit=123_456_789_012_34)], {"first_day": dt.date(2018, 1, 1)}),
    ],
)
def test_a_file_is_valid(rows: Sequence[Sequence[Value]], changes: dict[str, Any]) -> None:
    assert mistakes(written(rows, **changes)) == []


@pytest.mark.django_db
def test_the_file_of_a_run_is_valid_and_has_every_line(bookkeeper: User) -> None:
    sell()
    orders = [place(reference=f"test:{number}", provider="invoice") for number in range(3)]
    for order in orders:
        issue_invoice(order=order.pk)
    book_transfer(order=orders[0].pk, amount_cents=187_550, received_on=timezone.localdate(), bank_reference="NL-1")
    cancel_order(reference="test:1", reason="afgemeld")
    _run, stream = write_run(run=take_entries(format_key="auditfile", user=bookkeeper), user=bookkeeper)
    with stream:
        content = stream.read()
    assert mistakes(content) == []
    amounts = etree.fromstring(content).xpath("//xaf:trLine/xaf:amnt/text()", namespaces=NAMES)
    assert len(amounts) == JournalLine.objects.count() > 8


@pytest.mark.parametrize(
    ("path", "because"),
    [
        ("//xaf:periods/xaf:period", "Missing child element"),
        ("//xaf:ledgerAccount[1]", "No match found for key-sequence \\['1300'\\]"),
        ("//xaf:trLine/xaf:docRef", "effDate.*Expected is"),
        ("//xaf:company/xaf:taxRegIdent", "generalLedger.*Expected is"),
        ("//xaf:header/xaf:curCode", "dateCreated.*Expected is"),
    ],
)
def test_the_schema_misses_what_is_taken_out(path: str, because: str) -> None:
    whole = etree.fromstring(written([line(ledger_code="1300"), line(line=2, ledger_code="8000")]))
    [found] = whole.xpath(path, namespaces=NAMES)[:1]
    found.getparent().remove(found)
    assert any(re.search(because, each) for each in mistakes(etree.tostring(whole)))
