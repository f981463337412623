"""A whole HTML document, or the content of a post: its facts, its articles, their blocks."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement
from django.utils.translation import gettext as _

from cms.imports.document import Article, Author, Block, RichText, keys_within, merge_text
from cms.imports.html_blocks import HtmlBlocks
from cms.imports.html_notes import take_notes
from cms.imports.inline_html import address_of, text_of
from cms.imports.markup import shortened, squeezed
from cms.imports.notes import with_notes

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATES: Final = ["article:published_time", "datePublished", "DC.date", "dcterms.created", "date"]
_AUTHORS: Final = ["author", "article:author", "DC.creator"]


def parse(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def blocks_of(soup: BeautifulSoup) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of a piece of HTML that is one article, its footnotes below it; and notes for people."""
    footnotes, doubts = take_notes(soup)
    reader = HtmlBlocks()
    reader.walk(list(soup.children))
    return merge_text(with_notes(reader.blocks, footnotes)), (*doubts, *dict.fromkeys(reader.notes))


def read_html(html: str, key: str) -> tuple[Article, ...]:
    """The articles of a document: one for each <article> or <h1> where there are several."""
    soup = parse(html)
    root = _root(soup)
    pieces = _pieces(root)
    if len(pieces) > 1:
        titles = [_take_title(piece, ["h1", "h2"]) for piece in pieces]
        first, *others = (
            _article(piece_key, title, piece, piece)
            for piece_key, title, piece in zip(keys_within(key, titles), titles, pieces, strict=True)
        )
        return replace(first, notes=(*_left_out(soup), *first.notes)), *others
    facts = parse(html)
    title_tag = soup.find("title")
    title = _take_title(root, ["h1"]) or (text_of(title_tag) if isinstance(title_tag, Tag) else "")
    article = _article(key, title, _soup_of([root]), facts)
    return (replace(article, address=_canonical(facts), notes=(*_outside(facts), *article.notes)),)


def _root(soup: BeautifulSoup) -> Tag:
    main = soup.find("main") or soup.body
    return main if isinstance(main, Tag) else soup


def _outside(soup: BeautifulSoup) -> tuple[str, ...]:
    """What stood around the text itself: the menus of the site it comes from."""
    root = _root(soup)
    if root.name != "main":
        return ()
    root.extract()
    return _left_out(soup)


def _left_out(soup: BeautifulSoup) -> tuple[str, ...]:
    """What is still there when the articles have been taken out."""
    for tag in soup.find_all(["head", "title"]):
        tag.extract()
    around = squeezed((soup.body or soup).get_text(" "))
    if not around:
        return ()
    return (
        _("Buiten het hoofddeel staat nog tekst, die niet is overgenomen: “%(text)s” (%(count)d woorden).")
        % {"text": shortened(around, 60), "count": len(around.split())},
    )


def _pieces(root: Tag) -> Sequence[BeautifulSoup]:
    articles = [tag for tag in root.find_all("article") if not tag.find_parent("article")]
    starts = articles if len(articles) > 1 else [_with_its_header(tag, root) for tag in root.find_all("h1")]
    parents = {id(start.parent) for start in starts}
    if len({id(start) for start in starts}) < 2 or len(parents) > 1:
        return []
    pieces: list[list[PageElement]] = [[]]
    is_in_article = False
    for node in list(starts[0].parent.children) if starts[0].parent else []:
        if any(node is start for start in starts):
            if is_in_article:
                pieces.append([])
            is_in_article = True
        pieces[-1].append(node)
    return [_soup_of(nodes) for nodes in pieces]


def _with_its_header(heading: Tag, root: Tag) -> Tag:
    """The heading, or the header around it where it stands in one."""
    around = heading.parent
    return around if isinstance(around, Tag) and around is not root and around.name == "header" else heading


def _soup_of(nodes: Iterable[PageElement]) -> BeautifulSoup:
    soup = parse("")
    for node in nodes:
        soup.append(node.extract())
    return soup


def _article(key: str, title: str, content: BeautifulSoup, facts: Tag) -> Article:
    notes: tuple[str, ...] = ()
    published_on, author = _date(facts), _author(facts)
    blocks, remarks = blocks_of(content)
    if not title:
        first = next((parse(block.html).get_text(" ") for block in blocks if isinstance(block, RichText)), key)
        title = shortened(squeezed(first), 80)
        notes = (_("Geen titel gevonden: bedenk er een."),)
    return Article(
        key=key, title=title, blocks=blocks, published_on=published_on, author=author, notes=(*notes, *remarks)
    )


def _take_title(root: Tag, names: list[str]) -> str:
    """The text of the first heading, which goes out of the tree; its pictures stay."""
    heading = root.find(names)
    if not isinstance(heading, Tag) or not text_of(heading):
        return ""
    title = text_of(heading)
    for image in heading.find_all("img"):
        heading.insert_after(image.extract())
    heading.extract()
    return title


def _date(root: Tag) -> dt.date | None:
    values = [_meta(root, name) for name in _DATES]
    time = root.find("time", attrs={"datetime": True})
    if isinstance(time, Tag):
        values.append(str(time["datetime"]))
    return next((date for value in values if (date := parse_date(value))), None)


def _author(root: Tag) -> Author | None:
    name = next((value for name in _AUTHORS if (value := _meta(root, name)) and "://" not in value), "")
    if not name:
        tag = root.find(rel="author") or root.find(class_="author")
        name = text_of(tag) if isinstance(tag, Tag) else ""
    return Author(name) if name else None


def _meta(root: Tag, name: str) -> str:
    for attribute in ("name", "property", "itemprop"):
        tag = root.find("meta", attrs={attribute: name})
        if isinstance(tag, Tag) and tag.get("content"):
            return squeezed(str(tag["content"]))
    return ""


def _canonical(soup: BeautifulSoup) -> str:
    tag = soup.find("link", attrs={"rel": "canonical"})
    return address_of(tag, "href") if isinstance(tag, Tag) else ""


def parse_date(value: str) -> dt.date | None:
    """The date that a text begins with; nothing where it is none."""
    match = _DATE.search(value)
    try:
        return dt.date.fromisoformat(match.group()) if match else None
    except ValueError:
        return None
