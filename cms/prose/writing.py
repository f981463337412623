"""What an editor wrote, as the checks read it: passages of plain text with their links and headings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal

from cms.notation import Language

Role = Literal["text", "lead", "heading", "quote"]

_BLOCKS = {"p", "li", "ul", "ol", "br", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th"}
_HEADING = re.compile(r"h[1-6]$")


@dataclass(frozen=True)
class Passage:
    """The text of one field or block. `headings` are the levels of the headings in it, `links` the texts that are linked,
    `pages` and `documents` the ids of the pages and documents of the site that they lead to.

    A quote is somebody else's words: its tone is not judged.
    """

    where: str
    text: str
    role: Role = "text"
    links: Sequence[str] = ()
    headings: Sequence[int] = ()
    pages: Sequence[int] = ()
    documents: Sequence[int] = ()


@dataclass(frozen=True)
class Picture:
    """A picture of the site (its id) that readers see, and whether somebody who does not see it is told what it shows."""

    where: str
    image: int
    is_described: bool


@dataclass(frozen=True)
class Writing:
    """Everything that was written on one page. `stated_days` are the lowest and highest number of days in its own fields."""

    language: Language
    passages: Sequence[Passage] = ()
    pictures: Sequence[Picture] = ()
    stated_days: tuple[int, int] | None = None
    is_offering: bool = False  # something people sign up for, so that "8 dagen" is about itself

    @property
    def leads_to(self) -> set[int]:
        """The ids of the pages of the site that it links to."""
        return {page for passage in self.passages for page in passage.pages}

    @property
    def prose(self) -> Sequence[Passage]:
        """The passages in the page's own voice."""
        return [passage for passage in self.passages if passage.role != "quote"]


def rich_passage(where: str, html: str, role: Role = "text") -> Passage:
    """A passage of rich text: block elements become lines."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    targets = {f"{kind}s": tuple(ids) for kind, ids in reader.targets.items()}
    return Passage(where, reader.text, role, tuple(reader.links), tuple(reader.headings), **targets)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._link: list[str] | None = None
        self.links: list[str] = []
        self.headings: list[int] = []
        self.targets: dict[str, list[int]] = {"page": [], "document": []}

    @property
    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self._parts).split("\n"))
        return "\n".join(line for line in lines if line)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        known: Mapping[str, str | None] = dict(attrs)
        if tag in _BLOCKS:
            self._parts.append("\n")
        if _HEADING.match(tag):
            self.headings.append(int(tag[1]))
        if tag == "a" and ("href" in known or "linktype" in known):
            self._link = []
            if (kind := known.get("linktype") or "") in self.targets:
                self.targets[kind].append(int(known.get("id") or 0))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._parts.append("\n")
        if tag == "a" and self._link is not None:
            self.links.append(" ".join("".join(self._link).split()))
            self._link = None

    def handle_data(self, data: str) -> None:
        self._parts.append(data)
        if self._link is not None:
            self._link.append(data)


@dataclass(frozen=True)
class Sentence:
    """One sentence or line, with the passage it stands in."""

    passage: Passage
    text: str


# A dot ends a sentence before a capital or the end of the line: "12.30 uur", "a.s." and "€ 1.550" go on.
_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ý‘“’(])|\n+")


def sentences(passages: Sequence[Passage]) -> list[Sentence]:
    """The sentences of these passages in order."""
    return [Sentence(passage, part) for passage in passages for part in _END.split(passage.text) if part.strip()]


@dataclass(frozen=True)
class Excerpt:
    """Words from the text as a finding quotes them: short."""

    text: str
    limit: int = field(default=70, kw_only=True)

    def __str__(self) -> str:
        words = " ".join(self.text.split())
        return words if len(words) <= self.limit else f"{words[: self.limit].rsplit(' ', 1)[0]} …"
