"""Paragraphs of plain text to blocks: headings, lists, notes and running text."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _

from cms.imports.document import Block, Heading, RichText
from cms.imports.markup import linked, paragraph
from cms.imports.notes import doubtful, reference, with_notes
from cms.imports.paragraphs import BULLET
from cms.imports.shapes import NOTE, NUMBERED, heading_above, is_heading, is_prose

_INVITATION: Final = re.compile(r"^(datum|wanneer)\b.*\d", re.IGNORECASE)
_TIME: Final = re.compile(r"\b\d{1,2}[.:]\d{2}\b")


def to_blocks(found: Sequence[str]) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks of an article, and what an editor must know about them."""
    body, under, doubts = _without_notes(found)
    pieces = _pieces(body)
    blocks: list[Block] = []
    for number, text in enumerate(pieces):
        above = pieces[number - 1] if number else ""
        below = pieces[number + 1] if number + 1 < len(pieces) else ""
        if is_heading(text) and is_prose(below) and not (above and is_heading(above)):
            blocks.append(Heading(text))
        else:
            blocks.append(RichText(_text(text)))
    return with_notes(blocks, [linked(text) for text in under]), (*doubts, *_remarks(found))


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


def _without_notes(found: Sequence[str]) -> tuple[Sequence[str], list[str], tuple[str, ...]]:
    """The text with numbers for the marks of its notes, the notes (those at the very end whose marks stand in the text),
    and what is doubtful about the numbers."""
    end = len(found)
    while end and NOTE.match(found[end - 1]):
        end -= 1
    notes = [(match["mark"], item[match.end() :]) for item in found[end:] if (match := NOTE.match(item))]
    text = "\n".join(found[:end])
    if not notes or not all(_marks({mark}).search(text) for mark, _note in notes):
        return found, [], ()
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, (mark, _note) in enumerate(notes, start=1):
        numbers[mark].append(number)
    marks = _marks(numbers)
    doubts = doubtful([marks.sub("", text)], len(notes))
    body = [marks.sub(lambda match: _reference(numbers[match.group()]), text) for text in found[:end]]
    return body, [note for _mark, note in notes], doubts


def _marks(marks: Iterable[str]) -> "re.Pattern[str]":
    return re.compile(rf"(?<=[^\s*])(?:{'|'.join(map(re.escape, marks))})(?![\w*])")


def _reference(numbers: list[int]) -> str:
    """Where each page had its own asterisk, the second in the text is that of the second note."""
    return reference(numbers.pop(0) if len(numbers) > 1 else numbers[0])


def _remarks(found: Sequence[str]) -> tuple[str, ...]:
    lines = [line for text in found for line in text.split("\n")]
    if any(_INVITATION.match(line) for line in lines) and any(_TIME.search(line) for line in lines):
        return (_("Dit lijkt een uitnodiging met datum en tijd: maak er zo nodig een webinar van."),)
    return ()
