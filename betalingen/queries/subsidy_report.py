"""The report to funders as rows: a line of an order on each document that asks a fund for money. It adds up to the ledger.

What the academy did for that money (participants, hours) comes from plugins: betalingen knows orders only.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from betalingen import hooks
from betalingen.contracts import ColumnType, SubsidyReportPart, TableColumn, Value
from betalingen.models import Invoice
from betalingen.pricing import half_up_share
from betalingen.queries.play_money import real
from betalingen.queries.subsidy_claims import Owed, owed_by_funds

CHUNK: Final = 500

COLUMNS: Final = (
    TableColumn("funder", _("Financier")),
    TableColumn("scheme", _("Regeling")),
    TableColumn("title", _("Programma")),
    TableColumn("supplied_from", _("Geleverd vanaf"), ColumnType.DAY),
    TableColumn("supplied_until", _("Geleverd tot en met"), ColumnType.DAY),
    TableColumn("customer_name", _("Organisatie")),
    TableColumn("kvk_number", _("KvK-nummer")),
    TableColumn("oin", _("OIN")),
    TableColumn("places", _("Plaatsen"), ColumnType.NUMBER),
    TableColumn("gross_cents", _("Prijs vóór subsidie"), ColumnType.CENTS),
    TableColumn("subsidy_cents", _("Subsidie"), ColumnType.CENTS),
    TableColumn("own_cents", _("Eigen bijdrage"), ColumnType.CENTS),
    TableColumn("order_number", _("Ordernummer")),
    TableColumn("document", _("Factuurnummer")),
    TableColumn("kind", _("Soort")),
    TableColumn("issued_on", _("Datum"), ColumnType.DAY),
    TableColumn("paid_on", _("Betaald op"), ColumnType.DAY),
)


@dataclass(frozen=True, kw_only=True)
class Subsidised:
    """Which documents: issued on these days, both included."""

    first_day: dt.date
    last_day: dt.date


def columns() -> tuple[TableColumn, ...]:
    """Ours, and those that plugins add."""
    return (*COLUMNS, *(column for part in hooks.subsidy_report_parts() for column in part.columns))


def report_rows(chosen: Subsidised) -> Iterator[Sequence[Value]]:
    """By `columns`, oldest document first; a chunk of documents is in memory, however many there are."""
    parts = hooks.subsidy_report_parts()
    documents = (
        Invoice.objects.filter(real("order"), subsidy_cents__gt=0, issued_on__range=(chosen.first_day, chosen.last_day))
        .select_related("order", "instalment")
        .prefetch_related("order__lines")
        .order_by("issued_on", "pk")
        .iterator(chunk_size=CHUNK)
    )
    while chunk := list(islice(documents, CHUNK)):
        yield from _rows(chunk, parts, chosen)


def _rows(chunk: list[Invoice], parts: Sequence[SubsidyReportPart], chosen: Subsidised) -> Iterator[Sequence[Value]]:
    references = list({document.order.reference for document in chunk})
    added = [(part, part.values(references, chosen.first_day, chosen.last_day)) for part in parts]
    for document in chunk:
        for owed in owed_by_funds(document, list(document.order.lines.all())):
            row: list[Value] = [*_own(owed, chosen)]
            for part, values in added:
                row += values.get(document.order.reference) or [None] * len(part.columns)
            yield row


def _own(owed: Owed, chosen: Subsidised) -> Iterator[Value]:
    document, line, order = owed.document, owed.line, owed.document.order
    terms: Any = line.subsidy
    is_invoice = document.kind == Invoice.Kind.INVOICE
    gross_cents = half_up_share(line.charged_cents, owed.cents, line.fund_cents)
    paid_on = timezone.localdate(order.paid_at) if order.paid_at else None
    yield from (terms.funder if terms else "", terms.name if terms else "")
    yield from (order.title, order.supplied_from, order.supplied_until)
    yield from (document.payer.customer_name, document.payer.kvk_number, document.payer.oin)
    # A credit note, and a later instalment, change money; how many took part stands beside it.
    is_first = document.instalment is None or document.instalment.number == 1
    yield line.quantity if is_invoice and is_first else None
    yield from (gross_cents, owed.cents, gross_cents - owed.cents)
    yield from (order.number, document.number, str(document.get_kind_display()), document.issued_on)
    # What was paid after the period would make this file another one when it is made again.
    yield paid_on if paid_on and paid_on <= chosen.last_day else None
