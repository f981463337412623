"""Paragraphs of plain text to blocks: headings, lists, notes and running text."""

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _

from cms.imports.document import Block, Heading, RichText
from cms.imports.markup import linked, paragraph
from cms.imports.notes import note_list, reference
from cms.imports.paragraphs import BULLET
from cms.imports.shapes import NOTE, NUMBERED, heading_above, is_heading, is_prose

_INVITATION: Final = re.compile(r"^(datum|wanneer)\b.*\d", re.IGNORECASE)
_TIME: Final = re.compile(r"\b\d{1,2}[.:]\d{2}\b")


def to_blocks(found: Sequence[str]) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks of an article, and what an editor must know about them."""
    body, marks, under = _without_notes(found)
    pieces = _pieces(body)
    blocks: list[Block] = []
    for number, text in enumerate(pieces):
        above = pieces[number - 1] if number else ""
        below = pieces[number + 1] if number + 1 < len(pieces) else ""
        if is_heading(text) and is_prose(below) and not (above and is_heading(above)):
            blocks.append(Heading(text))
        else:
            blocks.append(RichText(_text(text)))
    if under:
        blocks = [_with_references(block, marks) for block in blocks]
        blocks += note_list([linked(text) for text in under])
    return blocks, _remarks(found)


def _pieces(found: Sequence[str]) -> list[str]:
    """Headings apart from the text below them, items of one list together."""
    lines: list[str] = []
    for text in found:
        lines += heading_above(text) or (text,)
    pieces: list[str] = []
    for is_list, group in groupby(lines, key=lambda text: bool(BULLET.match(text))):
        texts = list(group)
        pieces += ["\n".join(texts)] if is_list else texts
    return pieces


def _text(text: str) -> str:
    lines = text.split("\n")
    if BULLET.match(lines[0]):
        return _list("ul", lines, lambda line: bool(BULLET.match(line)), BULLET)
    numbers = [NUMBERED.match(line) for line in lines]
    if len(lines) > 1 and [match and int(match[1]) for match in numbers] == list(range(1, len(lines) + 1)):
        return _list("ol", lines, lambda line: bool(NUMBERED.match(line)), NUMBERED)
    return paragraph(text)


def _list(tag: str, lines: Sequence[str], is_item: Callable[[str], bool], mark: "re.Pattern[str]") -> str:
    items: list[str] = []
    for line in lines:
        if is_item(line):
            items.append(mark.sub("", line, count=1))
        else:
            items[-1] += "\n" + line
    return f"<{tag}>{''.join(f'<li>{linked(item)}</li>' for item in items)}</{tag}>"


def _without_notes(found: Sequence[str]) -> tuple[Sequence[str], list[str], list[str]]:
    """The text, the marks of its notes, and the notes: those at the very end whose marks stand in the text."""
    end = len(found)
    while end and NOTE.match(found[end - 1]):
        end -= 1
    text = "\n".join(found[:end])
    notes = [(match["mark"], item[match.end() :]) for item in found[end:] if (match := NOTE.match(item))]
    if not notes or not all(_mark(mark).search(text) for mark, _note in notes):
        return found, [], []
    return found[:end], [mark for mark, _note in notes], [note for _mark, note in notes]


def _mark(mark: str) -> "re.Pattern[str]":
    return re.compile(rf"(?<=[^\s*]){re.escape(mark)}(?![\w*])")


def _with_references(block: Block, marks: Sequence[str]) -> Block:
    if not isinstance(block, RichText):
        return block
    html = block.html
    for number, mark in enumerate(marks, start=1):
        html = _mark(mark).sub(reference(number), html)
    return RichText(html)


def _remarks(found: Sequence[str]) -> tuple[str, ...]:
    lines = [line for text in found for line in text.split("\n")]
    if any(_INVITATION.match(line) for line in lines) and any(_TIME.search(line) for line in lines):
        return (_("Dit lijkt een uitnodiging met datum en tijd: maak er zo nodig een webinar van."),)
    return ()
