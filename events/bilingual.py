"""What staff type about an edition in Dutch, and in English where they wish."""

from django.utils.translation import get_language


def is_english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "").startswith("en")


def in_words_of_reader(dutch: str, english: str) -> str:
    """The text in the active language; Dutch where there is no English."""
    return english if english and is_english() else dutch
