"""The links of a page to other sites, and which of them are known to be gone."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.models import ExternalLink

WEB = ("http://", "https://")


def external_urls(page: Page) -> set[str]:
    """Every address on another site in the texts and blocks of a page, whatever its type, and in the fields it names in
    `shown_urls`; what not everybody sees, such as a meeting link, is left alone."""
    found = {str(getattr(page, name)) for name in getattr(page, "shown_urls", ()) if getattr(page, name)}
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for text in _texts(list(getattr(page, field.name).raw_data)):
                found |= _urls(text)
        elif isinstance(field, RichTextField):
            found |= _urls(getattr(page, field.name) or "")
    return found


def gone_urls(page: Page) -> frozenset[str]:
    """The addresses in this page that are known to be gone; asked once a page, and not at all when none is."""
    if getattr(page, "has_gone_links", True) is False:
        return frozenset()
    known: frozenset[str] | None = page.__dict__.get("gone_urls")
    if known is None:
        gone = ExternalLink.objects.filter(pages=page.pk, state=ExternalLink.State.GONE)
        known = page.__dict__["gone_urls"] = frozenset(gone.values_list("url", flat=True))
    return known


def _texts(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield data
        case list():
            for one in data:
                yield from _texts(one)
        case dict():
            for one in data.values():
                yield from _texts(one)


def _urls(text: str) -> set[str]:
    if text.startswith(WEB) and not any(character.isspace() for character in text):
        return {text}
    if "href=" not in text:
        return set()
    reader = _Links()
    reader.feed(text)
    return reader.found


class _Links(HTMLParser):
    """Collects the addresses of the links in a rich text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href") or ""
        if tag == "a" and address.startswith(WEB):
            self.found.add(address)
