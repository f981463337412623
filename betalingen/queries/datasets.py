"""What can be exported: each with its columns, the filters that choose its rows, and the rows themselves.

To add one: a frozen dataclass of filters with `first_day` and `last_day`, a tuple of columns, a function that yields rows in
the order of those columns, and a line below.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from betalingen.contracts import Company, Table, TableColumn, Text, Value, no_files
from betalingen.models import ExportRun
from betalingen.queries import invoice_lists, journal_lines, movements, subsidy_report
from betalingen.queries.invoice_files import ubl_files
from betalingen.queries.invoice_lists import Issued
from betalingen.queries.journal_lines import Entries
from betalingen.queries.movements import Period
from betalingen.queries.subsidy_report import Subsidised
from cms.api import AcademySettings

Selection = Any
"""One of the dataclasses of filters below."""


@dataclass(frozen=True)
class Dataset:
    """Something to export; `key` is also the start of the file's name."""

    key: str
    label: Text
    filters: type[Selection]
    columns: Sequence[TableColumn]
    rows: Callable[[Any], Iterator[Sequence[Value]]]
    files: Callable[[Sequence[str]], Mapping[str, bytes]] = no_files


PAYMENTS: Final = Dataset("betalingen", _("Betalingen"), Period, movements.COLUMNS, movements.payment_rows)
INVOICES: Final = Dataset(
    "facturen", _("Facturen"), Issued, invoice_lists.COLUMNS, invoice_lists.invoice_rows, ubl_files
)
JOURNAL: Final = Dataset("journaal", _("Journaal"), Entries, journal_lines.COLUMNS, journal_lines.journal_rows)
SUBSIDIES: Final = Dataset(
    "subsidies",
    _("Subsidies, voor financiers"),
    Subsidised,
    # Plugins add columns: asked each time, not while this module loads.
    lazy(subsidy_report.columns, tuple)(),
    subsidy_report.report_rows,
)

DATASETS: Final = {dataset.key: dataset for dataset in (PAYMENTS, INVOICES, JOURNAL, SUBSIDIES)}


def criteria_of(selection: Selection) -> dict[str, Any]:
    """What a run keeps of its filters, besides the days."""
    return {name: value for name, value in asdict(selection).items() if value and name not in {"first_day", "last_day"}}


def table_of(run: ExportRun) -> Table:
    """What a run holds, in the language that is active; its rows can be read once."""
    dataset = DATASETS[run.dataset]
    selection = dataset.filters(first_day=run.first_day, last_day=run.last_day, **run.criteria)
    academy = AcademySettings.objects.filter(site__is_default_site=True).first() or AcademySettings()
    return Table(
        dataset=dataset.key,
        title=dataset.label,
        first_day=run.first_day,
        last_day=run.last_day,
        made_on=run.created_at.date(),
        company=Company(academy.legal_name or academy.name, academy.kvk_number, academy.vat_number),
        columns=dataset.columns,
        rows=dataset.rows(selection),
        files=dataset.files,
    )
