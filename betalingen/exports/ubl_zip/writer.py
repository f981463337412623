"""A zip of e-invoices: one UBL file each, and a list of them all.

A customer who cannot get an e-invoice (a private person has no number) stands in the list and has no file. The files come a
chunk at a time, so memory stays flat. Nothing is compressed and every entry has the same moment: the checksum must hold for
seven years, and another version of a compressor would give other bytes.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import BinaryIO, Final, cast
from zipfile import ZipFile, ZipInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betalingen.api import DUTCH, ExportFormat, Table, Value, write_delimited

CHUNK: Final = 200
IN_MEMORY: Final = 256 * 1024  # bytes
MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # the first that a zip knows


class UblZip(ExportFormat):
    """For a bookkeeping that reads UBL."""

    key = "ubl-zip"
    label = gettext_lazy("E-facturen (UBL) in een zip")
    content_type = "application/zip"
    extension = "zip"
    datasets = frozenset({"facturen"})

    def write(self, table: Table, stream: BinaryIO) -> None:
        with ZipFile(stream, "w") as zipped, tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as listed:
            # The list waits beside it: a zip takes one entry after another.
            write_delimited(replace(table, rows=_with_files(table, zipped)), cast("BinaryIO", listed), DUTCH)
            listed.seek(0)
            with zipped.open(ZipInfo(_("facturen.csv"), date_time=MOMENT), "w") as entry:
                shutil.copyfileobj(listed, entry)


def _with_files(table: Table, zipped: ZipFile) -> Iterator[Sequence[Value]]:
    """Passes rows on, and puts the file of each in the zip."""
    rows = iter(table.rows)
    while chunk := list(islice(rows, CHUNK)):
        files = table.files([str(number) for number, *_rest in chunk])
        for row in chunk:
            content = files.get(str(row[0]))
            if content:
                zipped.writestr(ZipInfo(f"{row[0]}.xml", date_time=MOMENT), content)
            yield row
