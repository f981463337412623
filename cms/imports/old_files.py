"""The files that a document shows or links to: beside it, among the uploads, and pictures on the network where that was
asked for."""

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from cms.imports.decoding import MEGABYTE
from cms.imports.errors import CannotRead

LARGEST_FILE: Final = 20 * MEGABYTE
_FORMATS: Final = {"JPEG", "PNG", "GIF", "WEBP", "AVIF"}
_UPLOADS: Final = "/uploads/"
_SIZE: Final = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+$)")  # WordPress names the smaller ones so


@dataclass(frozen=True)
class OldFile:
    name: str
    data: bytes


class OldFiles:
    """Finds pictures and files to download; `fetch` is absent unless the network may be used."""

    def __init__(
        self, folder: Path | None = None, uploads: Path | None = None, fetch: Callable[[str], bytes] | None = None
    ) -> None:
        self._folder = folder
        self._uploads = uploads
        self._fetch = fetch

    def picture(self, source: str, beside: str) -> OldFile:
        """A picture of the document that lies in the folder `beside`. Raises CannotRead with the reason."""
        if file := self.find(source, beside):
            return OldFile(file.name, _checked(_read(file)))
        parts = urlsplit(source)
        if self._fetch and parts.scheme in {"http", "https"}:
            name = unquote(parts.path).rpartition("/")[2] or "afbeelding"
            return OldFile(name, _checked(self._fetch(source)))
        raise CannotRead(_("het bestand is er niet"))

    def download(self, source: str, beside: str) -> OldFile:
        """A file that the document links to; never from the network. Raises CannotRead with the reason."""
        if file := self.find(source, beside):
            return OldFile(file.name, _read(file))
        raise CannotRead(_("het bestand is er niet"))

    def find(self, source: str, beside: str) -> Path | None:
        """The file at hand that a document in the folder `beside` calls so."""
        parts = urlsplit(source)
        path = unquote(parts.path)
        is_relative = not parts.scheme and not parts.netloc
        return (self._beside(path, beside) if is_relative else None) or self._uploaded(path)

    def _beside(self, path: str, beside: str) -> Path | None:
        if self._folder is None or not path:
            return None
        start = self._folder if path.startswith("/") else Path(beside)
        return _inside(start / path.lstrip("/"), self._folder)

    def _uploaded(self, path: str) -> Path | None:
        if self._uploads is None or _UPLOADS not in path:
            return None
        rest = path.partition(_UPLOADS)[2]
        original = _inside(self._uploads / _SIZE.sub("", rest), self._uploads)
        return original or _inside(self._uploads / rest, self._uploads)


def _inside(path: Path, folder: Path) -> Path | None:
    """The file, where it exists and no link or ".." leads out of the folder."""
    found = path.resolve()
    return found if found.is_relative_to(folder.resolve()) and found.is_file() else None


def _read(file: Path) -> bytes:
    if file.stat().st_size > LARGEST_FILE:
        raise CannotRead(_("het bestand is te groot"))
    return file.read_bytes()


def _checked(data: bytes) -> bytes:
    """The picture, where it is one that the site can show."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data)) as image:
                kind = image.format
                image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise CannotRead(_("het bestand is geen afbeelding die we kunnen tonen")) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise CannotRead(_("de afbeelding heeft te veel beeldpunten")) from error
    if kind not in _FORMATS:
        raise CannotRead(_("dit soort afbeelding tonen we niet"))
    return data
