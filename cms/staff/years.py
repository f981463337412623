"""Screens about one year, with a button to the year before and the one after."""

from typing import Final

from django.utils import timezone

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100


def asked_year(text: str) -> int:
    """A year that somebody typed in the address; the one that runs when it is none."""
    year = int(text) if text.isascii() and text.isdigit() else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else timezone.localdate().year


def with_neighbours(year: int) -> dict[str, int | None]:
    """For the template: `year`, and `earlier` and `later`, None where nothing is."""
    return {
        "year": year,
        "earlier": year - 1 if year > FIRST_YEAR else None,
        "later": year + 1 if year < LAST_YEAR else None,
    }
