"""Write the payments of a period to a file, and keep who took what along."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import IO, Final

from django.db import transaction

from betalingen import hooks
from betalingen.actions.next_number import next_number
from betalingen.contracts import PaymentRow
from betalingen.models import ExportRun
from betalingen.queries.movements import Period, Totals, payment_rows
from cms.api import User, record_audit

SERIES: Final = "EX"
IN_MEMORY: Final = 1024 * 1024  # bytes; a larger file goes to the disk


class _Counted:
    """Passes rows on and adds them up, so that the run records what was really written."""

    def __init__(self, rows: Iterable[PaymentRow]) -> None:
        self._rows = rows
        self.totals = Totals()

    def __iter__(self) -> Iterator[PaymentRow]:
        for row in self._rows:
            self.totals += Totals(1, row.gross_cents, row.fee_cents, row.vat_cents)
            yield row


def export_payments(*, period: Period, format_key: str, user: User) -> tuple[ExportRun, IO[bytes]]:
    """A numbered run and its file, open at the start. Raises NotContributed for a format that is not there."""
    export_format = hooks.export_format(format_key)
    stream: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the response closes it
    rows = _Counted(payment_rows(period))
    export_format.write(rows, stream)  # type: ignore[arg-type]  # typeshed knows SpooledTemporaryFile as no BinaryIO
    run = _record(period, format_key, rows.totals, _checksum(stream), user)
    stream.seek(0)
    return run, stream


def _checksum(stream: IO[bytes]) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(65_536):
        digest.update(chunk)
    return digest.hexdigest()


@transaction.atomic
def _record(period: Period, format_key: str, totals: Totals, checksum: str, user: User) -> ExportRun:
    criteria = {
        name: value for name, value in asdict(period).items() if value and name not in {"first_day", "last_day"}
    }
    run = ExportRun.objects.create(
        number=next_number(SERIES),
        export_format=format_key,
        first_day=period.first_day,
        last_day=period.last_day,
        criteria=criteria,
        row_count=totals.count,
        gross_cents=totals.gross_cents,
        fee_cents=totals.fee_cents,
        vat_cents=totals.vat_cents,
        checksum=checksum,
        user=user,
    )
    record_audit(run, "betalingen.payments_exported", user=user, rows=totals.count, gross_cents=totals.gross_cents)
    return run
