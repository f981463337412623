"""Which tags of HTML begin a line of their own, and the lines of something that has to become one paragraph."""

from typing import Final

from bs4 import Tag
from bs4.element import PageElement

from cms.imports.inline_html import inline, tidy

EMBEDDED: Final = frozenset({"iframe", "embed", "object", "video", "audio"})
_BLOCKS: Final = [
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset"),
    *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "img"),
    *("li", "main", "menu", "nav", "ol", "p", "picture", "pre", "section", "summary", "table", "tbody", "td", "tfoot"),
    *("th", "thead", "tr", "ul", *EMBEDDED),
]


def is_block(node: PageElement) -> bool:
    """Whether it is a block, or has one inside, as the picture in a link."""
    return isinstance(node, Tag) and (node.name in _BLOCKS or node.find(_BLOCKS) is not None)


def lines(tag: Tag) -> list[list[PageElement]]:
    """The lines in a tag, each as its nodes."""
    found: list[list[PageElement]] = [[]]
    for child in tag.children:
        if isinstance(child, Tag) and is_block(child):
            found += [*lines(child), []]
        else:
            found[-1].append(child)
    return found


def flat(tag: Tag) -> str:
    """The HTML of something with paragraphs in it, as lines of one paragraph."""
    return "<br/>".join(html for html in (tidy(inline(line)) for line in lines(tag)) if html)
