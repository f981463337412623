"""The files to download in a folder that none of its documents links to: nobody would miss them until a reader asks."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from cms.imports.document import Document, Footnotes, Note, RichText
from cms.imports.old_files import OldFiles

_HREF: Final = re.compile(r'<a href="(?P<address>[^"]*)">')


class LeftBehind:
    """`downloads` are files by the name that the report gives them; each document that passes takes its own away."""

    def __init__(self, downloads: Iterable[tuple[str, Path]], files: OldFiles) -> None:
        self._names = {path.resolve(): name for name, path in downloads}
        self._files = files

    def see(self, document: Document) -> None:
        """What a document links to is not left behind, also where its page stays as an editor has it."""
        if not self._names:
            return
        for address in _addresses(document):
            if file := self._files.find(address, document.folder):
                self._names.pop(file, None)

    def remarks(self) -> Iterator[str]:
        """When all documents have passed."""
        for name in self._names.values():
            yield _("Geen document verwijst naar %(name)s; dat bestand is niet overgenomen.") % {"name": name}


def _addresses(document: Document) -> Iterator[str]:
    for article in document.articles:
        for block in article.blocks:
            for html in _html(block):
                yield from (unescape(match["address"]) for match in _HREF.finditer(html))


def _html(block: object) -> list[str]:
    match block:
        case RichText(html):
            return [html]
        case Footnotes(notes):
            return [note.html for note in notes if isinstance(note, Note)]
        case _:
            return []
