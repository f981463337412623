"""What WordPress writes inside a post that is not HTML: codes in square brackets, and paragraphs without tags."""

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Final

from django.utils.translation import gettext as _

_ATTRIBUTE: Final = re.compile(
    r"""(?P<name>[\w-]+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s\]]+))"""
)
_CAPTION: Final = re.compile(
    r"\[(?:wp_)?caption(?P<facts>[^\]]*)\]\s*(?P<picture>(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(?P<text>.*?)\[/(?:wp_)?caption\]",
    re.DOTALL,
)
_EMBED: Final = re.compile(
    r"\[(?:embed|video|audio)(?P<facts>[^\]]*)\](?P<address>[^\[]*)(?:\[/(?:embed|video|audio)\])?"
)
_GALLERY: Final = re.compile(r"\[gallery(?P<facts>[^\]]*)\]")
_NOTE: Final = re.compile(r"\[(?P<name>footnote|note|ref|fn|efn_note)\](?P<text>.*?)\[/(?P=name)\]", re.DOTALL)
# Only what can be nothing else: a code with facts, or one that is closed further on.
_UNKNOWN: Final = re.compile(r"\[/?(?P<name>[a-z][\w-]*)(?P<facts>(?:\s+[\w-]+=[^\]]*)?)/?\]")
_BLOCK: Final = re.compile(
    r"^\s*</?(?:address|article|aside|blockquote|div|dl|figure|footer|form|h[1-6]|header|hr|iframe|li|ol|p|pre|section|table|ul)\b",
    re.IGNORECASE,
)
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")
_PREFORMATTED: Final = re.compile(r"<(pre|script|style|table|ul|ol|dl)\b.*?</\1>", re.DOTALL | re.IGNORECASE)


def expand(content: str, pictures: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The content with its codes as HTML, and notes on the codes that we do not know; `pictures` are addresses by id."""
    footnotes: list[str] = []
    content = _CAPTION.sub(_captioned, content)
    content = _GALLERY.sub(lambda match: _gallery(match, pictures), content)
    content = _EMBED.sub(_embedded, content)
    content = _NOTE.sub(lambda match: _noted(match, footnotes), content)
    unknown: list[str] = []
    closed = set(re.findall(r"\[/([a-z][\w-]*)\]", content))
    content = _UNKNOWN.sub(lambda match: _left_out(match, closed, unknown), content)
    if footnotes:
        items = (f'<li id="code-note-{number}">{note}</li>' for number, note in enumerate(footnotes, start=1))
        content += f"\n\n<ol>{''.join(items)}</ol>"
    return content, tuple(
        _("De code %(code)s van WordPress heeft hier geen plaats.") % {"code": code} for code in dict.fromkeys(unknown)
    )


def with_paragraphs(content: str) -> str:
    """Content of the old editor with the paragraphs and line ends that WordPress adds when it shows it."""
    if "<!-- wp:" in content:
        return content
    kept: list[str] = []

    def keep(match: "re.Match[str]") -> str:
        kept.append(match.group())
        return f'\n\n<div data-kept="{len(kept) - 1}"></div>\n\n'

    pieces = [piece for piece in _PARAGRAPHS.split(_PREFORMATTED.sub(keep, content)) if piece.strip()]
    html = "\n".join(_piece(piece) for piece in pieces)
    return re.sub(r'<div data-kept="(\d+)"></div>', lambda match: kept[int(match[1])], html)


def _piece(piece: str) -> str:
    if _BLOCK.match(piece):
        return piece
    return f"<p>{'<br/>'.join(piece.strip().splitlines())}</p>"


def _captioned(match: "re.Match[str]") -> str:
    text = match["text"].strip() or _facts(match["facts"]).get("caption", "")
    return f"\n\n<figure>{match['picture']}<figcaption>{text}</figcaption></figure>\n\n"


def _gallery(match: "re.Match[str]", pictures: Mapping[str, str]) -> str:
    ids = re.findall(r"\d+", _facts(match["facts"]).get("ids", ""))
    if not ids or not all(number in pictures for number in ids):
        return match.group()
    return "\n\n" + "".join(f'<figure><img src="{escape(pictures[number])}"/></figure>' for number in ids) + "\n\n"


def _embedded(match: "re.Match[str]") -> str:
    facts = _facts(match["facts"])
    address = match["address"].strip() or next((facts[name] for name in ("src", "mp4", "mp3") if name in facts), "")
    return f'\n\n<iframe src="{escape(unescape(address))}"></iframe>\n\n' if address else match.group()


def _noted(match: "re.Match[str]", footnotes: list[str]) -> str:
    footnotes.append(match["text"].strip())
    return f'<a href="#code-note-{len(footnotes)}">{len(footnotes)}</a>'


def _left_out(match: "re.Match[str]", closed: set[str], unknown: list[str]) -> str:
    if not match["facts"] and match["name"] not in {*closed, "gallery", "playlist"}:
        return match.group()
    if not match.group().startswith("[/"):
        unknown.append(match.group())
    return ""


def _facts(text: str) -> dict[str, str]:
    found = _ATTRIBUTE.finditer(unescape(text))
    return {match["name"]: match["double"] or match["single"] or match["bare"] or "" for match in found}
