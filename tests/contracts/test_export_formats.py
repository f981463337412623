"""Every export format through the same exam. What only a spreadsheet can do wrong is asked of what a spreadsheet opens."""

import csv
import gc
import io
import mimetypes
import re
import tempfile
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import BinaryIO, cast
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring

from betalingen import hooks
from betalingen.actions.choose_columns import mistakes_in
from betalingen.api import ColumnType, ExportFormat, Renamed, Table, Value
from betalingen.queries.datasets import Dataset
from tests.contracts.common import (
    apart,
    assert_fulfils,
    assert_key,
    assert_unique_and_stable,
    assert_words,
    failures,
    key_of,
)
from tests.contracts.tables import datasets_of, keys_of, row, table
from tests.contracts.twins import export as twins

pytestmark = pytest.mark.django_db

Exam = Callable[[ExportFormat], None]

SPREADSHEET = ("text/csv", "text/tab-separated-values")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
CENTS = (1, 5, 29, 99, 100, 101, 115, 187_550, 123_456_789_01, -1, -10_050)
MOST_MEMORY = 1_000_000  # bytes; 5,000 kept rows take millions
COUNT = 5_000
TRIES = 3


def written(export_format: ExportFormat, dataset: Dataset, rows: Iterable[Sequence[Value]]) -> bytes:
    stream = io.BytesIO()
    export_format.write(prepared(export_format, dataset, rows), stream)
    return stream.getvalue()


def prepared(export_format: ExportFormat, dataset: Dataset, rows: Iterable[Sequence[Value]]) -> Table:
    """As a run gives it."""
    return table(dataset, rows).with_columns(export_format.columns)


def first_of(export_format: ExportFormat) -> Dataset:
    found = datasets_of(export_format)
    assert found, "it writes nothing that there is"
    return found[0]


def is_spreadsheet(export_format: ExportFormat) -> bool:
    return export_format.content_type.partition(";")[0] in SPREADSHEET


def cells(data: bytes) -> list[list[str]]:
    """The cells of a file, whatever stands between them."""
    text = data.decode("utf-8-sig")
    heading = text.splitlines()[0] if text else ""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t|", key=heading.count)))


