"""Tables, and the formats that write them to files."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import BinaryIO, ClassVar, Self

from betalingen.contracts.orders import Text


class ColumnType(StrEnum):
    """What a column of a table holds: text, a day, an amount in integer cents, or a number."""

    TEXT = "text"
    DAY = "day"
    CENTS = "cents"
    NUMBER = "number"


@dataclass(frozen=True)
class TableColumn:
    """One column; `key` is for programs and never changes, `heading` is for people."""

    key: str
    heading: Text
    type: ColumnType = ColumnType.TEXT


Value = str | int | Decimal | dt.date | None
"""What stands in a row, by the type of its column: str, dt.date, int, or int or Decimal; None when there is nothing."""


@dataclass(frozen=True)
class Company:
    """Whose books these are; what is unknown is ""."""

    name: str
    kvk_number: str = ""
    vat_number: str = ""


@dataclass(frozen=True)
class Renamed:
    """A column of a table by its key, under the heading that a program expects; without a key it stays empty."""

    heading: Text
    key: str = ""


def no_files(_keys: Sequence[str]) -> Mapping[str, bytes]:
    """Of a table whose rows have none."""
    return {}


@dataclass(frozen=True, kw_only=True)
class Table:
    """What is exported: a value for each column in each of the rows, which come one by one and can be read once.

    `dataset` is what it is about ("payments", "journal"), `made_on` the day of the export: the same again for a repeat.
    `files` gives what belongs to rows (the e-invoice of an invoice) by the value in their first column, b"" for one that has
    none; ask it for some hundreds at a time.
    """

    dataset: str
    title: Text
    first_day: dt.date
    last_day: dt.date
    made_on: dt.date
    company: Company
    columns: Sequence[TableColumn]
    rows: Iterable[Sequence[Value]]
    files: Callable[[Sequence[str]], Mapping[str, bytes]] = no_files

    def with_columns(self, columns: Sequence[Renamed]) -> Self:
        """The same rows with these columns, in this order; itself without any. Raises KeyError for a key that it has not."""
        if not columns:
            return self
        known = {column.key: (place, column) for place, column in enumerate(self.columns)}
        empty = len(self.columns)  # behind the end of the row
        chosen = [
            known[column.key] if column.key else (empty, TableColumn(str(column.heading), column.heading))
            for column in columns
        ]
        places = [place for place, _column in chosen]
        return replace(
            self,
            columns=[
                replace(column, heading=wanted.heading)
                for (_place, column), wanted in zip(chosen, columns, strict=True)
            ],
            rows=([full[place] for place in places] for full in ([*row, None] for row in self.rows)),
        )


@dataclass(frozen=True)
class SubsidyReportPart:
    """Columns that a plugin adds to the report to funders.

    `values(references, first_day, last_day)` gives what stands in them, in their order, by the reference of the order; a
    reference that is not the plugin's own is left out. It is asked for some hundreds of orders at a time. The same
    period must give the same values again.
    """

    key: str
    columns: Sequence[TableColumn]
    values: Callable[[Sequence[str], dt.date, dt.date], Mapping[str, Sequence[Value]]]


class ExportFormat(ABC):
    """A way to write a table to a file. The same table must give the same bytes: the export keeps a checksum."""

    key: ClassVar[str]
    label: Text
    content_type: ClassVar[str]
    extension: ClassVar[str]
    """Without a dot: "csv"."""
    datasets: ClassVar[frozenset[str]] = frozenset()
    """What it can write; when it is empty, anything."""
    columns: ClassVar[Sequence[Renamed]] = ()
    """Those of the one dataset that it writes, when a program wants them so. Finance may choose others, and the table that
    comes to `write` has them already."""

    @abstractmethod
    def write(self, table: Table, stream: BinaryIO) -> None:
        """Write every row as it comes: there may be 100,000, and they must not be kept."""
