"""Financial entries, with debit and credit apart.

The headings are names of AFAS's own fields, as public code has them; an import definition there (help.afas.nl, "Mutaties importeren")
says which column is what.
"""

from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from betalingen.api import DUTCH, ExportFormat, Renamed, Table, write_delimited


class Afas(ExportFormat):
    """For the import of financial entries (Financiële mutaties)."""

    key = "afas"
    label = _("Journaal voor AFAS")
    content_type = "text/csv; charset=utf-8"
    extension = "csv"
    datasets = frozenset({"journaal"})
    columns = (
        Renamed("Dagboek", "journal"),
        Renamed("Boekjaar", "year"),
        Renamed("Periode", "month"),
        Renamed("Boekstukdatum", "booked_on"),
        Renamed("Boekstuknummer", "entry"),
        Renamed("Volgnummer", "line"),
        Renamed("Rekeningnummer", "ledger_code"),
        Renamed("Omschrijving boeking", "description"),
        Renamed("Bedrag debet", "debit"),
        Renamed("Bedrag credit", "credit"),
        Renamed("Btw-code", "vat_code"),
        Renamed("Code verbijzonderingsas 1", "cost_centre"),
        Renamed("Factuurnummer", "document"),
        Renamed("Valuta", "currency"),
    )

    def write(self, table: Table, stream: BinaryIO) -> None:
        write_delimited(table, stream, DUTCH)
