"""Excel files: text stays text, dates are dates."""

import datetime as dt
import io
import tracemalloc
from collections.abc import Iterator

import openpyxl
import pytest
from django.utils import timezone

from cms.spreadsheet import CellKind, SheetColumn, Value, write_xlsx, xlsx_response

COLUMNS = [
    SheetColumn("Naam", width=30),
    SheetColumn("Op", CellKind.MOMENT),
    SheetColumn("Dag", CellKind.DATE),
    SheetColumn("Bedrag", CellKind.MONEY),
]


def cells(rows: list[list[Value]]) -> list[list[tuple[object, str, str]]]:
    """Value, type ("s" text, "n" number, "d" date, "f" formula) and number format of each cell."""
    target = io.BytesIO()
    write_xlsx(COLUMNS, rows, target, sheet="Lijst: a/b")
    sheet = openpyxl.load_workbook(io.BytesIO(target.getvalue())).active
    assert sheet is not None
    assert sheet.title == "Lijst ab"
    return [[(cell.value, cell.data_type, cell.number_format) for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+31 6 12345678", "-2", "https://example.org", "0012"])
def test_text_stays_text(text: str) -> None:
    assert cells([[text, None, None, None]])[1][0] == (text, "s", "@")


def test_dates_are_dates_in_local_time() -> None:
    moment = dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC)  # already 2 July in Amsterdam
    row = cells([["Anna", moment, moment, None]])[1]
    assert row[1] == (dt.datetime(2026, 7, 2, 0, 30), "d", "dd-mm-yyyy hh:mm")  # noqa: DTZ001
    assert row[2] == (dt.datetime(2026, 7, 2), "d", "dd-mm-yyyy")  # noqa: DTZ001


def test_money_is_a_number_of_euros() -> None:
    assert cells([["Anna", None, None, 155_050]])[1][3] == (1550.5, "n", "#,##0.00")


def test_an_empty_list_keeps_its_headings() -> None:
    assert [cell[0] for cell in cells([])[0]] == ["Naam", "Op", "Dag", "Bedrag"]


def test_a_text_longer_than_a_cell_holds_is_cut() -> None:
    assert cells([["a" * 40_000, None, None, None]])[1][0][0] == "a" * 32_767


def test_the_download_has_a_name() -> None:
    response = xlsx_response(COLUMNS, [["Anna", None, None, 1]], filename="inschrijvingen", sheet="Inschrijvingen")
    assert response["Content-Disposition"] == 'attachment; filename="inschrijvingen.xlsx"'
    assert response.getvalue()[:2] == b"PK"
    response.file_to_stream.close()  # type: ignore[union-attr]


def test_rows_are_not_kept_in_memory() -> None:
    now = timezone.now()
    rows: Iterator[list[Value]] = ([f"Deelnemer {n}", now, now, n] for n in range(50_000))
    tracemalloc.start()
    response = xlsx_response(COLUMNS, rows, filename="lang", sheet="Lang")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    response.file_to_stream.close()  # type: ignore[union-attr]
    assert peak < 2_000_000
