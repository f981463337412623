"""The reference that a payer repeats, so that a bank transfer is matched without a person: ISO 11649."""

import re
from typing import Final

from stdnum.iso7064 import mod_97_10

LONGEST: Final = 21  # characters after the check digits


def rf_reference(number: str) -> str:
    """RF18 and so on, of an invoice number: its letters and digits, with two check digits before them.

    Raises ValueError when nothing is left of the number, or too much.
    """
    core = re.sub(r"[^0-9A-Z]", "", number.upper())
    if not 0 < len(core) <= LONGEST:
        raise ValueError("an RF reference takes 1 to 21 letters and digits")
    return f"RF{mod_97_10.calc_check_digits(core + 'RF')}{core}"


def in_groups(text: str) -> str:
    """An IBAN or a reference as people read it: by four."""
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))
