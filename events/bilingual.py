"""What staff type about an edition in Dutch, and in English where they wish."""

from django.utils.html import format_html
from django.utils.translation import get_language


def is_english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "").startswith("en")


def in_words_of_reader(dutch: str, english: str) -> str:
    """The text in the active language; Dutch where there is no English."""
    return english if english and is_english() else dutch


def marked(dutch: str, english: str = "") -> str:
    """The same for in a page, which says of what stays Dutch on an English one that it is."""
    if not dutch or not is_english():
        return dutch
    return english or format_html('<span lang="nl">{}</span>', dutch)
