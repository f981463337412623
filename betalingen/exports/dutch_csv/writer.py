"""Writes payments with `;` between columns, a decimal comma, Windows line ends and a byte order mark.

A cell that a spreadsheet would take for a formula is made plain text: names and references come from the outside.
"""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from betalingen.api import ExportFormat, PaymentRow

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")

Cell = Callable[[PaymentRow], str]

KINDS: Final = {"payment": _("betaling"), "refund": _("terugbetaling")}


def euros(cents: int) -> str:
    """1550,00 and -12,50: without a sign for thousands, which Excel may read as text."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole},{rest:02}"


def guarded(text: str) -> str:
    """Text that no spreadsheet runs."""
    flat = " ".join(text.split()) if any(sign in text for sign in "\r\n\t") else text
    return f"'{flat}" if flat.lstrip().startswith(FORMULA_SIGNS) else flat


def date(moment: dt.datetime) -> str:
    """13-12-2026, the day in the Netherlands."""
    return f"{timezone.localtime(moment):%d-%m-%Y}"


COLUMNS: Final[Sequence[tuple[Promise, Cell]]] = (
    (_("Datum"), lambda row: date(row.booked_at)),
    (_("Soort"), lambda row: str(KINDS[row.kind])),
    (_("Ordernummer"), lambda row: guarded(row.order_number)),
    (_("Hoort bij"), lambda row: guarded(row.reference)),
    (_("Waarvoor"), lambda row: guarded(row.title)),
    (_("Klant"), lambda row: guarded(row.customer_name)),
    (_("E-mailadres"), lambda row: guarded(row.email)),
    (_("KvK-nummer"), lambda row: guarded(row.kvk_number)),
    (_("Inkoopnummer"), lambda row: guarded(row.purchase_order_number)),
    (_("Kostenplaats"), lambda row: guarded(row.cost_centre)),
    (_("Betaalwijze"), lambda row: guarded(row.provider)),
    (_("Betaalmethode"), lambda row: guarded(row.method)),
    (_("Munt"), lambda row: guarded(row.currency.upper())),
    (_("Bruto"), lambda row: euros(row.gross_cents)),
    (_("Kosten"), lambda row: euros(row.fee_cents)),
    (_("Netto"), lambda row: euros(row.net_cents)),
    (_("Waarvan btw"), lambda row: euros(row.vat_cents)),
    (_("Betaling"), lambda row: guarded(row.payment_reference)),
    (_("Transactie"), lambda row: guarded(row.charge_reference)),
    (_("Terugbetaling"), lambda row: guarded(row.refund_reference)),
    (_("Reden"), lambda row: guarded(row.reason)),
)


class DutchCsv(ExportFormat):
    """For the Excel of a Dutch office."""

    key = "dutch-csv"
    label = _("CSV voor Excel")
    content_type = "text/csv; charset=utf-8"
    extension = "csv"

    def write(self, rows: Iterable[PaymentRow], stream: BinaryIO) -> None:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow([str(heading) for heading, _cell in COLUMNS])
        writer.writerows([cell(row) for _heading, cell in COLUMNS] for row in rows)
        text.detach()
