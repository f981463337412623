"""Tables as delimited text. A cell that a spreadsheet would take for a formula is made plain text: names and references
come from the outside."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, BinaryIO, Final

from betalingen.contracts import ColumnType, Table

FORMULA_SIGNS: Final = ("=", "+", "-", "@")
_SUSPECT: Final = frozenset({*FORMULA_SIGNS, " "})
_REMEMBERED: Final = 1024  # days and amounts come back


@dataclass(frozen=True)
class Notation:
    """How cells are written: `day` is a format of strftime, `encoding` decides about a byte order mark."""

    delimiter: str
    decimal: str
    day: str
    encoding: str = "utf-8"


DUTCH: Final = Notation(delimiter=";", decimal=",", day="%d-%m-%Y", encoding="utf-8-sig")
"""What the Excel of a Dutch office opens as it should."""
PLAIN: Final = Notation(delimiter=",", decimal=".", day="%Y-%m-%d")
"""What programs read."""


def guarded(text: str) -> str:
    """Text that no spreadsheet runs, on one line."""
    if text[:1] not in _SUSPECT and text.isprintable():
        return text
    flat = " ".join(text.split()) if any(sign in text for sign in "\r\n\t") else text
    return f"'{flat}" if flat.lstrip().startswith(FORMULA_SIGNS) else flat


def euros(cents: int, decimal: str) -> str:
    """1550,00 and -12,50: without a sign for thousands, which Excel may read as text."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}{decimal}{rest:02}"


def write_delimited(table: Table, stream: BinaryIO, notation: Notation) -> None:
    """A heading, and a line per row; lines end as Windows and RFC 4180 want it."""
    text = io.TextIOWrapper(stream, encoding=notation.encoding, newline="", write_through=True)
    # A chunk of text at once: each write to the wrapper costs as much as formatting half a row.
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=notation.delimiter, lineterminator="\r\n")
    writer.writerow([guarded(str(column.heading)) for column in table.columns])
    cells = [_cell(column.type, notation) for column in table.columns]
    for row in table.rows:
        writer.writerow([cell(value) for cell, value in zip(cells, row, strict=True)])
        if buffer.tell() > io.DEFAULT_BUFFER_SIZE:
            _flush(buffer, text)
    _flush(buffer, text)
    text.detach()


def _flush(buffer: io.StringIO, text: io.TextIOWrapper) -> None:
    text.write(buffer.getvalue())
    buffer.seek(0)
    buffer.truncate()


def _cell(kind: ColumnType, notation: Notation) -> Callable[[Any], str]:
    """How a value of this type is written; "" for None."""

    def text(value: str | None) -> str:
        return guarded(value) if value else ""

    @lru_cache(_REMEMBERED)
    def day(value: dt.date | None) -> str:
        return f"{value:{notation.day}}" if value else ""

    @lru_cache(_REMEMBERED)
    def cents(value: int | None) -> str:
        return "" if value is None else euros(value, notation.decimal)

    @lru_cache(_REMEMBERED)
    def number(value: int | Decimal | None) -> str:
        return "" if value is None else str(value).replace(".", notation.decimal)

    written: dict[ColumnType, Callable[[Any], str]] = {
        ColumnType.TEXT: text,
        ColumnType.DAY: day,
        ColumnType.CENTS: cents,
        ColumnType.NUMBER: number,
    }
    return written[kind]
