"""Footnotes in HTML: a small link in the text to a note elsewhere in the document, which most often links back."""

import re
from typing import Final

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from cms.imports.html_lines import EMBEDDED, flat
from cms.imports.inline_html import text_of
from cms.imports.notes import doubtful, reference

_MARK: Final = re.compile(r"^[\[(]?(\d{1,3}|[ivxlc]{1,6}|\*{1,4}|[a-z])[\])]?$")
_LONGEST_MARK: Final = 6


def take_notes(soup: BeautifulSoup) -> tuple[list[str], tuple[str, ...]]:
    """Take the notes out of the tree and number what refers to them; returns the HTML of each note, in order, and what is
    doubtful about the numbers."""
    targets = {str(tag.get("id") or tag.get("name")): tag for tag in soup.find_all(_has_name)}
    places: dict[int, Tag] = {}
    order: list[Tag] = []
    references: list[tuple[Tag, int]] = []
    for link in soup.find_all("a", href=re.compile("^#.")):
        holder = _note_of(link, targets.get(str(link["href"])[1:]))
        if holder is None:
            continue
        if id(holder) not in places:
            places[id(holder)] = holder
            order.append(holder)
        references.append((link, next(number for number, tag in enumerate(order, start=1) if tag is holder)))
    ours = [NavigableString(reference(number)) for _link, number in references]
    for (link, _number), text in zip(references, ours, strict=True):
        _drop_brackets(link)
        link.replace_with(text)
    notes = []
    for holder in order:
        _drop_links_back(holder)
        for piece in holder.find_all(["img", *EMBEDDED]):
            soup.append(piece.replace_with(" "))  # a note holds none, so it stands above the notes
        notes.append(flat(holder))
        _remove(holder)
    known = {id(text) for text in ours}
    others = [text for text in soup.find_all(string=True) if type(text) is NavigableString and id(text) not in known]
    return notes, doubtful(others, len(notes))


def _has_name(tag: Tag) -> bool:
    return bool(tag.get("id") or (tag.name == "a" and tag.get("name")))


def _note_of(link: Tag, target: Tag | None) -> Tag | None:
    """The item or paragraph that a mark in the text points to; nothing for other links inside a page."""
    if target is None or not _MARK.match(text_of(link)):
        return None
    holder = target if target.name in {"li", "p", "div", "dd"} else target.find_parent(["li", "p", "dd"])
    if not isinstance(holder, Tag) or holder in link.parents or not text_of(holder):
        return None
    # The note's own link back is a mark too; it points upwards, to where the text is.
    is_below = any(element is holder for element in link.find_all_next(holder.name))
    return holder if is_below else None


def _drop_brackets(link: Tag) -> None:
    """Those around the link, for the reference brings its own."""
    before, after = link.previous_sibling, link.next_sibling
    if not (isinstance(before, NavigableString) and isinstance(after, NavigableString)):
        return
    if before.endswith("[") and after.startswith("]"):
        before.replace_with(before[:-1])
        after.replace_with(after[1:])


def _drop_links_back(holder: Tag) -> None:
    for link in holder.find_all("a"):
        # An anchor without address is only a name, and may hold a word of the note.
        is_mark = not re.search(r"\w", text_of(link)) or _MARK.match(text_of(link))
        leads_back = str(link.get("href", "")).startswith("#") and len(text_of(link)) <= _LONGEST_MARK
        if leads_back or (is_mark and not link.get("href")):
            link.decompose()


def _remove(holder: Tag) -> None:
    """The note, and the list that is empty without it."""
    parent = holder.parent
    holder.extract()
    while isinstance(parent, Tag) and parent.name in {"ol", "ul", "section", "div"} and not text_of(parent):
        if parent.find("img"):
            return
        empty, parent = parent, parent.parent
        empty.extract()
