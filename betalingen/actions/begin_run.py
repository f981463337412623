"""Begin an export: a numbered run that says what is in it. `write_run` makes its file."""

from typing import Final

from django.db import connection, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betalingen import hooks
from betalingen.actions.next_number import next_number
from betalingen.contracts import ExportFormat
from betalingen.models import ExportRun, JournalEntry
from betalingen.queries.datasets import JOURNAL, Dataset, Selection, criteria_of
from betalingen.queries.export_columns import columns_of, to_json
from betalingen.queries.journal_lines import Entries, last_exported, unexported
from betalingen.queries.ledger_codes import codes_now
from cms.api import NotAllowed, User

SERIES: Final = "EX"


@transaction.atomic
def begin_run(*, dataset: Dataset, selection: Selection, format_key: str, user: User) -> ExportRun:
    """A run of what a selection holds. Raises NotContributed for a format that is not there."""
    return _begun(dataset, selection, hooks.export_format(format_key), user)


@transaction.atomic
def take_entries(*, format_key: str, user: User) -> ExportRun:
    """A run of every entry of the journal that is in none yet; corrections that come later are in a later one.

    Raises NotAllowed when there are none, NotContributed for a format that is not there.
    """
    export_format = hooks.export_format(format_key)
    # Numbers are given out before they are seen: this waits for entries that are being written, and for whoever takes too.
    with connection.cursor() as cursor:
        cursor.execute(f'LOCK TABLE "{JournalEntry._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')
    after, waiting = last_exported(), unexported()
    if not waiting["count"]:
        raise NotAllowed(_("Er is niets nieuws: alle journaalposten staan al in een export."))
    entries = Entries(
        first_day=waiting["first_day"],
        last_day=waiting["last_day"],
        after=after,
        until=waiting["last_entry"],
        codes=codes_now().to_json(),
    )
    return _begun(JOURNAL, entries, export_format, user, after_entry=after, last_entry=waiting["last_entry"])


def _begun(dataset: Dataset, selection: Selection, export_format: ExportFormat, user: User, **taken: int) -> ExportRun:
    return ExportRun.objects.create(
        number=next_number(SERIES),
        dataset=dataset.key,
        export_format=export_format.key,
        language=get_language() or "nl",
        first_day=selection.first_day,
        last_day=selection.last_day,
        criteria=criteria_of(selection),
        columns=to_json(columns_of(export_format)),
        user=user,
        **taken,
    )
