"""Write the file of a run: the first time with what it adds up to, and again to the same byte."""

import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import IO, Any, Final

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from betalingen import hooks
from betalingen.contracts import ColumnType, Renamed, Table, Value
from betalingen.models import ExportRun
from betalingen.queries.datasets import table_of
from cms.api import NotAllowed, User, record_audit

IN_MEMORY: Final = 1024 * 1024  # bytes; a larger file goes to the disk


class _Counted:
    """Passes rows on and adds them up, so that the run records what was really written."""

    def __init__(self, table: Table) -> None:
        self._rows = table.rows
        self._cents = [
            (place, column.key) for place, column in enumerate(table.columns) if column.type is ColumnType.CENTS
        ]
        self.count = 0
        self.totals: Counter[str] = Counter({key: 0 for _place, key in self._cents})

    def __iter__(self) -> Iterator[Sequence[Value]]:
        for row in self._rows:
            self.count += 1
            for place, key in self._cents:
                cents: Any = row[place]  # an int, by the type of the column
                self.totals[key] += cents or 0
            yield row


def write_run(*, run: ExportRun, user: User) -> tuple[ExportRun, IO[bytes]]:
    """A run, as it is now, and its file, open at the start. Raises NotContributed when the format is not there any more.

    Raises NotAllowed when the file would not be what it was: something came, or changed, in its period since.
    """
    export_format = hooks.export_format(run.export_format)
    stream: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the response closes it
    try:
        with translation.override(run.language):
            table = table_of(run)
            rows = _Counted(table)
            # A run of before columns could be chosen has none.
            columns = [Renamed(**column) for column in run.columns] or export_format.columns
            export_format.write(replace(table, rows=rows).with_columns(columns), stream)  # type: ignore[arg-type]  # typeshed: no BinaryIO
        recorded = _recorded(run.pk, rows, _checksum(stream), user)
    except Exception:
        stream.close()
        raise
    stream.seek(0)
    return recorded, stream


def _checksum(stream: IO[bytes]) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(65_536):
        digest.update(chunk)
    return digest.hexdigest()


@transaction.atomic
def _recorded(pk: int, rows: _Counted, checksum: str, user: User) -> ExportRun:
    run = ExportRun.objects.select_for_update().get(pk=pk)
    if run.checksum and run.checksum != checksum:
        raise NotAllowed(
            _(
                "Deze export is niet meer te maken zoals hij was: in de gegevens is later iets bijgekomen. Maak een nieuwe."
            )
        )
    if not run.checksum:
        run.row_count, run.totals, run.checksum = rows.count, dict(rows.totals), checksum
        run.save(update_fields=["row_count", "totals", "checksum"])
    record_audit(run, "betalingen.exported", user=user, rows=rows.count)
    return run
