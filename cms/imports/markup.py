"""Writes rich text: escapes, turns addresses in plain text into links, and knows which links may stay."""

import re
from html import escape
from typing import Final

_ADDRESS: Final = re.compile(
    r"(?P<url>https?://[^\s<>\"“”‘’]+)|(?P<host>www\.[^\s<>\"“”‘’]+\.[a-z]{2,})|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
)
_AFTER_ADDRESS: Final = re.compile(r"(?:[.,;:!?)]|\[\d{1,3}\])+$")  # a stop, or the number of a note
_SCHEME: Final = re.compile(r"^\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f]+")
_SAFE_SCHEMES: Final = {"http", "https", "mailto", "tel"}


def paragraph(text: str) -> str:
    """Plain text as a paragraph; its line ends stay."""
    return f"<p>{linked(text)}</p>"


def linked(text: str) -> str:
    """Plain text with its web and mail addresses as links."""
    parts, end = [], 0
    for match in _ADDRESS.finditer(text):
        shown = _AFTER_ADDRESS.sub("", match.group())
        scheme = "mailto:" if match["mail"] else "https://" if match["host"] else ""
        parts += [escaped(text[end : match.start()]), link(scheme + shown, escaped(shown))]
        end = match.start() + len(shown)
    return "".join(parts) + escaped(text[end:])


def escaped(text: str) -> str:
    """Plain text as HTML; its line ends stay."""
    return "<br/>".join(escape(line, quote=False) for line in text.split("\n"))


def link(target: str, html: str) -> str:
    """A link around HTML, or the HTML alone where the target may not stay."""
    safe = safe_target(target)
    return f'<a href="{escape(safe)}">{html}</a>' if safe else html


def safe_target(target: str) -> str:
    """The target of a link without white space, or nothing for a scheme that could run something."""
    cleaned = _CONTROL.sub("", target)
    scheme = _SCHEME.match(cleaned)
    return cleaned if not scheme or scheme[1].lower() in _SAFE_SCHEMES else ""


def squeezed(text: str) -> str:
    """Every run of white space as one space."""
    return " ".join(text.split())


def shortened(text: str, length: int) -> str:
    """At most `length` characters, cut between words."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.") + "…"
