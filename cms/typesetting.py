"""PDFs on paper of the house: the only module that knows the typesetter.

What a document says reaches its template as data, never as markup: somebody's name can break nothing. Each file is PDF/UA-1
(tagged, with a title and a language; the typesetter refuses what is not) and holds its letters. The same content at the same
moment gives the same bytes.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst
from django.conf import settings
from font_source_serif_pro import SourceSerifPro

NO_LETTER: Final = "could not be displayed with font"


class PdfKind(Enum):
    """What a file must be good for, as the standards that it keeps."""

    READABLE_ALOUD = ("ua-1",)
    ARCHIVED = ("a-3a", "ua-1")
    """To be kept for years, with files in it; readable aloud as well."""


@dataclass(frozen=True)
class EnclosedFile:
    """A text file inside a PDF that says the same to a machine (in PDF/A: an alternative)."""

    name: str
    content_type: str
    text: str
    description: str


def typeset(
    document: str,
    content: Mapping[str, Any],
    *,
    made_at: dt.datetime,
    kind: PdfKind = PdfKind.READABLE_ALOUD,
    enclosed: Sequence[EnclosedFile] = (),
) -> bytes:
    """The PDF of `templates/documents/<document>.typ`; `content` must be JSON-able, its texts say what stands there.

    The template calls `enclose(content)` of house.typ for what is `enclosed`.
    """
    folder = Path(settings.BASE_DIR) / "templates" / "documents"
    files = [asdict(file) for file in enclosed]

    def compiled(standards: "typst.PDFStandards") -> bytes:
        return typst.compile(
            folder / f"{document}.typ",
            root=folder,
            font_paths=_fonts(),
            sys_inputs={"content": json.dumps({**content, "enclosed": files})},
            pdf_standards=standards,
            timestamp=int(made_at.timestamp()),
        )

    try:
        return compiled([*kind.value])
    except typst.TypstError as error:
        if NO_LETTER not in error.message:
            raise
        # A Chinese name: boxes to see, but its text is there, and so are the tags. No document would be worse.
        return compiled([])


@cache
def _fonts() -> typst.Fonts:
    """Reading the folders takes longer than setting a page. None of the machine: a page looks the same everywhere."""
    return typst.Fonts(include_system_fonts=False, font_paths=[Path(SourceSerifPro).parent])
