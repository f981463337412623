"""How a number in a series is written. Giving one out is betalingen.actions.next_number."""

from typing import Final

INVOICES: Final = "FA"
CREDIT_NOTES: Final = "CR"
CLAIMS: Final = "SA"


def written(series: str, year: int, number: int) -> str:
    """VA-2026-0418"""
    return f"{series}-{year}-{number:04}"
