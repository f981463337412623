"""What the components with lists expect. Any object or dict with these attributes will do; these say it with types."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Status:
    """Shape, word, and what happens next and when."""

    kind: Literal["free", "few", "wait", "maybe", "go", "off", "past", "closed"]
    word: Text
    then: Text = ""


@dataclass(frozen=True)
class LinkOut:
    """A link to another site, such as a map; the text says where it leads."""

    text: Text
    url: str


@dataclass(frozen=True)
class Fact:
    """A line of key facts."""

    label: Text
    value: Text
    note: Text = ""
    link: LinkOut | None = None


@dataclass(frozen=True)
class PriceLine:
    """A line of the sum: gross, subsidy (negative), the net "sum", VAT, and the "total" that one pays."""

    label: Text
    cents: int
    note: Text = ""
    kind: Literal["", "sum", "total"] = ""


@dataclass(frozen=True)
class Part:
    """A half-day of the programme."""

    label: Text
    text: Text


@dataclass(frozen=True)
class NamedPerson:
    """Somebody with what they do here; `url` when more is to read of them."""

    name: str
    role: Text
    url: str = ""


@dataclass(frozen=True)
class TimelineBlock:
    """One meeting: consecutive days with what happens, what is learnt and who is there."""

    dates: Sequence[dt.date]
    title: Text
    text: Text = ""
    note: Text = ""
    parts: Sequence[Part] = ()
    notice: Text = ""
    goals: Sequence[Text] = ()
    people: Sequence[NamedPerson] = ()
    maps: Sequence[LinkOut] = ()


@dataclass(frozen=True)
class Step:
    """A step of a form in several screens; `url` when one may go back to it."""

    label: Text
    state: Literal["done", "current", "next"]
    url: str = ""


@dataclass(frozen=True)
class FilterOption:
    """A link that filters a list."""

    label: Text
    url: str
    is_active: bool
    count: int | None = None


@dataclass(frozen=True)
class Filter:
    """A row of filter links; `key` is unique on the page. The first option leaves everything in."""

    key: str
    label: Text
    options: Sequence[FilterOption]

    @property
    def is_chosen(self) -> bool:
        return not self.options[0].is_active


@dataclass(frozen=True)
class Column:
    """A column of a table; numbers stand to the right."""

    label: Text
    is_number: bool = False


@dataclass(frozen=True)
class Footnote:
    """A note under an article; `number` is also its anchor."""

    number: int
    text: Text
    has_reference: bool = True  # somewhere in the text, to go back to
