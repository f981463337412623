"""`;` between columns, a decimal comma, Windows line ends and a byte order mark."""

from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from betalingen.api import DUTCH, ExportFormat, Table, write_delimited


class DutchCsv(ExportFormat):
    """For the Excel of a Dutch office."""

    key = "dutch-csv"
    label = _("CSV voor Excel")
    content_type = "text/csv; charset=utf-8"
    extension = "csv"

    def write(self, table: Table, stream: BinaryIO) -> None:
        write_delimited(table, stream, DUTCH)
