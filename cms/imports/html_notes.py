"""Footnotes in HTML: a small link in the text to a note elsewhere in the document, which most often links back."""

import re
from typing import Final

from bs4 import BeautifulSoup, Tag

from cms.imports.html_lines import flat
from cms.imports.inline_html import text_of
from cms.imports.notes import reference

_MARK: Final = re.compile(r"^[\[(]?(\d{1,3}|[ivxlc]{1,6}|\*{1,4}|[a-z])[\])]?$")
_LONGEST_MARK: Final = 6


def take_notes(soup: BeautifulSoup) -> list[str]:
    """Take the notes out of the tree and number the links to them; returns the HTML of each note, in order."""
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
    for link, number in references:
        link.replace_with(BeautifulSoup(reference(number), "html.parser"))
    notes = []
    for holder in order:
        _drop_links_back(holder)
        notes.append(flat(holder))
        _remove(holder)
    return notes


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


def _drop_links_back(holder: Tag) -> None:
    for link in holder.find_all("a"):
        points_inside = str(link.get("href", "#")).startswith("#")
        if points_inside and len(text_of(link)) <= _LONGEST_MARK:
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
