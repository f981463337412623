"""Numbers and ranges as people type them: 8, vijftien, 2,5, 100.000, 5-7, 12 –15, vijf tot zeven."""

import re
from dataclasses import dataclass

_ONES = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
_TEENS = ["tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"]
_TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
_ENGLISH = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def _dutch() -> dict[str, int]:
    words = {word: value for value, word in enumerate(_ONES + _TEENS, start=1)} | {"één": 1}
    for tens, word in enumerate(_TENS, start=2):
        words[word] = tens * 10
        for ones, small in enumerate(_ONES, start=1):
            words[f"{small}{'ën' if small in ('twee', 'drie') else 'en'}{word}"] = tens * 10 + ones
    return words | {"honderd": 100}


WORDS = _dutch() | {word: value for value, word in enumerate(_ENGLISH, start=1)}
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
# Without a number or a letter right before it: the 7 of "17", the "een" of "geen".
NUMBER = rf"(?<![\w.,])(?:\d{{1,3}}(?:\.\d{{3}})+|\d+(?:,\d+)?|(?:{_WORD})(?![a-zë]))"
_JOINT = r"\s*(?:-\s*tot|tot\s+en\s+met|tot|t/m|à|to|of|or|[-–—])\s*"
_LOOSE = NUMBER.replace(r"(?<![\w.,])", "")
RANGE = rf"{NUMBER}(?:{_JOINT}{_LOOSE})?"
# With a word stuck to it: "vijf- tot zesdaagse".
GLUED_RANGE = RANGE.replace("(?![a-zë])", "")
_PARTS = re.compile(rf"^({NUMBER})(?:{_JOINT}({_LOOSE}))?$", re.IGNORECASE)


@dataclass(frozen=True)
class Range:
    """From `low` up to and including `high`; one number when they are equal."""

    low: float
    high: float

    def __str__(self) -> str:
        return _shown(self.low) if self.low == self.high else f"{_shown(self.low)}-{_shown(self.high)}"

    def __mul__(self, factor: float) -> "Range":
        return Range(self.low * factor, self.high * factor)

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high

    def meets(self, other: "Range") -> bool:
        return self.low <= other.high and other.low <= self.high


def number(text: str) -> float:
    """The value of what NUMBER matched."""
    word = text.lower()
    if word in WORDS:
        return float(WORDS[word])
    return float(word.replace(".", "").replace(",", "."))


def read_range(text: str) -> Range:
    """The value of what RANGE matched; raises ValueError for anything else."""
    found = _PARTS.match(" ".join(text.split()))
    if not found:
        raise ValueError(text)
    low = number(found[1])
    return Range(low, number(found[2]) if found[2] else low)


def _shown(value: float) -> str:
    return f"{value:g}".replace(".", ",")
