"""Texts that are the same for everybody but for a few values: written once with blanks, and filled in for each reader.

text = render_to_string("letter.html", {"name": blank("name")})
filled(text, {"name": escape("Jan & Piet")})
"""

import re
from collections.abc import Mapping

# Characters for private use: no text holds them, and no filter or translation touches them.
_BLANK = re.compile("\ue000([a-z_]+)\ue001")


def blank(name: str) -> str:
    """Where the value of this name comes."""
    return f"\ue000{name}\ue001"


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its values, which go in as they are: escape what goes into HTML. Raises KeyError for a blank without a value."""
    # In one go: what somebody typed is never taken for a blank.
    return _BLANK.sub(lambda found: values[found[1]], text)
