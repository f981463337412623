"""Every export format through the same exam. What only a spreadsheet can do wrong is asked of what a spreadsheet opens."""

import csv
import datetime as dt
import io
import mimetypes
import re
import tempfile
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, BinaryIO, cast

import pytest

from betalingen import hooks
from betalingen.api import ExportFormat, PaymentRow
from tests.contracts.common import (
    apart,
    assert_fulfils,
    assert_key,
    assert_unique_and_stable,
    assert_words,
    failures,
    key_of,
)
from tests.contracts.twins import export as twins

pytestmark = pytest.mark.django_db

Exam = Callable[[ExportFormat], None]

SPREADSHEET = ("text/csv", "text/tab-separated-values")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
AMOUNTS = ("gross_cents", "fee_cents", "net_cents", "vat_cents")
CENTS = (1, 5, 29, 99, 100, 101, 115, 187_550, 123_456_789_01, -1, -10_050)
MOST_MEMORY = 800_000  # bytes; 5,000 kept rows take millions
COUNT = 5_000

ROW = PaymentRow(
    booked_at=dt.datetime(2026, 12, 13, 12, 30, tzinfo=dt.UTC),
    kind="payment",
    order_number="OR-2026-0001",
    reference="booking:x",
    title="Leernetwerk HRM",
    customer_name="Gemeente “Lindewaard”; afdeling P&O, kamer <b>",
    email="facturen@lindewaard.example",
    purchase_order_number="PO-x",
    cost_centre="kostenplaats",
    kvk_number="kvk",
    provider="stripe",
    method="ideal",
    currency="eur",
    gross_cents=0,
    fee_cents=0,
    net_cents=0,
    vat_cents=0,
    payment_reference="cs_x",
    charge_reference="py_x",
    refund_reference="re_x",
    reason="afgemeld",
)


def written(export_format: ExportFormat, *rows: PaymentRow) -> bytes:
    stream = io.BytesIO()
    export_format.write(rows, stream)
    return stream.getvalue()


def is_spreadsheet(export_format: ExportFormat) -> bool:
    return export_format.content_type.partition(";")[0] in SPREADSHEET


def table(data: bytes) -> list[list[str]]:
    """The cells of a file, whatever stands between them."""
    text = data.decode("utf-8-sig")
    heading = text.splitlines()[0] if text else ""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t|", key=heading.count)))


def numbers(data: bytes) -> Counter[Decimal]:
    return Counter(Decimal(found.replace(",", ".")) for found in NUMBER.findall(data.decode("utf-8-sig")))


# The exam


def has_a_key(export_format: ExportFormat) -> None:
    assert_key(export_format)


def has_words(export_format: ExportFormat) -> None:
    assert_words(export_format.label)


def fulfils_the_contract(export_format: ExportFormat) -> None:
    assert isinstance(export_format, ExportFormat)
    assert_fulfils(export_format, ExportFormat)


def has_a_type_and_an_extension(export_format: ExportFormat) -> None:
    assert re.fullmatch(r"[a-z0-9]+", export_format.extension)
    essence, _semicolon, parameters = export_format.content_type.partition(";")
    assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", essence)
    assert mimetypes.guess_type(f"x.{export_format.extension}")[0] in {essence, None}
    if essence.startswith("text/"):
        assert parameters.strip() == "charset=utf-8"


def writes_bytes_and_leaves_the_stream_open(export_format: ExportFormat) -> None:
    with tempfile.SpooledTemporaryFile(max_size=16) as stream:
        with apart():
            export_format.write([ROW], cast("BinaryIO", stream))
        assert not stream.closed, "whoever asked for the file still has to read it"
        assert stream.tell() > 0
        stream.seek(0)
        assert stream.read() == written(export_format, ROW)


def writes_the_same_again(export_format: ExportFormat) -> None:
    """The export keeps a checksum."""
    assert written(export_format, ROW) == written(type(export_format)(), ROW)


def writes_every_row_in_order(export_format: ExportFormat) -> None:
    titles = ["Aarde", "Cel", "Boek", "Dam"]
    text = written(export_format, *(replace(ROW, title=title) for title in titles)).decode("utf-8-sig")
    assert re.findall("|".join(titles), text) == titles


