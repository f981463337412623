"""A general journal (memoriaal): one amount per line, debit above zero.

The headings are those of Exact's own template as far as public code shows it (journal, year, period, entry, account, amount, VAT code, cost
centre); the day is called "Boekdatum" in one, "Datum" in another. An import definition there says which column is what.
"""

from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from betalingen.api import DUTCH, ExportFormat, Renamed, Table, write_delimited


class ExactOnline(ExportFormat):
    """For the import of general journal entries."""

    key = "exact-online"
    label = _("Journaal voor Exact Online")
    content_type = "text/csv; charset=utf-8"
    extension = "csv"
    datasets = frozenset({"journaal"})
    columns = (
        Renamed("Dagboek: Code", "journal"),
        Renamed("Boekjaar", "year"),
        Renamed("Periode", "month"),
        Renamed("Boekstuknummer", "entry"),
        Renamed("Omschrijving: Kopregel", "document"),
        Renamed("Datum", "booked_on"),
        Renamed("Regelnummer", "line"),
        Renamed("Grootboekrekening", "ledger_code"),
        Renamed("Omschrijving", "description"),
        Renamed("Bedrag", "amount"),
        Renamed("BTW-code", "vat_code"),
        Renamed("Kostenplaats: Code", "cost_centre"),
        Renamed("Uw ref.", "order_number"),
    )

    def write(self, table: Table, stream: BinaryIO) -> None:
        write_delimited(table, stream, DUTCH)
