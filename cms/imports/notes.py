"""Notes under an article: the text says [1] where the first belongs, and the site makes the links (cms.footnotes)."""

import re
from collections.abc import Sequence
from html import unescape
from typing import Final

from django.utils.translation import gettext as _

from cms.imports.document import Block, Footnotes, Heading, Note, Publication, RichText

REFERENCE: Final = re.compile(r"\[(\d{1,3})\]")
_TAG: Final = re.compile(r"<[^>]+>")
_HEADINGS: Final = {"noten", "voetnoten", "eindnoten", "notes", "footnotes", "endnotes"}
_LINKED_ADDRESS: Final = re.compile(r'<a href="(?P<address>https?://[^"]+)">(?P=address)</a>$')
# "Smit, M. (2025). Ruimte voor het vak. Merwestein: De Brink."; the lengths are those of cms.blocks.notes.SourceBlock.
_PUBLICATION: Final = re.compile(
    r"(?P<author>[^()<>]{2,200}) \((?P<year>\d{4}[a-z]?)\)\. (?P<title>[^<>]{2,299}[.?!]) "
    r"(?P<place>[^.:<>]{2,80}): (?P<publisher>[^.:<>]{2,150})\.(?: (?P<url>https?://[^\s<>]{1,490}))?"
)


def reference(number: int) -> str:
    """What stands in the text where a note belongs."""
    return f"[{number}]"


def with_notes(blocks: Sequence[Block], notes: Sequence[str]) -> list[Block]:
    """The blocks with these notes below them, each HTML of one paragraph; their heading goes, for the site sets one."""
    if not notes:
        return list(blocks)
    above = blocks[:-1] if blocks and _is_heading_of_notes(blocks[-1]) else blocks
    return [*above, Footnotes(tuple(map(_note, notes)))]


def doubtful(texts: Sequence[str], count: int) -> tuple[str, ...]:
    """What to say of numbers between brackets that stood in the source, and that the site will link to one of the notes."""
    found = dict.fromkeys(
        match.group() for text in texts for match in REFERENCE.finditer(text) if 1 <= int(match[1]) <= count
    )
    if not found:
        return ()
    return (_("In de tekst stond al %(marks)s: kijk of daar die noot bedoeld is.") % {"marks": ", ".join(found)},)


def _is_heading_of_notes(block: Block) -> bool:
    text = ""
    if isinstance(block, Heading):
        text = block.text
    elif isinstance(block, RichText):
        text = _TAG.sub("", block.html)
    return text.rstrip(":").lower() in _HEADINGS


def _note(html: str) -> Note | Publication:
    """A publication only where the site shows the very words of the note."""
    plain = _LINKED_ADDRESS.sub(lambda match: match["address"], html.replace("<i>", "").replace("</i>", ""))
    match = None if "<" in plain else _PUBLICATION.fullmatch(unescape(plain))
    if match is None:
        return Note(html)
    return Publication(
        author=match["author"],
        year=match["year"],
        title=match["title"].removesuffix("."),
        place=match["place"],
        publisher=match["publisher"],
        url=match["url"] or "",
    )
