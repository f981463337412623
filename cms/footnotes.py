"""References in a text: where it says [1], the reader can go to note 1 and back."""

import re

from django.utils.translation import gettext as _

_TAG = re.compile(r"(<[^>]*>)")
_MARKER = re.compile(r"\[(\d{1,3})\]")


def link_references(html: str, *, count: int, seen: set[int]) -> str:
    """`html` with its markers as links to the notes 1 to `count`; other numbers stay as they are, and so do those in a link.

    `seen` gathers the numbers referred to: a note leads back to the first reference, which alone gets an anchor.
    """
    if not count:
        return html
    in_link = False
    pieces = _TAG.split(html)
    for place, piece in enumerate(pieces):
        if place % 2:
            in_link = in_link or piece.startswith(("<a ", "<a>"))
            in_link = in_link and piece != "</a>"
        elif not in_link:
            pieces[place] = _MARKER.sub(lambda marker: _reference(marker, count, seen), piece)
    return "".join(pieces)


def _reference(marker: re.Match[str], count: int, seen: set[int]) -> str:
    number = int(marker[1])
    if not 1 <= number <= count:
        return marker[0]
    anchor = "" if number in seen else f' id="verwijzing-{number}"'
    seen.add(number)
    label = _("Noot %(number)d") % {"number": number}
    return f'<sup><a href="#noot-{number}"{anchor} aria-label="{label}">{number}</a></sup>'
