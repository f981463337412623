"""Plain text to articles. Nothing is left out: what is not understood becomes a paragraph in its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from cms.imports.document import Article, Author, Block, RichText, keys_within, merge_text
from cms.imports.markup import paragraph, shortened, squeezed
from cms.imports.paragraphs import BULLET, paragraphs
from cms.imports.plain_blocks import to_blocks
from cms.imports.shapes import CRUMBS, NAVIGATION, is_name, is_short_title, is_title, opens_article

SHORTEST_ARTICLE: Final = 60  # words; below that, a long line is a heading in the article before it
LONGEST_TITLE: Final = 255
_INVENTED_TITLE: Final = 80
_FIRST_SENTENCE: Final = re.compile(r"^.+?[.!?](?=\s|$)")


@dataclass
class _Part:
    """An article in the making: its title, what came before that title in the source, what follows."""

    title: str
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(len(text.split()) for text in self.below)


def read_plain_text(text: str, key: str) -> tuple[Article, ...]:
    """The articles in a text: several where lines that read as titles stand above full articles, else one."""
    found, is_one_piece = paragraphs(text)
    parts = [] if is_one_piece else _parts(found)
    if len(parts) < 2:
        return (_single(found, key),)
    keys = keys_within(key, [part.title for part in parts])
    return tuple(_article(name, part, ()) for name, part in zip(keys, parts, strict=True))


def _parts(found: Sequence[str]) -> list[_Part]:
    parts: list[_Part] = []
    waiting: list[str] = []
    for number, text in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else ""
        if is_title(text) and opens_article(following):
            parts.append(_Part(text))
        elif parts:
            parts[-1].below.append(text)
        else:
            waiting.append(text)
    whole = _without_stubs(parts)
    if not whole:
        return []
    if sum(len(text.split()) for text in waiting) >= SHORTEST_ARTICLE:
        return [_Part("", below=waiting), *whole]
    whole[0].above = waiting
    return whole


def _without_stubs(parts: Sequence[_Part]) -> list[_Part]:
    """What is too short for an article goes back to the one before it, heading and all."""
    whole: list[_Part] = []
    for part in parts:
        if whole and part.words < SHORTEST_ARTICLE:
            whole[-1].below += [part.title, *part.below]
        else:
            whole.append(part)
    return whole


def _single(found: Sequence[str], key: str) -> Article:
    for number, text in enumerate(found[:4]):
        if is_short_title(text):
            rest = list(found[number + 1 :])
            return _article(key, _Part(text, above=list(found[:number]), below=rest), ())
        if not (NAVIGATION.match(text) or CRUMBS.search(text)):
            break
    notes = (_("Geen titel gevonden: bedenk er een."),)
    for text in found[:4]:
        crumb = next((line for line in text.split("\n") if CRUMBS.search(line)), "")
        if crumb:
            title = CRUMBS.split(crumb)[-1]
            notes = (_("De titel komt uit het kruimelpad; dat staat nog in de tekst."),)
            return _article(key, _Part(shortened(title, LONGEST_TITLE), below=list(found)), notes)
    return _article(key, _Part("", below=list(found)), notes)


def _article(key: str, part: _Part, notes: tuple[str, ...]) -> Article:
    title = part.title
    if not title:
        title = _invented_title(next((text for text in part.below if not BULLET.match(text)), part.below[0]))
        notes = notes or (_("Geen titel gevonden: bedenk er een."),)
    blocks: list[Block] = [RichText(paragraph(text)) for text in part.above]
    body, body_notes = to_blocks(part.below)
    navigation = [line for text in (*part.above, *part.below) for line in text.split("\n") if NAVIGATION.match(line)]
    if navigation:
        notes += (_("Dit lijkt tekst van een menu: %(lines)s.") % {"lines": _quoted(navigation)},)
    if part.above and len(navigation) < len(part.above):
        others = [text for text in part.above if not NAVIGATION.match(text)]
        notes += (_("Dit stond boven de titel en nu bovenaan de tekst: %(lines)s.") % {"lines": _quoted(others)},)
    return Article(
        key=key,
        title=squeezed(title),
        blocks=merge_text([*blocks, *body]),
        author=next((Author(text) for text in part.above if is_name(text)), None),
        notes=(*notes, *body_notes),
    )


def _quoted(lines: Sequence[str]) -> str:
    return ", ".join(f"“{shortened(squeezed(line), 60)}”" for line in lines)


def _invented_title(text: str) -> str:
    sentence = _FIRST_SENTENCE.match(squeezed(text))
    return shortened((sentence.group() if sentence else squeezed(text)).rstrip("."), _INVENTED_TITLE)
