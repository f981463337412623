"""Tables that every format must be able to write."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from betalingen.contracts import ColumnType, Company, ExportFormat, Table, TableColumn, Value
from betalingen.queries.datasets import DATASETS, Dataset

DAY = dt.date(2026, 12, 13)
FILLED: dict[ColumnType, Value] = {
    ColumnType.TEXT: "Gemeente “Lindewaard”; afdeling P&O, kamer <b>",
    ColumnType.DAY: DAY,
    ColumnType.CENTS: 0,
    ColumnType.NUMBER: 4,
}


def datasets_of(export_format: ExportFormat) -> list[Dataset]:
    """What this format can write."""
    return [dataset for key, dataset in DATASETS.items() if not export_format.datasets or key in export_format.datasets]


def table(dataset: Dataset, rows: Iterable[Sequence[Value]]) -> Table:
    return Table(
        dataset=dataset.key,
        title=dataset.label,
        first_day=dt.date(2026, 12, 1),
        last_day=dt.date(2026, 12, 31),
        made_on=dt.date(2027, 1, 4),
        company=Company("Academie Vakwerk", "01234567", "NL123456782B90"),
        columns=dataset.columns,
        rows=rows,
    )


def row(dataset: Dataset, **values: Any) -> list[Value]:
    """A row in which every text differs from the others; `values` by the key of the column."""
    return [values.get(column.key, _filled(column)) for column in dataset.columns]


def _filled(column: TableColumn) -> Value:
    return f"text-{column.key}" if column.type is ColumnType.TEXT else FILLED[column.type]


def keys_of(dataset: Dataset, kind: ColumnType) -> list[str]:
    return [column.key for column in dataset.columns if column.type is kind]
