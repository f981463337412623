"""The inside of a paragraph of somebody else's HTML, written anew with nothing but what editors can make themselves."""

from typing import Final

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from cms.imports.markup import escaped, link, linked, safe_target, squeezed

_KEPT: Final = {"b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i"}
DROPPED: Final = {"script", "style", "noscript", "template", "head", "svg", "input", "select", "textarea", "button"}
_EMBEDDED: Final = {"iframe", "embed", "object", "video", "audio", "source", "img"}


def inline(nodes: "list[PageElement] | Tag") -> str:
    """The HTML of these nodes: text, bold, italic, links and line ends; every other tag leaves its text behind."""
    children = nodes.children if isinstance(nodes, Tag) else nodes
    return "".join(_one(node) for node in children)


def tidy(html: str) -> str:
    """Without white space and line ends around it."""
    cleaned = html.strip()
    while cleaned.startswith("<br/>") or cleaned.endswith("<br/>"):
        cleaned = cleaned.removeprefix("<br/>").removesuffix("<br/>").strip()
    return cleaned


def text_of(node: Tag) -> str:
    """What a reader sees of it, as one line."""
    return squeezed(node.get_text(" " if node.find("br") else ""))


def address_of(tag: Tag, *names: str) -> str:
    """The first of these attributes that has a value, where it may stay."""
    for name in names:
        if value := tag.get(name):
            return safe_target(str(value))
    return ""


def _one(node: PageElement) -> str:
    if isinstance(node, NavigableString):
        # Comments, doctypes and the like are strings too.
        return "" if isinstance(node, PreformattedString) else _text(node)
    if not isinstance(node, Tag) or node.name in DROPPED or node.name in _EMBEDDED:
        return ""
    if node.name == "br":
        return "<br/>"
    html = inline(node)
    if not html.strip():
        return html
    if node.name in _KEPT:
        return f"<{_KEPT[node.name]}>{html}</{_KEPT[node.name]}>"
    if node.name == "a":
        return link(str(node.get("href", "")), html)
    return html


def _text(node: NavigableString) -> str:
    text = str(node)
    spaced = squeezed(text)
    if not spaced:
        return " " if text else ""
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() else ""
    return before + (escaped(spaced) if node.find_parent("a") else linked(spaced)) + after
