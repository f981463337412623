"""A folder of documents, one at a time, in the order of their names."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from cms.imports.decoding import read_text
from cms.imports.document import Article, Document, Unread
from cms.imports.errors import CannotRead
from cms.imports.html_page import parse_date, read_html
from cms.imports.markdown_text import read_markdown
from cms.imports.plain_text import read_plain_text

READERS: Final[dict[str, Callable[[str, str], tuple[Article, ...]]]] = {
    ".txt": read_plain_text,
    ".html": read_html,
    ".htm": read_html,
    ".md": read_markdown,
}
# Read where a document shows them or links to them.
_PICTURES: Final = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"}
_DOWNLOADS: Final = {".pdf", ".csv", ".odt", ".pptx", ".xlsx", ".zip"}
_DATED: Final = re.compile(r"^\d{4}-\d{2}-\d{2}[-_ ]")


def read_folder(folder: Path) -> Iterator[Document | Unread]:
    """Every document below a folder, named from that folder on; hidden files and what a link leads out of it stay out."""
    for name, path in _files(folder):
        if not path.resolve().is_relative_to(folder.resolve()):
            yield Unread(name, _("Dit is een koppeling naar buiten de map."))
        elif path.suffix.lower() in READERS:
            yield read_file(path, name)
        elif path.suffix.lower() not in _PICTURES | _DOWNLOADS:
            yield Unread(name, _("Dit soort bestand lezen we niet."))


def downloads(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files below a folder that a document may link to, by their names from that folder on."""
    for name, path in _files(folder):
        if path.suffix.lower() in _DOWNLOADS and path.resolve().is_relative_to(folder.resolve()):
            yield name, path


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith(".") for part in parts):
            yield "/".join([folder.resolve().name, *parts]), path


def read_file(path: Path, name: str) -> Document | Unread:
    """The articles of one file; `name` is what it is called in every run, and what keys begin with."""
    try:
        text = read_text(path)
    except (CannotRead, OSError) as error:
        return Unread(name, str(error) if isinstance(error, CannotRead) else _("Het bestand is niet te lezen."))
    articles = READERS[path.suffix.lower()](text, name)
    date = parse_date(path.name) if _DATED.match(path.name) else None
    dated = tuple(article if article.published_on else replace(article, published_on=date) for article in articles)
    return Document(name, dated, folder=str(path.parent))
