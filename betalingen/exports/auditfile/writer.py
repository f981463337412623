"""XML Auditfile Financieel 3.2: elements in the order of its schema, amounts above zero with D or C beside them.

What comes first in the file (the accounts, and what all lines add up to) is known last, so the lines wait in a temporary file.
"""

import datetime as dt
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import IO, Any, BinaryIO, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.translation import gettext_lazy as _

from betalingen.api import ExportFormat, Table, euros

NAMESPACE: Final = "http://www.auditfiles.nl/XAF/3.2"
RESULT: Final = frozenset({"revenue", "fees", "bad_debt"})
"""Accounts of the profit and loss; the others are of the balance."""
LENGTHS: Final = {
    **dict.fromkeys(("accDesc", "companyName", "docRef", "orderRef"), 999),
    **dict.fromkeys(("accID", "companyIdent", "costID", "jrnID", "nr"), 35),
    "taxRegIdent": 30,
}
"""How many characters the schema allows."""
IN_MEMORY: Final = 256 * 1024  # bytes
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Row = dict[str, Any]


class Auditfile(ExportFormat):
    """For the tax office and for accountants."""

    key = "auditfile"
    label = _("Auditfile (XAF 3.2)")
    content_type = "application/xml"
    extension = "xaf"
    datasets = frozenset({"journaal"})

    def write(self, table: Table, stream: BinaryIO) -> None:
        lines = _Lines(table.first_day)
        keys = [column.key for column in table.columns]
        rows = (dict(zip(keys, row, strict=True)) for row in table.rows)
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as waiting:
            lines.write(rows, waiting)
            waiting.seek(0)
            stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
            stream.write(f'<auditfile xmlns="{NAMESPACE}">\n'.encode())
            _put(stream, _header(table))
            stream.write(b"<company>\n")
            for element in (*_company(table), *lines.ledger(), _periods(table)):
                _put(stream, element)
            stream.write(b"<transactions>\n")
            for element in lines.sums():
                _put(stream, element)
            if lines.count:
                stream.write(b"<journal>\n")
                _put(stream, _element("jrnID", lines.journal))
                _put(stream, _element("desc", str(table.title)))
                shutil.copyfileobj(waiting, stream)
                stream.write(b"</journal>\n")
            stream.write(b"</transactions>\n</company>\n</auditfile>\n")


class _Lines:
    """Writes the lines and remembers what the head of the file says about them."""

    def __init__(self, first_day: dt.date) -> None:
        self._first_day = first_day
        self._accounts: dict[str, tuple[str, str]] = {}
        self.count = self._debit = self._credit = 0
        self.journal = ""

    def write(self, rows: Iterable[Row], stream: IO[bytes]) -> None:
        for _entry, lines in groupby(rows, key=lambda row: row["entry"]):
            _put(stream, self._transaction(list(lines)))

    def ledger(self) -> Iterator[Element]:
        if self._accounts:
            ledger = Element("generalLedger")
            for code, (name, kind) in sorted(self._accounts.items()):
                ledger.append(_element("ledgerAccount", accID=code, accDesc=name, accTp=kind))
            yield ledger

    def sums(self) -> Iterator[Element]:
        yield _element("linesCount", str(self.count))
        yield _element("totalDebit", euros(self._debit, "."))
        yield _element("totalCredit", euros(self._credit, "."))

    def _transaction(self, lines: list[Row]) -> Element:
        first = lines[0]
        self.journal = first["journal"]
        transaction = _element(
            "transaction",
            nr=str(first["entry"]),
            desc=first["description"],
            periodNumber=str(_period(first["booked_on"], self._first_day)),
            trDt=first["booked_on"].isoformat(),
        )
        transaction.extend(self._line(row) for row in lines)
        return transaction

    def _line(self, row: Row) -> Element:
        debit, credit = row["debit"] or 0, row["credit"] or 0
        self.count += 1
        self._debit += debit
        self._credit += credit
        kind = "P" if row["account"] in RESULT else "B"
        self._accounts.setdefault(row["ledger_code"], (row["account_name"], kind))
        line = _element(
            "trLine",
            nr=str(row["line"]),
            accID=row["ledger_code"],
            docRef=row["document"] or str(row["entry"]),
            effDate=row["occurred_on"].isoformat(),
            desc=row["description"],
            amnt=euros(debit or credit, "."),
            amntTp="D" if debit else "C",
        )
        for name, key in (("orderRef", "order_number"), ("costID", "cost_centre")):
            if row[key]:
                line.append(_element(name, row[key]))
        return line


def _header(table: Table) -> Element:
    return _element(
        "header",
        fiscalYear=str(table.first_day.year),
        startDate=table.first_day.isoformat(),
        endDate=table.last_day.isoformat(),
        curCode="EUR",
        dateCreated=table.made_on.isoformat(),
        softwareDesc="Vakwerk",
    )


def _company(table: Table) -> Iterator[Element]:
    if table.company.kvk_number:
        yield _element("companyIdent", table.company.kvk_number)
    yield _element("companyName", table.company.name)
    yield _element("taxRegistrationCountry", "NL")
    yield _element("taxRegIdent", table.company.vat_number)


def _periods(table: Table) -> Element:
    periods = Element("periods")
    first = table.first_day
    while first <= table.last_day:
        after = (first.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        last = min(after - dt.timedelta(days=1), table.last_day)
        periods.append(
            _element(
                "period",
                periodNumber=str(_period(first, table.first_day)),
                startDatePeriod=first.isoformat(),
                endDatePeriod=last.isoformat(),
            )
        )
        first = after
    return periods


def _period(day: dt.date, first_day: dt.date) -> int:
    """The number of its month; 13 is January of the year after the first day."""
    return (day.year - first_day.year) * 12 + day.month


def _element(tag: str, text: str | None = None, /, **children: str) -> Element:
    element = Element(tag)
    element.text = _fitting(tag, text) if text is not None else None
    for name, value in children.items():
        SubElement(element, name).text = _fitting(name, value)
    return element


def _fitting(tag: str, text: str) -> str:
    return _FORBIDDEN.sub("", text)[: LENGTHS.get(tag)]


def _put(stream: IO[bytes] | BinaryIO, element: Element) -> None:
    stream.write(tostring(element, encoding="utf-8") + b"\n")
