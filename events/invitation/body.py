"""The running text of an invitation as the blocks of a page."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from events.invitation.contracts import Link

URL = re.compile(r"https?://[^\s<>\"”’)\]]+[^\s<>\"”’)\].,;:!?]")
_BULLET = re.compile(r"^\s*(?:[•*·–-]|\d+[.)])\s+")
HEADING_LENGTH = 60

Block = tuple[str, str]


def as_blocks(text: str, links: Sequence[Link] = ()) -> list[Block]:
    """("heading", text) and ("text", rich text), as BodyBlock stores them. Empty lines separate paragraphs."""
    blocks: list[Block] = []
    for kind, html in _pieces(text):
        if kind == "text" and blocks and blocks[-1][0] == "text":
            blocks[-1] = ("text", blocks[-1][1] + html)
        else:
            blocks.append((kind, html))
    if links:
        items = "".join(f'<li><a href="{escape(link.url)}">{escape(link.label)}</a></li>' for link in links)
        blocks.append(("text", f"<ul>{items}</ul>"))
    return blocks


def is_heading(line: str) -> bool:
    """A short line that is no sentence: "Voor wie"."""
    return 2 < len(line) <= HEADING_LENGTH and line[0].isupper() and not re.search(r"[.:;,!]$|https?://|@", line)


def _pieces(text: str) -> Iterator[Block]:
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
        if lines and is_heading(lines[0]) and not _BULLET.match(lines[0]):
            yield "heading", lines.pop(0)
        while lines:
            is_list = bool(_BULLET.match(lines[0]))
            group = []
            while lines and bool(_BULLET.match(lines[0])) == is_list:
                group.append(lines.pop(0))
            if is_list:
                items = "".join(f"<li>{_linked(_BULLET.sub('', line))}</li>" for line in group)
                yield "text", f"<ul>{items}</ul>"
            else:
                yield "text", f"<p>{'<br/>'.join(_linked(line) for line in group)}</p>"


def _linked(line: str) -> str:
    parts, at = [], 0
    for found in URL.finditer(line):
        parts.append(escape(line[at : found.start()], quote=False))
        parts.append(f'<a href="{escape(found.group())}">{escape(found.group(), quote=False)}</a>')
        at = found.end()
    return "".join([*parts, escape(line[at:], quote=False)])
