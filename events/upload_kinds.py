"""Which files people may send us, recognised by what is in them: a name and a browser's word say nothing."""

import io
import zipfile
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

LARGEST: Final = 5_000_000  # bytes
ALLOWED: Final = _("Een PDF, een Word-bestand (docx) of een foto (JPG of PNG), van hooguit 5 MB.")


@dataclass(frozen=True)
class UploadKind:
    """A kind of file, and how it is given back."""

    suffix: str
    content_type: str


PDF: Final = UploadKind("pdf", "application/pdf")
JPEG: Final = UploadKind("jpg", "image/jpeg")
PNG: Final = UploadKind("png", "image/png")
WORD: Final = UploadKind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
KINDS: Final = {kind.suffix: kind for kind in (PDF, JPEG, PNG, WORD)}

_BEGINS: Final = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}


def kind_of(content: bytes) -> UploadKind | None:
    """None for anything that is not allowed."""
    for begin, kind in _BEGINS.items():
        if content.startswith(begin):
            return kind
    return WORD if content.startswith(b"PK\x03\x04") and _is_word(content) else None


def _is_word(content: bytes) -> bool:
    """A document without macros; nothing is unpacked."""
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except zipfile.BadZipFile:
        return False
    return "word/document.xml" in names and not any(name.endswith("vbaProject.bin") for name in names)
