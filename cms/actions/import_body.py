"""The blocks of an article as the blocks of a page (cms.blocks.BodyBlock)."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import asdict
from html import unescape
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from cms.actions.enclosures import Enclosures
from cms.imports.document import (
    Article,
    Block,
    Footnotes,
    Heading,
    Note,
    Picture,
    Publication,
    Quote,
    RichText,
    Table,
)
from cms.imports.html_blocks import LONGEST_HEADING
from cms.imports.markup import link, linked, paragraph, shortened

Entry = tuple[str, Any]
_LINK: Final = re.compile(r'<a href="(?P<address>[^"]*)">')


def to_stream(article: Article, enclosures: Enclosures, notes: list[str]) -> list[dict[str, Any]]:
    """Raw data for the body of a page. Ids follow from the article, so that the same text is the same block again."""
    entries: list[Entry] = []
    for block in article.blocks:
        kind, value = _entry(block, article, enclosures, notes)
        if kind == "text" and entries and entries[-1][0] == "text":
            entries[-1] = ("text", entries[-1][1] + value)
        else:
            entries.append((kind, value))
    return _with_ids(entries, article.key)


def _with_ids(entries: Iterable[Entry], within: str) -> list[dict[str, Any]]:
    return [
        {"type": kind, "value": value, "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{within}/{number}"))}
        for number, (kind, value) in enumerate(entries)
    ]


def _entry(block: Block, article: Article, enclosures: Enclosures, notes: list[str]) -> Entry:
    match block:
        case Heading(text):
            return ("heading", text) if len(text) <= LONGEST_HEADING else ("text", f"<h3>{linked(text)}</h3>")
        case RichText(html):
            return "text", _with_downloads(html, article, enclosures, notes)
        case Quote(text, speaker, function):
            return "quote", {"text": text, "speaker": speaker, "function": function}
        case Table():
            return "table", _table(block)
        case Footnotes():
            under = [_note(note, article, enclosures, notes) for note in block.notes]
            return "notes", _with_ids(under, f"{article.key}/notes")
        case Picture():
            return _picture(block, enclosures, notes)


def _table(table: Table) -> dict[str, Any]:
    columns = [{"type": "text", "heading": heading} for heading in table.headings]
    rows = [{"values": list(row)} for row in table.rows]
    return {
        "table": {"columns": columns, "rows": rows, "caption": table.caption},
        "rows_have_headings": table.rows_have_headings,
        "source": "",
    }


def _note(note: Note | Publication, article: Article, enclosures: Enclosures, notes: list[str]) -> Entry:
    if isinstance(note, Publication):
        return "source", asdict(note)
    return "note", _with_downloads(f"<p>{note.html}</p>", article, enclosures, notes)


def _with_downloads(html: str, article: Article, enclosures: Enclosures, notes: list[str]) -> str:
    """Links to files of the old site become links to the documents here."""
    host = urlsplit(article.address).netloc

    def replaced(match: "re.Match[str]") -> str:
        address = unescape(match["address"])
        parts = urlsplit(address)
        is_relative = not (parts.scheme or parts.netloc or address.startswith(("#", "/")))
        is_download = parts.path.rpartition(".")[2].lower() in settings.WAGTAILDOCS_EXTENSIONS
        document = enclosures.download(address) if is_download else None
        if document:
            return f'<a linktype="document" id="{document.pk}">'
        if is_relative or (is_download and host and parts.netloc == host):
            facts = {"address": shortened(address, 120)}
            notes.append(_("De link naar %(address)s wijst nog naar de oude site.") % facts)
        return match.group()

    return _LINK.sub(replaced, html)


def _picture(picture: Picture, enclosures: Enclosures, notes: list[str]) -> Entry:
    image = enclosures.image(picture, notes)
    if image is None:
        words = " ".join(filter(None, [picture.alt, picture.caption])) or _("Afbeelding")
        is_address = picture.source.startswith(("http://", "https://"))
        return "text", f"<p>{link(picture.source, linked(words))}</p>" if is_address else paragraph(words)
    shown = {"image": image.pk, "decorative": False, "alt_text": picture.alt}
    return "figure", {"image": shown, "caption": picture.caption}
