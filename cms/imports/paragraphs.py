"""Plain text to paragraphs, also where a PDF was turned into text: one line of the column per line, blank lines between."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

BULLET: Final = re.compile(r"^\s*[•▪‣◦\uf0b7\uf0a7](?:\s+|$)|^\s*[-–]\s+(?=\S)")
_NEIGHBOURS: Final = 12  # lines by which the width of a column is known
_SPREAD: Final = 0.25  # part of the lines that goes on with a small letter, in text that came from a PDF
_PAUSE: Final = 3  # blank lines
_LONGEST_TITLE: Final = 150
_SENTENCE_END: Final = re.compile(r"[.!?:;…][\"'”’)]*$")
# "voor- en nadelen" keeps its space where "HRM-professionals" has none.
_BROKEN_WORD: Final = re.compile(r"(?:\w|[\s/])[-]$")
_AND: Final = re.compile(r"(?:en|of|tot|als)\b")


@dataclass(frozen=True)
class _Line:
    text: str
    blank_before: int
    """Blank lines above it; a large number where the text deliberately pauses."""


def paragraphs(text: str) -> tuple[list[str], bool]:
    """The paragraphs of a text, in order, with the line ends that somebody put there and without those of a column;
    and whether it had columns, as the text of a PDF has."""
    lines = _lines(text)
    if _is_spread(lines):
        return list(_unwrapped(_with_title(lines))), True
    found: list[str] = []
    for line in lines:
        if found and not line.blank_before:
            found[-1] += "\n" + line.text
        else:
            found.append(line.text)
    return found, False


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    blank = 0
    for raw in text.replace("\f", "\n \n").split("\n"):
        stripped = raw.strip()
        if stripped:
            lines.append(_Line(stripped, blank))
            blank = 0
        else:
            # A line of only spaces is a line of the page, an empty one is what the conversion put between.
            blank += 2 if raw else 1
    return lines


def _is_spread(lines: Sequence[_Line]) -> bool:
    """Whether most lines stand alone and many yet go on with the sentence of the one before."""
    if len(lines) < 10:
        return False
    alone = sum(1 for line in lines if line.blank_before) / len(lines)
    goes_on = sum(1 for line in lines if line.text[0].islower()) / len(lines)
    return alone > 0.5 and goes_on > _SPREAD


def _with_title(lines: Sequence[_Line]) -> list[_Line]:
    """The lines above the first pause are one title, where they are short."""
    end = next((number for number, line in enumerate(lines) if number and line.blank_before >= _PAUSE), 0)
    title = " ".join(line.text for line in lines[:end])
    if not end or len(title) > _LONGEST_TITLE:
        return list(lines)
    return [_Line(title, 0), *lines[end:]]


def _unwrapped(lines: Sequence[_Line]) -> Iterator[str]:
    joined = lines[0].text
    for number, (above, line) in enumerate(pairwise(lines)):
        if _is_new(above, line, _width(lines, number)):
            yield joined
            joined = line.text
        elif _BROKEN_WORD.search(joined) and not _AND.match(line.text):
            joined += line.text
        else:
            joined += " " + line.text
    yield joined


def _is_new(above: _Line, line: _Line, width: int) -> bool:
    if line.blank_before >= _PAUSE or BULLET.match(line.text):
        return True
    if line.text[0].islower():
        return False
    if above.text.endswith((",", "-")):
        return False
    if not line.blank_before and _SENTENCE_END.search(above.text):
        return True
    # Somebody began a line here although the next word would have fitted on the one above.
    first_word = line.text.split(" ", 1)[0]
    return len(above.text) + 1 + len(first_word) < width


def _width(lines: Sequence[_Line], number: int) -> int:
    around = lines[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS]
    return max(len(line.text) for line in around)
