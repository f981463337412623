"""A sound export format, and formats with one mistake each."""

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import replace
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from betalingen.api import ColumnType, ExportFormat, Renamed, Table, TableColumn, Value


def euros(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


class Sound(ExportFormat):
    """Passes everything; unlike our own it writes keys over the columns and days as numbers."""

    key = "sound"
    label: str | Promise = _("Betalingen")
    content_type = "text/csv; charset=utf-8"
    extension = "csv"

    def write(self, table: Table, stream: BinaryIO) -> None:
        self.line([column.key for column in table.columns], stream)
        for row in table.rows:
            self.line([self.cell(column, value) for column, value in zip(table.columns, row, strict=True)], stream)

    def line(self, cells: Iterable[str], stream: BinaryIO) -> None:
        text = io.StringIO()
        csv.writer(text).writerow(cells)
        stream.write(text.getvalue().encode())

    def cell(self, column: TableColumn, value: Value) -> str:
        if value is None:
            return ""
        if column.type is ColumnType.CENTS and isinstance(value, int):
            return self.amount(value)
        if isinstance(value, dt.date):
            return self.day(value)
        return self.text(" ".join(str(value).split())) if column.type is ColumnType.TEXT else str(value)

    def day(self, day: dt.date) -> str:
        return f"{day:%Y%m%d}"

    def amount(self, cents: int) -> str:
        return euros(cents)

    def text(self, text: str) -> str:
        return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


class NoKey(Sound):
    key = ""


class OneLanguage(Sound):
    label = "Betalingen"


class OtherNames(Sound):
    def write(self, rows: Table, stream: BinaryIO) -> None:
        super().write(rows, stream)


class OfNothing(Sound):
    datasets = frozenset({"nothing-we-know"})


class UnknownColumn(Sound):
    datasets = frozenset({"journaal"})
    columns = (Renamed("Boekstuk", "entry"), Renamed("Loon", "wages"))


class ColumnTwice(Sound):
    datasets = frozenset({"journaal"})
    columns = (Renamed("Boekstuk", "entry"), Renamed("Nummer", "entry"))


class KeepsItsColumns(Sound):
    datasets = frozenset({"journaal"})
    columns = (Renamed("Boekstuk", "entry"), Renamed("Dag", "booked_on"))

    def write(self, table: Table, stream: BinaryIO) -> None:
        super().write(replace(table, columns=table.columns[:2], rows=(row[:2] for row in table.rows)), stream)


class WritesText(Sound):
    def write(self, table: Table, stream: BinaryIO) -> None:
        with io.TextIOWrapper(stream) as text:
            text.write("closed behind me")


class Rewinds(Sound):
    def write(self, table: Table, stream: BinaryIO) -> None:
        super().write(table, stream)
        stream.seek(0)


class DottedExtension(Sound):
    extension = ".csv"


class OtherType(Sound):
    content_type = "application/pdf"


class WithoutCharset(Sound):
    content_type = "text/csv"


class WithFormulas(Sound):
    def text(self, text: str) -> str:
        return text


class ForgetsPlus(Sound):
    def text(self, text: str) -> str:
        return f"'{text}" if text.startswith(("=", "-", "@")) else text


class DropsFormulas(Sound):
    def text(self, text: str) -> str:
        return "" if text.startswith(("=", "+", "-", "@")) else text


class Floats(Sound):
    def amount(self, cents: int) -> str:
        return f"{cents * 0.01}"


class Rounds(Sound):
    def amount(self, cents: int) -> str:
        return f"{cents / 100:.1f}"


class LosesTheSign(Sound):
    def amount(self, cents: int) -> str:
        return euros(abs(cents))


class WithoutAmounts(Sound):
    def amount(self, cents: int) -> str:
        return ""


class NoHeaderWhenEmpty(Sound):
    def write(self, table: Table, stream: BinaryIO) -> None:
        found = list(table.rows)
        if found:
            super().write(replace(table, rows=found), stream)


class KeepsTheRows(Sound):
    def write(self, table: Table, stream: BinaryIO) -> None:
        super().write(replace(table, rows=list(table.rows)), stream)


class KeepsTheBytes(Sound):
    def write(self, table: Table, stream: BinaryIO) -> None:
        kept = io.BytesIO()
        super().write(table, kept)
        stream.write(kept.getvalue())


class SkipsTheLast(Sound):
    def write(self, table: Table, stream: BinaryIO) -> None:
        super().write(replace(table, rows=list(table.rows)[:-1]), stream)


class Backwards(Sound):
    def write(self, table: Table, stream: BinaryIO) -> None:
        super().write(replace(table, rows=reversed(list(table.rows))), stream)


class CountsItsFiles(Sound):
    count = 0

    def write(self, table: Table, stream: BinaryIO) -> None:
        type(self).count += 1
        super().write(replace(table, columns=[TableColumn(f"{self.count}", ""), *table.columns[1:]]), stream)
