"""The running text of a page as paper shows it: words alone. Pictures, tables, files and links stay on the site."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bs4 import BeautifulSoup, Tag
from wagtail.blocks.stream_block import StreamValue

Kind = Literal["heading", "subheading", "text", "bullets", "numbers", "quote"]

_NOTE = re.compile(r"\s?\[\d+\]")  # leads to a note, which stays on the site


@dataclass(frozen=True)
class PrintedPart:
    """A heading, a paragraph, a list or a quotation; the last line of a quotation says whose it is."""

    kind: Kind
    lines: tuple[str, ...]


def printed_text(text: StreamValue) -> list[PrintedPart]:
    """What can be read without the site, in order."""
    return [part for block in text.raw_data for part in _parts(block["type"], block["value"]) if any(part.lines)]


def _parts(kind: str, value: Any) -> Iterator[PrintedPart]:
    match kind:
        case "heading":
            yield PrintedPart("heading", (value,))
        case "text":
            yield from _rich(value)
        case "quote":
            yield PrintedPart(
                "quote", (value["text"], ", ".join(filter(None, (value["speaker"], value.get("function")))))
            )
        case "themes":
            yield PrintedPart("numbers", tuple(_row(one, "title", "text") for one in _items(value["themes"])))
        case "key_figures":
            yield PrintedPart("bullets", tuple(_row(one, "figure", "text") for one in _items(value["figures"])))


def _items(values: Any) -> list[Mapping[str, Any]]:
    """The items of a list block, in either way that Wagtail keeps them."""
    return [item["value"] if item.keys() >= {"type", "value"} else item for item in values]


def _row(value: Mapping[str, Any], first: str, then: str) -> str:
    return ": ".join(filter(None, (value[first], value.get(then))))


def _rich(html: str) -> Iterator[PrintedPart]:
    for tag in BeautifulSoup(html or "", "html.parser").find_all(["p", "h3", "ul", "ol"]):
        if tag.find_parent(["ul", "ol"]):
            continue
        match tag.name:
            case "h3":
                yield PrintedPart("subheading", (_words(tag),))
            case "ul":
                yield PrintedPart("bullets", tuple(_words(item) for item in tag.find_all("li")))
            case "ol":
                yield PrintedPart("numbers", tuple(_words(item) for item in tag.find_all("li")))
            case _:
                yield PrintedPart("text", (_words(tag),))


def _words(tag: Tag) -> str:
    return _NOTE.sub("", " ".join(tag.get_text().split()))
