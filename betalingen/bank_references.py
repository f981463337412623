"""What a payer mentions: our references and numbers in the text of a transfer, also when they are written carelessly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from betalingen.documents.references import rf_reference
from betalingen.numbering import CLAIMS, written

QUOTED: Final = ("FA", "OR")
"""The series of which customers see a number."""

_RF: Final = re.compile(r"RF(\d\d)([A-Z]{2})(20\d\d)(\d{1,12})")
_NUMBER: Final = re.compile(r"(?<![A-Z])([A-Z]{2})[^A-Z0-9]{0,3}(20\d\d)[^A-Z0-9]{0,3}(\d{1,7})(?!\d)")
_WITHOUT_SERIES: Final = re.compile(r"(?<!\d)(20\d\d)[-/. ](\d{1,6})(?!\d)")


@dataclass(frozen=True)
class Mentioned:
    """Numbers of orders and invoices: `exact` by a whole reference with its check digits, `likely` by one that is written
    otherwise, `perhaps` by digits that may be anything."""

    exact: frozenset[str] = frozenset()
    likely: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """The more certain ones too."""
        return self.exact | self.likely | self.perhaps


def mentioned(structured: str, text: str) -> Mentioned:
    """What is mentioned in a transfer. In a field of its own a reference may have its printed spaces; in running text only
    one that is a word, letter for letter, is exact."""
    words = [*text.split(), "".join(structured.split()).upper()]
    exact = frozenset(number for word in words if (number := _of_reference(word.strip(".,;:()"))))
    everything = f"{structured} {text}".upper()
    likely = frozenset([*_references(everything), *_numbers(everything)]) - exact
    perhaps = frozenset(
        written(series, int(year), int(digits))
        for year, digits in _WITHOUT_SERIES.findall(everything)
        for series in QUOTED
        # The number of a claim on a funder says nothing of an invoice with the same digits.
        if written(CLAIMS, int(year), int(digits)) not in likely
    )
    return Mentioned(exact, likely, perhaps - exact - likely)


def _of_reference(word: str) -> str | None:
    found = _RF.fullmatch(word)
    if found is None:
        return None
    number = written(found[2], int(found[3]), int(found[4]))
    return number if rf_reference(number) == word else None


def _references(text: str) -> Iterator[str]:
    """With spaces, in lower case, without leading zeros, or with the next word against it: the check digits tell."""
    for check, series, year, digits in _RF.findall(re.sub(r"[^A-Z0-9]", "", text)):
        for end in range(len(digits), 0, -1):
            number = written(series, int(year), int(digits[:end]))
            if rf_reference(number)[2:4] == check:
                yield number
                break


def _numbers(text: str) -> Iterator[str]:
    for series, year, digits in _NUMBER.findall(text):
        yield written(series, int(year), int(digits))