def runs_no_formula(export_format: ExportFormat) -> None:
    if not is_spreadsheet(export_format):
        return
    for name in twins.TEXTS:
        is_there = "SUM" in written(export_format, replace(ROW, **changed(name, "SUM(A1)"))).decode()
        for sign in FORMULA_SIGNS:
            for text in (f"{sign}SUM(A1)", f"{sign}=SUM(A1)"):
                rows = table(written(export_format, replace(ROW, **changed(name, text))))
                cells = [cell for row in rows for cell in row if not NUMBER.fullmatch(cell)]
                assert [cell for cell in cells if cell.lstrip(" ").startswith(FORMULA_SIGNS)] == [], (name, text)
                assert any("SUM(A1)" in cell for cell in cells) == is_there, "a text may not get lost"


def changed(name: str, value: object) -> dict[str, Any]:
    return {name: value}


def writes_exact_amounts(export_format: ExportFormat) -> None:
    """As euros with two decimals or as whole cents. Fees and VAT may be left out, what was paid may not."""
    nothing = written(export_format, ROW)
    for name in AMOUNTS:
        for cents in CENTS:
            data = written(export_format, replace(ROW, **changed(name, cents)))
            new = set(numbers(data) - numbers(nothing))
            assert new in ({Decimal(cents)}, {Decimal(cents) / 100}) or (data == nothing and name != AMOUNTS[0]), (
                name,
                cents,
            )


def has_a_heading_without_rows(export_format: ExportFormat) -> None:
    if not is_spreadsheet(export_format):
        return
    [heading] = table(written(export_format)) or [[]]
    assert heading == table(written(export_format, ROW))[0]
    assert len(heading) > 1
    assert all(heading)
    assert len(set(heading)) == len(heading)
    assert len(table(written(export_format, ROW, replace(ROW, title="a\r\nb", reason="c\nd")))[2]) == len(heading)


class Nowhere(io.RawIOBase):
    """Counts what is written and keeps nothing; like a network, it cannot be rewound."""

    size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        count = len(cast("bytes", data))
        self.size += count
        return count


def keeps_no_rows(export_format: ExportFormat) -> None:
    sink = Nowhere()
    written(export_format, ROW)  # what is loaded once does not count
    tracemalloc.start()
    try:
        export_format.write(many(), cast("BinaryIO", sink))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sink.size > COUNT * 100
    assert peak < MOST_MEMORY


def many() -> Iterator[PaymentRow]:
    """Each row an object of its own, as from the database."""
    return (replace(ROW, reference=f"booking:{number}") for number in range(COUNT))


BROKEN: dict[Exam, list[type]] = {
    has_a_key: [twins.NoKey],
    has_words: [twins.OneLanguage],
    fulfils_the_contract: [twins.OtherNames],
    has_a_type_and_an_extension: [twins.DottedExtension, twins.OtherType, twins.WithoutCharset],
    writes_bytes_and_leaves_the_stream_open: [twins.WritesText, twins.Rewinds],
    writes_the_same_again: [twins.CountsItsFiles],
    writes_every_row_in_order: [twins.SkipsTheLast, twins.Backwards],
    runs_no_formula: [twins.WithFormulas, twins.ForgetsPlus, twins.DropsFormulas],
    writes_exact_amounts: [twins.Floats, twins.Rounds, twins.LosesTheSign, twins.WithoutAmounts],
    has_a_heading_without_rows: [twins.NoHeaderWhenEmpty],
    keeps_no_rows: [twins.KeepsTheRows, twins.KeepsTheBytes],
}


@pytest.mark.parametrize("exam", BROKEN)
@pytest.mark.parametrize("export_format", [*hooks.export_formats(), twins.Sound()], ids=key_of)
def test_format(export_format: ExportFormat, exam: Exam) -> None:
    exam(export_format)


@pytest.mark.parametrize(("exam", "twin"), failures(BROKEN))
def test_a_broken_format_fails(exam: Exam, twin: type) -> None:
    with pytest.raises(AssertionError):
        exam(twin())


def test_keys_are_unique_and_stable() -> None:
    assert_unique_and_stable("export_formats")
    assert "dutch-csv" in {export_format.key for export_format in hooks.export_formats()}
