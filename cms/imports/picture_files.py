"""Where the file of a picture is: beside the document, in a folder of uploads, or on the network where that was asked for."""

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

LARGEST_PICTURE: Final = 20 * MEGABYTE
_FORMATS: Final = {"JPEG", "PNG", "GIF", "WEBP", "AVIF"}
_UPLOADS: Final = "/uploads/"
_SIZE: Final = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+$)")  # WordPress names the smaller ones so


@dataclass(frozen=True)
class PictureFile:
    name: str
    data: bytes


class PictureFiles:
    """Finds the files of pictures; `fetch` is absent unless the network may be used."""

    def __init__(
        self, folder: Path | None = None, uploads: Path | None = None, fetch: Callable[[str], bytes] | None = None
    ) -> None:
        self._folder = folder
        self._uploads = uploads
        self._fetch = fetch

    def find(self, source: str, beside: str) -> PictureFile:
        """The file of a picture in a document that lies in the folder `beside`. Raises CannotRead with the reason."""
        parts = urlsplit(source)
        path = unquote(parts.path)
        name = path.rpartition("/")[2] or "afbeelding"
        file = self._beside(path, beside) if not parts.scheme and not parts.netloc else None
        file = file or self._uploaded(path)
        if file:
            if file.stat().st_size > LARGEST_PICTURE:
                raise CannotRead(_("het bestand is te groot"))
            return PictureFile(file.name, _checked(file.read_bytes()))
        if self._fetch and parts.scheme in {"http", "https"}:
            return PictureFile(name, _checked(self._fetch(source)))
        raise CannotRead(_("het bestand is er niet"))

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
