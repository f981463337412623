"""Bytes to text: which encoding a file has, and whether it is text at all."""

import codecs
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from cms.imports.errors import CannotRead

MEGABYTE: Final = 1024 * 1024
LARGEST_DOCUMENT: Final = 10 * MEGABYTE
_MARKS: Final = [(codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]


def read_text(path: Path) -> str:
    """The text of a file. Raises CannotRead for one that is empty, too large or not text."""
    check_size(path, LARGEST_DOCUMENT)
    return decode(path.read_bytes())


def check_size(path: Path, largest: int) -> None:
    """Raises CannotRead for a file that is empty or too large."""
    size = path.stat().st_size
    if size == 0:
        raise CannotRead(_("Het bestand is leeg."))
    if size > largest:
        raise CannotRead(
            _("Het bestand is te groot: %(size)d MB, en meer dan %(largest)d MB lezen we niet.")
            % {"size": -(-size // MEGABYTE), "largest": largest // MEGABYTE}
        )


def decode(data: bytes) -> str:
    """UTF-8 or UTF-16 by its mark, UTF-8 where it fits, else what Windows used before."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_decoded(data, encoding))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(data, "cp1252")
    return _checked(text)


def is_utf8(path: Path) -> bool:
    """Whether a file of any size is UTF-8, reading a piece at a time."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while piece := file.read(MEGABYTE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise CannotRead(_("De tekens zijn niet te lezen: het is geen UTF-8 en geen Windows-1252.")) from error


def _checked(text: str) -> str:
    if "\0" in text:
        raise CannotRead(_("Dit is geen tekst."))
    if not text.strip():
        raise CannotRead(_("Er staat geen tekst in."))
    return text.replace("\r\n", "\n").replace("\r", "\n")
