"""What a pasted invitation proposes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mention:
    """Somebody or an organisation that the text names. `key` is that of the register, None for whom it does not know."""

    name: str
    key: int | None = None
    role: str = ""
    note: str = ""  # what the text says in brackets: "directeur van Netwerk Publiek Werk"


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Registers:
    """The names that the academy knows, to find them in a text."""

    people: Mapping[str, int] = field(default_factory=dict)
    organisations: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Invitation:
    """Everything that was found. What found no field stands in `body`, or in `left_out`: no line is lost."""

    title: str = ""
    date: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    walk_in: dt.time | None = None
    medium: str = ""
    meeting_url: str = ""
    audience: str = ""
    people: Sequence[Mention] = ()
    hosts: Sequence[Mention] = ()
    links: Sequence[Link] = ()
    body: str = ""
    left_out: Sequence[str] = ()
