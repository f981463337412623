"""Real numbers and real dates; text stays text."""

from typing import BinaryIO, Final

from django.utils.translation import gettext_lazy as _

from betalingen.api import ColumnType, ExportFormat, Table
from cms.api import CellKind, SheetColumn, write_xlsx

KINDS: Final = {
    ColumnType.TEXT: CellKind.TEXT,
    ColumnType.DAY: CellKind.DATE,
    ColumnType.CENTS: CellKind.MONEY,
    ColumnType.NUMBER: CellKind.NUMBER,
}


class Xlsx(ExportFormat):
    """For Excel and LibreOffice."""

    key = "xlsx"
    label = _("Excel")
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    extension = "xlsx"

    def write(self, table: Table, stream: BinaryIO) -> None:
        columns = [SheetColumn(str(column.heading), KINDS[column.type]) for column in table.columns]
        write_xlsx(columns, table.rows, stream, sheet=str(table.title))
