"""Journal transactions (memoriaal), with debit and credit apart and the period as 2026/12.

Twinfield wants its template ("Journaalposten (memoriaal)") with the columns in their order, and gives that only to customers: no
public source names them, so finance may have to choose others.
"""

from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from betalingen.api import DUTCH, ExportFormat, Renamed, Table, write_delimited


class Twinfield(ExportFormat):
    """For the import of journal transactions."""

    key = "twinfield"
    label = _("Journaal voor Twinfield")
    content_type = "text/csv; charset=utf-8"
    extension = "csv"
    datasets = frozenset({"journaal"})
    columns = (
        Renamed("Code", "journal"),
        Renamed("Currency", "currency"),
        Renamed("Date", "booked_on"),
        Renamed("Period", "period"),
        Renamed("Invoice number", "document"),
        Renamed("Number", "entry"),
        Renamed("Description", "description"),
        Renamed("General ledger", "ledger_code"),
        Renamed("Cost center", "cost_centre"),
        Renamed("Project"),
        Renamed("Debit", "debit"),
        Renamed("Credit", "credit"),
        Renamed("VAT code", "vat_code"),
        Renamed("Line description", "order_number"),
    )

    def write(self, table: Table, stream: BinaryIO) -> None:
        write_delimited(table, stream, DUTCH)
