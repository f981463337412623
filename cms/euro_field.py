"""Money as people type it, kept as cents."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms import notation

MOST_CENTS = 2_147_483_647  # what the database column holds: more than 21 million euros

_TRIMMINGS = re.compile(r"^(€|eur)?|[\s\u00a0\u202f]|[,.][-–—]{1,2}$", re.IGNORECASE)
_AMOUNTS = (
    re.compile(
        r"(?P<euros>\d+|\d{1,3}(?:\.\d{3})+)(?:,(?P<cents>\d{1,2}))?", re.ASCII
    ),  # 1550 · 1.550 · 1550,5 · 3.100,00
    re.compile(r"(?P<euros>\d+|\d{1,3}(?:,\d{3})+)\.(?P<cents>\d{2})", re.ASCII),  # 1550.50 · 1,550.00
)


def cents_of(text: str) -> int:
    """The cents of an amount: "3.100,00", "1550", "€ 1.550,-", "1550.50". Raises ValueError for anything else.

    A lone comma before three digits ("1,550") is refused: it is a price in one country and a thousandth of it in another.
    """
    bare = _TRIMMINGS.sub("", text.strip())
    for pattern in _AMOUNTS:
        if found := pattern.fullmatch(bare):
            euros = int(re.sub(r"\D", "", found["euros"]))
            return euros * 100 + int((found["cents"] or "").ljust(2, "0"))
    raise ValueError(f"not an amount: {text!r}")


class EuroInput(forms.TextInput):
    """A text input with the keyboard for numbers; commas and dots are both welcome."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class EuroField(forms.CharField):
    """A form field over an integer column in cents: shows "1.550,00", gives 155000 (None when left empty)."""

    widget = EuroInput
    default_error_messages = {
        "invalid": _("Vul een bedrag in euro’s in, zoals 1.550,00."),
        "too_much": _("Dit bedrag is te groot."),
    }

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        language: notation.Language = "en" if (get_language() or "nl").startswith("en") else "nl"
        return notation.euro_table(value, language).removeprefix("€ ")

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            cents = cents_of(str(text))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if cents > MOST_CENTS:
            raise ValidationError(self.error_messages["too_much"], code="too_much")
        return cents
