"""A zip of e-invoices: one UBL file each, and a list of them all.

A customer who cannot get an e-invoice (a private person has no number) stands in the list and has no file. The files come a
chunk at a time, so memory stays flat; every entry has the same moment, so the same invoices give the same bytes.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import BinaryIO, Final, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betalingen.api import DUTCH, ExportFormat, Table, Value, ubl_files, write_delimited

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
        place = [column.key for column in table.columns].index("number")
        with ZipFile(stream, "w") as zipped, tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as listed:
            rows = _with_files(table, place, zipped)
            # The list waits beside it: a zip takes one entry after another.
            write_delimited(replace(table, rows=rows), cast("BinaryIO", listed), DUTCH)
            listed.seek(0)
            name = _("facturen")
            with zipped.open(_entry(f"{name}.csv"), "w") as entry:
                shutil.copyfileobj(listed, entry)


def _with_files(table: Table, place: int, zipped: ZipFile) -> Iterator[Sequence[Value]]:
    """Passes rows on, and puts the file of each in the zip."""
    rows = iter(table.rows)
    while chunk := list(islice(rows, CHUNK)):
        files = ubl_files([str(row[place]) for row in chunk])
        for row in chunk:
            number = str(row[place])
            if files.get(number):
                zipped.writestr(_entry(f"{number}.xml"), files[number])
            yield row


def _entry(name: str) -> ZipInfo:
    info = ZipInfo(name, date_time=MOMENT)
    info.compress_type = ZIP_DEFLATED
    return info
