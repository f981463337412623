"""What a paragraph of plain text looks like: a heading, prose, a caption, an item of a list, a note under the text."""

import re
from typing import Final

from cms.imports.paragraphs import BULLET

NUMBERED: Final = re.compile(r"^\s*(\d{1,2})[.)]\s+(?=\S)")
NOTE: Final = re.compile(r"^(?P<mark>\*{1,4}|\[\d{1,2}\])\s*(?=\S)")
CRUMBS: Final = re.compile(r"\s[»›]\s")
NAVIGATION: Final = re.compile(
    r"^(skip to (main )?content|ga naar (de )?inhoud|naar de inhoud|next article|previous article|volgende artikel|"
    r"vorige artikel|lees ook|aanbevolen voor u|sponsored|gesponsord|advertorial)\b.{0,20}$",
    re.IGNORECASE,
)

_CAPTION: Final = re.compile(
    r"^(foto|fotograaf|beeld|afbeelding|illustratie|figuur|bron|van links naar rechts|v\.l\.n\.r)\b", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"https?://|www\.|@")
_CLOSED: Final = re.compile(r"[.,;:)…][\"'”’]*$")
_LONGEST_HEADING: Final = 80
_SHORTEST_PROSE: Final = 60
_TITLE: Final = range(60, 151)
_SHORTEST_OPENING: Final = 100
_NAME: Final = re.compile(r"^(?:[A-Z]\S+|[A-Z]\.)(?: (?:[A-Z]\S*|van|de|der|den|ter|ten|’t))* [A-Z][\w-]+$")
_SPACED_WORD: Final = re.compile(r"^(?:\w ){4,}\w$")


def is_heading(text: str) -> bool:
    """A short line of its own that ends without a full stop."""
    return len(text) <= _LONGEST_HEADING and _is_line_of_its_own(text)


def is_title(text: str) -> bool:
    """A line of its own, longer than the headings inside an article are."""
    return len(text) in _TITLE and _is_line_of_its_own(text)


def is_short_title(text: str) -> bool:
    """A line of its own that may be the title where it is the first of a document."""
    return len(text) <= _TITLE[-1] and _is_line_of_its_own(text)


def is_name(text: str) -> bool:
    """A line that holds a name and nothing else, as a byline does."""
    return len(text) <= 40 and bool(_NAME.match(text)) and not NAVIGATION.match(text)


def is_prose(text: str) -> bool:
    return len(text) >= _SHORTEST_PROSE or bool(BULLET.match(text))


def opens_article(text: str) -> bool:
    """What may follow the title of an article: a full paragraph, or the letter-spaced word above an invitation."""
    return len(text) >= _SHORTEST_OPENING or bool(_SPACED_WORD.match(text))


def heading_above(text: str) -> tuple[str, str] | None:
    """The heading and the rest of a paragraph whose first line is one: "Voor wie" above a sentence."""
    first, line_end, rest = text.partition("\n")
    if not line_end or len(first) > _LONGEST_HEADING // 2 or not _is_line_of_its_own(first):
        return None
    return (first, rest) if len(rest) >= _SHORTEST_PROSE and _CLOSED.search(rest) else None


def _is_line_of_its_own(text: str) -> bool:
    return not (
        "\n" in text
        or text[0].islower()
        or _CLOSED.search(text)
        or _ADDRESS.search(text)
        or _CAPTION.match(text)
        or NAVIGATION.match(text)
        or CRUMBS.search(text)
        or BULLET.match(text)
        or NOTE.match(text)
    )
