"""Notes under an article: an ordered list below a heading of their own, with the numbers in the text linked to it."""

from collections.abc import Sequence
from typing import Final

from cms.imports.document import Block, Heading, RichText

HEADING: Final = "Noten"
PLACE: Final = "noten"


def reference(number: int) -> str:
    """What stands in the text where a note belongs."""
    return f'<a href="#{PLACE}">[{number}]</a>'


def note_list(notes: Sequence[str]) -> list[Block]:
    """The notes, each of them HTML of one paragraph."""
    return [Heading(HEADING), RichText(f"<ol>{''.join(f'<li>{note}</li>' for note in notes)}</ol>")]
