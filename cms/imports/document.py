"""What readers make of a document, whatever its format: articles of headings, text, pictures, quotations, tables and notes."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.text import slugify


class Kind(StrEnum):
    """What a page of the site it should become."""

    ARTICLE = "article"
    PAGE = "page"


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class RichText:
    """HTML with nothing in it but what editors can make themselves (cms.blocks.RICH_TEXT_FEATURES)."""

    html: str


@dataclass(frozen=True)
class Picture:
    """`source` is an address or a path as it stood in the document."""

    source: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Quote:
    text: str
    speaker: str
    function: str = ""


@dataclass(frozen=True)
class Table:
    """Every row has as many cells as there are `headings`, which are empty where the source has none; all of it is plain text."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    rows_have_headings: bool = False


@dataclass(frozen=True)
class Note:
    """HTML of one paragraph, without the paragraph around it."""

    html: str


@dataclass(frozen=True)
class Publication:
    """A note that is an entry of a list of references."""

    author: str
    year: str
    title: str
    place: str
    publisher: str
    url: str = ""


@dataclass(frozen=True)
class Footnotes:
    """The notes under an article, in order: the text refers to the first as [1]."""

    notes: tuple[Note | Publication, ...]


Block = Heading | RichText | Picture | Quote | Table | Footnotes


@dataclass(frozen=True)
class Author:
    """As the source names them; the e-mail address serves to find a person and is never stored."""

    name: str
    email: str = ""


@dataclass(frozen=True)
class Article:
    """One page to be. `key` names it within the source, the same in every run; `notes` say what got no place."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    kind: Kind = Kind.ARTICLE
    slug: str = ""
    lead: str = ""
    published_on: dt.date | None = None
    author: Author | None = None
    categories: tuple[str, ...] = ()
    picture: Picture | None = None
    address: str = ""
    parent_key: str = ""
    notes: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Changes when the article changes at its source, not when it moves there or when we learn to say more about it."""
        return hashlib.sha256(repr(replace(self, key="", parent_key="", notes=())).encode()).hexdigest()


@dataclass(frozen=True)
class Document:
    """One file or post; `folder` is where its relative pictures lie."""

    name: str
    articles: tuple[Article, ...]
    folder: str = ""


@dataclass(frozen=True)
class Unread:
    """A file or post that gives no page, and why."""

    name: str
    reason: str


def merge_text(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Pieces of text that follow each other as one block, as an editor would have typed them."""
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if isinstance(block, RichText) and isinstance(last, RichText):
            merged[-1] = RichText(last.html + block.html)
        else:
            merged.append(block)
    return tuple(merged)


def keys_within(key: str, titles: Sequence[str]) -> list[str]:
    """Keys for the articles of one document by their titles, so that one more article does not rename the others."""
    seen: Counter[str] = Counter()
    keys = []
    for title in titles:
        name = slugify(title)[:80] or "tekst"
        seen[name] += 1
        keys.append(f"{key}#{name}" if seen[name] == 1 else f"{key}#{name}-{seen[name]}")
    return keys
