"""What a check has to say to an editor."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a finding is about."""

    WEEKDAY = "weekday"  # woensdag 13 december 2026, which is a Sunday
    YEAR = "year"  # dates of 2015 under "Data 2014"
    COUNT = "count"  # 8 days in the text, 7 in the data
    DATE = "date"  # another date than the data has
    TIME = "time"
    DEADLINE = "deadline"
    DECISION = "decision"  # another day to decide than the data has
    TOLD = "told"  # another moment than participants were told
    PRICE = "price"  # another amount, or the right one under another name
    GROUPS = "groups"  # 50 groups of 15 for 800 people
    BOUNDARY = "boundary"  # more than 100.000, and up to 100.000
    DOOR = "door"  # sign up by mail, on a page with a form
    LINK = "link"  # klik hier
    ADDRESS = "address"  # u and je
    RELATIVE = "relative"  # volgende week
    BASE = "base"  # an amount that does not say whether VAT is in it
    BARE_DATE = "bare date"  # a date without its weekday beside one that has it
    PLANNING = "planning"  # signing up that closes on a Sunday
    UNTIED = "untied"  # a report that does not lead to what it reports on
    ALT = "alt"
    PORTRAIT = "portrait"  # nobody noted that whoever can be recognised agreed
    DOCUMENT = "document"  # a PDF that a screen reader cannot make sense of
    HEADING = "heading"
    LEAD = "lead"
    MISSING = "missing"  # no date, no price


# Two things that cannot both be true: somebody has to look before readers do.
CONTRADICTIONS = frozenset(
    {
        Kind.WEEKDAY,
        Kind.YEAR,
        Kind.COUNT,
        Kind.DATE,
        Kind.TIME,
        Kind.DEADLINE,
        Kind.DECISION,
        Kind.TOLD,
        Kind.PRICE,
        Kind.GROUPS,
    }
)


@dataclass(frozen=True)
class Finding:
    """`sentence` is for people, in their language; `where` names the field it stands in ("" = the page as a whole)."""

    kind: Kind
    sentence: str
    where: str = ""

    @property
    def is_contradiction(self) -> bool:
        return self.kind in CONTRADICTIONS
