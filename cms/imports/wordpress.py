"""A WordPress export (WXR), post by post: the file may be large, one post is in memory at a time."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from cms.imports.decoding import MEGABYTE, check_size, is_utf8
from cms.imports.document import Author
from cms.imports.errors import CannotRead
from cms.imports.transcoding import AsUtf8

LARGEST_EXPORT: Final = 512 * MEGABYTE
PAGES: Final = {"post", "page"}
_EXCERPT: Final = "/excerpt/}encoded"


@dataclass
class Attachment:
    address: str
    alt: str
    caption: str


@dataclass
class Export:
    """What must be known before the first post is read."""

    authors: dict[str, Author] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    others: Counter[str] = field(default_factory=Counter)
    comments: int = 0


def survey(path: Path) -> Export:
    """Read the whole file once. Raises CannotRead for what is no export, so that nothing is imported by half."""
    check_size(path, LARGEST_EXPORT)
    export = Export()
    is_export = False
    for tag, element in elements(path):
        is_export = is_export or tag == "wxr_version"
        if tag == "author":
            _add_author(export, element)
        elif tag == "item":
            _survey_item(export, element)
    if not is_export:
        raise CannotRead(_("Dit XML-bestand is geen export van WordPress (WXR)."))
    return export


def child(element: Element, name: str) -> str:
    """The text of a child by its name without the namespace, whose version differs per export."""
    for found in element:
        if found.tag.rpartition("}")[2] == name:
            return found.text or ""
    return ""


def key_of(element: Element) -> str:
    """What names a post in every export of its site."""
    return child(element, "guid").strip() or f"{child(element, 'post_type')}-{child(element, 'post_id')}"


def meta(element: Element) -> Mapping[str, str]:
    """The custom fields of a post."""
    fields = (found for found in element if found.tag.rpartition("}")[2] == "postmeta")
    return {child(found, "meta_key"): child(found, "meta_value") for found in fields}


def elements(path: Path) -> Iterator[tuple[str, Element]]:
    """The elements below the channel by name, each gone again when the next is asked for."""
    with path.open("rb") as file:
        source: Any = file if is_utf8(path) or not _claims_utf8(file) else AsUtf8(file)
        yield from _parsed(source)


def _parsed(source: "IO[bytes]") -> Iterator[tuple[str, Element]]:
    open_elements: list[Element] = []
    try:
        for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                open_elements.append(element)
                continue
            open_elements.pop()
            if len(open_elements) == 2:  # rss, channel
                yield element.tag.rpartition("}")[2], element
                open_elements[-1].remove(element)
    except ParseError as error:
        raise CannotRead(_("Dit is geen geldig XML-bestand (regel %(line)d).") % {"line": error.position[0]}) from error
    except DefusedXmlException as error:
        raise CannotRead(_("Dit XML-bestand bevat een DOCTYPE of entiteiten; dat lezen we niet.")) from error


def _claims_utf8(file: "IO[bytes]") -> bool:
    head = file.read(200).lower()
    file.seek(0)
    return b"encoding=" not in head or b"utf-8" in head


def _add_author(export: Export, element: Element) -> None:
    login = child(element, "author_login")
    name = child(element, "author_display_name") or login
    export.authors[login] = Author(name.strip(), child(element, "author_email").strip())


def _survey_item(export: Export, element: Element) -> None:
    kind = child(element, "post_type")
    export.comments += sum(1 for found in element if found.tag.rpartition("}")[2] == "comment")
    if kind == "attachment":
        export.attachments[child(element, "post_id")] = Attachment(
            address=child(element, "attachment_url").strip(),
            alt=meta(element).get("_wp_attachment_image_alt", "").strip(),
            caption=next((found.text or "" for found in element if found.tag.endswith(_EXCERPT)), "").strip(),
        )
    elif kind == "page":
        export.parents[child(element, "post_id")] = key_of(element)
    elif kind != "post":
        export.others[kind or "?"] += 1
