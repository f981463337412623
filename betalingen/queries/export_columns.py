"""Which columns a file gets whose columns finance may choose, and what its first lines then are."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from django.utils import timezone

from betalingen.contracts import ExportFormat, Renamed
from betalingen.delimited import DUTCH, write_delimited
from betalingen.models import ExportRun
from betalingen.queries.datasets import DATASETS, Dataset, table_of
from betalingen.queries.ledger_codes import finance_settings

SHOWN: Final = 4  # lines
SHOWN_DAYS: Final = dt.timedelta(days=92)


def columns_of(export_format: ExportFormat) -> Sequence[Renamed]:
    """As finance chose them, else the format's own; none when they cannot be chosen."""
    if not export_format.columns:
        return ()
    chosen = finance_settings().export_columns.get(export_format.key, ())
    return [Renamed(**column) for column in chosen] or export_format.columns


def to_json(columns: Sequence[Renamed]) -> list[dict[str, str]]:
    """Plain values, to be stored; the headings in the language that is active."""
    return [{"key": column.key, "heading": str(column.heading)} for column in columns]


def dataset_of(export_format: ExportFormat) -> Dataset:
    """What a format with columns of its own writes."""
    [key] = export_format.datasets
    return DATASETS[key]


def first_lines(dataset: Dataset, columns: Sequence[Renamed]) -> list[list[str]]:
    """The heading and some lines of the last three months, as they stand in a Dutch file."""
    now = timezone.localtime()
    table = table_of(
        ExportRun(
            dataset=dataset.key, first_day=now.date() - SHOWN_DAYS, last_day=now.date(), columns=[], created_at=now
        )
    )
    few = replace(table, rows=list(islice(table.rows, SHOWN))).with_columns(columns)
    stream = io.BytesIO()
    write_delimited(few, stream, DUTCH)
    return list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline=""), delimiter=DUTCH.delimiter))
