"""How a number in a series is written. Giving one out is betalingen.actions.next_number."""

from typing import Final

INVOICES: Final = "FA"
CREDIT_NOTES: Final = "CR"


def written(series: str, year: int, number: int) -> str:
    """VA-2026-0418"""
    return f"{series}-{year}-{number:04}"


def creditor_reference(number: str) -> str:
    """The ISO 11649 reference of a number, with its check digits: "RF26FA20260418". At most 25 characters."""
    plain = "".join(character for character in number.upper() if character.isalnum())
    digits = "".join(str(int(character, 36)) for character in f"{plain}RF00")
    return f"RF{98 - int(digits) % 97:02}{plain}"
