"""Leads as an Excel file: one row each, as the list was filtered."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Lead
from cms.spreadsheet import CellKind, SheetColumn, xlsx_response

CHUNK: Final = 2000


def leads_as_xlsx(leads: QuerySet[Lead]) -> FileResponse:
    """A download; the rows stream, so many need no more memory than few."""
    columns = [
        SheetColumn(_("Ontvangen"), CellKind.MOMENT),
        SheetColumn(_("Soort"), width=26),
        SheetColumn(_("Stand"), width=16),
        SheetColumn(_("Naam"), width=26),
        SheetColumn(_("E-mailadres"), width=30),
        SheetColumn(_("Telefoon"), width=16),
        SheetColumn(_("Organisatie"), width=28),
        SheetColumn(_("Als soort organisatie"), width=24),
        SheetColumn(_("Pagina"), width=36),
        SheetColumn(_("Bericht"), width=60),
        SheetColumn(_("Antwoorden"), width=60),
        SheetColumn(_("Afgehandeld"), CellKind.MOMENT),
    ]
    today = timezone.localdate()
    return xlsx_response(columns, _rows(leads), filename=f"berichten-{today:%Y-%m-%d}", sheet=_("Berichten"))


def _rows(leads: QuerySet[Lead]) -> Iterator[tuple[Any, ...]]:
    for lead in leads.iterator(CHUNK):
        yield (
            lead.created_at,
            lead.get_kind_display(),
            lead.get_status_display(),
            lead.name,
            lead.email,
            lead.phone,
            lead.organisation_name,
            lead.place.name if lead.place else "",
            lead.page_title,
            lead.message,
            "\n".join(f"{question} {answer}" for question, answer in lead.answers),
            lead.settled_at,
        )
