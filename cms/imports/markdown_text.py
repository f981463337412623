"""Markdown to articles, by way of HTML; facts may stand above it, notes are written [^1]."""

import re
from html import escape
from typing import Final

from markdown_it import MarkdownIt

from cms.imports.document import Article
from cms.imports.front_matter import take_facts, with_facts
from cms.imports.html_page import read_html

_MARKDOWN: Final = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_NOTE: Final = re.compile(r"^\[\^(?P<name>[^\]\s]+)\]:[ \t]*(?P<text>.+(?:\n(?:[ \t]+\S.*))*)", re.MULTILINE)
_REFERENCE: Final = re.compile(r"\[\^(?P<name>[^\]\s]+)\]")


def read_markdown(text: str, key: str) -> tuple[Article, ...]:
    """The articles of a document; what stands above it counts for the first."""
    facts, body = take_facts(text)
    notes = {match["name"]: " ".join(match["text"].split()) for match in _NOTE.finditer(body)}
    body = _REFERENCE.sub(lambda match: _link(match, notes), _NOTE.sub("", body))
    html = _MARKDOWN.render(body)
    if title := ", ".join(facts.get("title", [])):
        # The title stands above the text, so headings of the first size in the text are headings inside it.
        html = html.replace("<h1>", "<h2>").replace("</h1>", "</h2>")
        html = f"<h1>{escape(title)}</h1>{html}"
    if notes:
        items = (f'<li id="{_anchor(name)}">{_MARKDOWN.renderInline(note)}</li>' for name, note in notes.items())
        html += f"<ol>{''.join(items)}</ol>"
    first, *others = read_html(html, key)
    return with_facts(first, facts), *others


def _link(match: "re.Match[str]", notes: dict[str, str]) -> str:
    name = match["name"]
    return f'<a href="#{_anchor(name)}">1</a>' if name in notes else match.group()


def _anchor(name: str) -> str:
    return f"note-{escape(name)}"