def text_of(data: bytes) -> str:
    """What a person reads in a file."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8-sig")
    with ZipFile(io.BytesIO(data)) as parts:
        lists = [name for name in parts.namelist() if name.endswith(".csv")]
        if lists:
            return parts.read(lists[0]).decode("utf-8-sig")
        names = [name for name in parts.namelist() if (name.endswith(".xml") and "sheet" in name) or "shared" in name]
        strings = next((parts.read(name).decode() for name in names if "shared" in name), "")
        return strings + parts.read("xl/worksheets/sheet1.xml").decode()


def numbers(*texts: str) -> Counter[Decimal]:
    return Counter(Decimal(found.replace(",", ".")) for text in texts for found in NUMBER.findall(text))


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


def writes_what_there_is(export_format: ExportFormat) -> None:
    assert datasets_of(export_format) != []


def has_columns_that_there_are(export_format: ExportFormat) -> None:
    """Of the one dataset that it writes, each once and under a heading of its own."""
    if export_format.columns:
        [dataset] = datasets_of(export_format)
        assert mistakes_in(export_format.columns, dataset) == {}


def writes_the_columns_it_is_given(export_format: ExportFormat) -> None:
    """Finance may have chosen others."""
    if export_format.columns and is_spreadsheet(export_format):
        [dataset] = datasets_of(export_format)
        chosen = [Renamed("Zboek", "entry"), Renamed("Zleeg"), Renamed("Zdag", "booked_on")]
        stream = io.BytesIO()
        export_format.write(table(dataset, [row(dataset, entry=7)]).with_columns(chosen), stream)
        heading, line = cells(stream.getvalue())
        assert (heading, line[:2]) == (["Zboek", "Zleeg", "Zdag"], ["7", ""])


def writes_bytes_and_leaves_the_stream_open(export_format: ExportFormat) -> None:
    for dataset in datasets_of(export_format):
        with tempfile.SpooledTemporaryFile(max_size=16) as stream:
            with apart():
                export_format.write(prepared(export_format, dataset, [row(dataset)]), cast("BinaryIO", stream))
            assert not stream.closed, "whoever asked for the file still has to read it"
            assert stream.tell() > 0
            stream.seek(0)
            assert stream.read() == written(export_format, dataset, [row(dataset)])


def writes_the_same_again(export_format: ExportFormat) -> None:
    """The export keeps a checksum."""
    for dataset in datasets_of(export_format):
        again = type(export_format)()
        assert written(export_format, dataset, [row(dataset)]) == written(again, dataset, [row(dataset)])


def writes_every_row_in_order(export_format: ExportFormat) -> None:
    titles = ["Zaarde", "Zcel", "Zboek", "Zdam"]
    for dataset in datasets_of(export_format):
        name = "title" if "title" in keys_of(dataset, ColumnType.TEXT) else "description"
        rows = [row(dataset, entry=number, **{name: title}) for number, title in enumerate(titles)]
        found = re.findall("|".join(titles), text_of(written(export_format, dataset, rows)))
        assert list(dict.fromkeys(found)) == titles


def runs_no_formula(export_format: ExportFormat) -> None:
    if not is_spreadsheet(export_format):
        return
    for dataset in datasets_of(export_format):
        names = keys_of(dataset, ColumnType.TEXT)
        plain = cells(written(export_format, dataset, [row(dataset, **dict.fromkeys(names, "SUM(A1)"))]))[1]
        hostile = [f"{sign}{more}SUM(A1)" for sign in FORMULA_SIGNS for more in ("", "=")]
        data = written(export_format, dataset, [row(dataset, **dict.fromkeys(names, text)) for text in hostile])
        for text, shown in zip(hostile, cells(data)[1:], strict=True):
            found = [cell for cell in shown if "SUM(A1)" in cell]
            assert len(found) == plain.count("SUM(A1)") > 0, "a text may not get lost"
            assert [cell for cell in found if cell.lstrip(" ").startswith(FORMULA_SIGNS)] == [], text


def writes_exact_amounts(export_format: ExportFormat) -> None:
    """As euros with two decimals or as whole cents. Some amounts may be left out, not all of them."""
    for dataset in datasets_of(export_format):
        names = keys_of(dataset, ColumnType.CENTS)
        asked = [(name, cents) for name in names for cents in CENTS]
        rows = [row(dataset), *(row(dataset, entry=4, **{name: cents}) for name, cents in asked)]
        data = written(export_format, dataset, rows)
        if not is_spreadsheet(export_format):
            # XML says with a letter which side it is.
            assert {abs(Decimal(cents)) / 100 for cents in CENTS} <= {abs(number) for number in numbers(text_of(data))}
            continue
        nothing, *shown = [numbers(*line) for line in cells(data)[1:]]
        left_out = set()
        for (name, cents), found in zip(asked, shown, strict=True):
            if found == nothing:
                left_out.add(name)
            else:
                assert set(found - nothing) in ({Decimal(cents)}, {Decimal(cents) / 100}), (name, cents)
        assert left_out < set(names)


def has_a_heading_without_rows(export_format: ExportFormat) -> None:
    if not is_spreadsheet(export_format):
        return
    for dataset in datasets_of(export_format):
        [heading] = cells(written(export_format, dataset, [])) or [[]]
        assert heading == cells(written(export_format, dataset, [row(dataset)]))[0]
        assert len(heading) > 1
        assert all(heading)
        assert len(set(heading)) == len(heading)
        odd = dict.fromkeys(keys_of(dataset, ColumnType.TEXT), "a\r\nb")
        assert len(cells(written(export_format, dataset, [row(dataset), row(dataset, **odd)]))[2]) == len(heading)


def is_well_formed(export_format: ExportFormat) -> None:
    """What is no spreadsheet is XML or a ZIP, with hostile names and with nothing at all."""
    if is_spreadsheet(export_format):
        return
    for dataset in datasets_of(export_format):
        for rows in ([], [row(dataset, description="<b>\x00&", title="]]>\x0b")]):
            data = written(export_format, dataset, rows)
            if data.startswith(b"PK"):
                assert ZipFile(io.BytesIO(data)).testzip() is None
            else:
                assert fromstring(data).tag


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
    dataset = first_of(export_format)
    written(export_format, dataset, [row(dataset)])  # what is loaded once does not count
    # What other threads do meanwhile is counted too, and that only adds; who keeps the rows needs too much each time.
    assert any(peak_of(export_format, dataset) < MOST_MEMORY for _ in range(TRIES))


def peak_of(export_format: ExportFormat, dataset: Dataset) -> int:
    """Bytes while it writes many rows."""
    sink = Nowhere()
    gc.collect()
    tracemalloc.start()
    try:
        export_format.write(prepared(export_format, dataset, many(dataset)), cast("BinaryIO", sink))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sink.size > COUNT * 20
    return peak


def many(dataset: Dataset) -> Iterator[list[Value]]:
    """Each row an object of its own, as from the database."""
    first, *others = row(dataset)
    # The journal starts with the number of the entry, other tables with a day or a text.
    return ([number if isinstance(first, int) else first, *others] for number in range(COUNT))


BROKEN: dict[Exam, list[type]] = {
    has_a_key: [twins.NoKey],
    has_words: [twins.OneLanguage],
    fulfils_the_contract: [twins.OtherNames],
    writes_what_there_is: [twins.OfNothing],
    has_columns_that_there_are: [twins.UnknownColumn, twins.ColumnTwice],
    writes_the_columns_it_is_given: [twins.KeepsItsColumns],
    has_a_type_and_an_extension: [twins.DottedExtension, twins.OtherType, twins.WithoutCharset],
    writes_bytes_and_leaves_the_stream_open: [twins.WritesText, twins.Rewinds],
    writes_the_same_again: [twins.CountsItsFiles],
    writes_every_row_in_order: [twins.SkipsTheLast, twins.Backwards],
    runs_no_formula: [twins.WithFormulas, twins.ForgetsPlus, twins.DropsFormulas],
    writes_exact_amounts: [twins.Floats, twins.Rounds, twins.LosesTheSign, twins.WithoutAmounts],
    has_a_heading_without_rows: [twins.NoHeaderWhenEmpty],
    is_well_formed: [],
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
