"""Lists of HTML, and the lists inside them."""

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from cms.imports.html_lines import EMBEDDED, flat
from cms.imports.inline_html import DROPPED
from cms.imports.markup import linked

_LISTS = ["ol", "ul", "menu"]


def items(tag: Tag, apart: list[Tag]) -> str:
    """The items of a list; `apart` collects the pictures, tables and films that cannot stand in one."""
    html = ""
    for child in list(tag.children):
        if isinstance(child, Tag):
            if child.name in _LISTS:
                html += f"<li>{_inner(child, apart)}</li>"
            elif child.name not in DROPPED:
                html += _item(child, apart)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString) and child.strip():
            html += f"<li>{linked(child.strip())}</li>"
    return html


def _item(tag: Tag, apart: list[Tag]) -> str:
    inner = "".join(_inner(child.extract(), apart) for child in _outermost(tag))
    # What stood around a piece are two words.
    apart += [piece.replace_with(" ") for piece in tag.find_all(["img", "table", *EMBEDDED])]
    text = flat(tag)
    return f"<li>{text}{inner}</li>" if text or inner else ""


def _inner(tag: Tag, apart: list[Tag]) -> str:
    name = "ol" if tag.name == "ol" else "ul"
    html = items(tag, apart)
    return f"<{name}>{html}</{name}>" if html else ""


def _outermost(tag: Tag) -> list[Tag]:
    """The lists in an item that are in no other list of it."""
    inside = tag.find_all(_LISTS)
    return [child for child in inside if not any(other is not child and other in child.parents for other in inside)]
