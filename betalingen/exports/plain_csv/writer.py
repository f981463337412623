"""Commas between columns, a decimal point, days as 2026-12-13."""

from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from betalingen.api import PLAIN, ExportFormat, Table, write_delimited


class PlainCsv(ExportFormat):
    """For programs."""

    key = "plain-csv"
    label = _("CSV voor programma’s")
    content_type = "text/csv; charset=utf-8"
    extension = "csv"

    def write(self, table: Table, stream: BinaryIO) -> None:
        write_delimited(table, stream, PLAIN)
