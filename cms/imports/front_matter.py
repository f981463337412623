"""The facts between two lines of dashes above a Markdown document: `key: value`, and lists with commas or dashes."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from cms.imports.document import Article, Author, Kind
from cms.imports.html_page import parse_date
from cms.imports.markup import squeezed

_FENCE: Final = re.compile(r"\A---[ \t]*\n(?P<facts>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FACT: Final = re.compile(r"^(?P<key>[\w-]+)\s*:\s*(?P<value>.*)$")
_ITEM: Final = re.compile(r"^\s*-\s+(?P<value>.+)$")
LONGEST_LEAD: Final = 400
_NAMES: Final = {
    "titel": "title",
    "datum": "date",
    "auteur": "author",
    "inleiding": "lead",
    "description": "lead",
    "summary": "lead",
    "categories": "themes",
    "category": "themes",
    "tags": "themes",
    "thema": "themes",
    "url": "address",
    "permalink": "address",
}
_KNOWN: Final = {"title", "date", "author", "lead", "themes", "address", "slug", "layout", "type"}


def take_facts(text: str) -> tuple[dict[str, list[str]], str]:
    """The facts by their name in English, each a list of values, and the text below them."""
    fence = _FENCE.match(text)
    if not fence:
        return {}, text
    facts: dict[str, list[str]] = {}
    name = ""
    for line in fence["facts"].split("\n"):
        if fact := _FACT.match(line):
            key = fact["key"].lower()
            name = _NAMES.get(key, key)
            facts.setdefault(name, []).extend(_values(fact["value"]))
        elif (item := _ITEM.match(line)) and name:
            facts[name].append(_bare(item["value"]))
    return facts, text[fence.end() :]


def with_facts(article: Article, facts: Mapping[str, list[str]]) -> Article:
    """The article with what stood above it; facts that mean nothing to us become notes."""
    notes = [
        _("“%(name)s: %(value)s” boven de tekst heeft hier geen plaats.") % {"name": name, "value": ", ".join(values)}
        for name, values in facts.items()
        if name not in _KNOWN
    ]
    one = {name: ", ".join(values) for name, values in facts.items()}
    if "date" in one and parse_date(one["date"]) is None:
        notes.append(_("De datum “%(date)s” is niet te lezen.") % {"date": one["date"]})
    return replace(
        article,
        title=one.get("title") or article.title,
        published_on=parse_date(one.get("date", "")) or article.published_on,
        author=Author(one["author"]) if one.get("author") else article.author,
        lead=one.get("lead", ""),
        categories=tuple(facts.get("themes", [])),
        address=one.get("address", ""),
        slug=one.get("slug", ""),
        kind=Kind.PAGE if one.get("type") == "page" else article.kind,
        notes=(*article.notes, *notes),
    )


def _values(text: str) -> list[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [_bare(value) for value in text[1:-1].split(",") if value.strip()]
    return [_bare(text)] if text else []


def _bare(value: str) -> str:
    return squeezed(value).strip("\"'")
