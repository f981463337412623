"""A sound export format, and formats with one mistake each."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from betalingen.api import ExportFormat, PaymentRow

TEXTS = tuple(name for name, kind in PaymentRow.__annotations__.items() if kind is str)


def euros(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


class Sound(ExportFormat):
    """Passes everything; unlike our own it writes decimal points, commas between the cells and no byte order mark."""

    key = "sound"
    label: str | Promise = _("Betalingen")
    content_type = "text/csv; charset=utf-8"
    extension = "csv"

    def write(self, rows: Iterable[PaymentRow], stream: BinaryIO) -> None:
        self.line(PaymentRow.__annotations__, stream)
        for row in rows:
            self.line(self.cells(row), stream)

    def line(self, cells: Iterable[object], stream: BinaryIO) -> None:
        text = io.StringIO()
        csv.writer(text).writerow(cells)
        stream.write(text.getvalue().encode())

    def cells(self, row: PaymentRow) -> list[str]:
        return [self.cell(name, value) for name, value in vars(row).items()]

    def cell(self, name: str, value: object) -> str:
        if isinstance(value, int):
            return self.amount(value)
        return self.text(" ".join(str(value).split())) if name in TEXTS else str(value)

    def amount(self, cents: int) -> str:
        return euros(cents)

    def text(self, text: str) -> str:
        return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


class NoKey(Sound):
    key = ""


class OneLanguage(Sound):
    label = "Betalingen"


class OtherNames(Sound):
    def write(self, payments: Iterable[PaymentRow], stream: BinaryIO) -> None:
        super().write(payments, stream)


class WritesText(Sound):
    def write(self, rows: Iterable[PaymentRow], stream: BinaryIO) -> None:
        with io.TextIOWrapper(stream) as text:
            text.write("closed behind me")


class Rewinds(Sound):
    def write(self, rows: Iterable[PaymentRow], stream: BinaryIO) -> None:
        super().write(rows, stream)
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
    def write(self, rows: Iterable[PaymentRow], stream: BinaryIO) -> None:
        found = list(rows)
        if found:
            super().write(found, stream)


class KeepsTheRows(Sound):
    def write(self, rows: Iterable[PaymentRow], stream: BinaryIO) -> None:
        super().write(list(rows), stream)


class KeepsTheBytes(Sound):
    def write(self, rows: Iterable[PaymentRow], stream: BinaryIO) -> None:
        kept = io.BytesIO()
        super().write(rows, kept)
        stream.write(kept.getvalue())


class SkipsTheLast(Sound):
    def write(self, rows: Iterable[PaymentRow], stream: BinaryIO) -> None:
        super().write(list(rows)[:-1], stream)


class Backwards(Sound):
    def write(self, rows: Iterable[PaymentRow], stream: BinaryIO) -> None:
        super().write(reversed(list(rows)), stream)


class CountsItsFiles(Sound):
    count = 0

    def write(self, rows: Iterable[PaymentRow], stream: BinaryIO) -> None:
        type(self).count += 1
        super().write((replace(row, title=f"{row.title} {self.count}") for row in rows), stream)
