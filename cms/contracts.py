"""What plugins and the site say to each other: small, frozen, no models."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.utils.functional import Promise

from cms.components import Fact, Status


class NotAllowed(Exception):
    """A refusal. `reason` is a whole sentence for the person who asked, in their language."""

    def __init__(self, reason: "str | Promise") -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class GivenOffering:
    """A page that somebody gives something of; `key` is its translation key as text."""

    key: str


@dataclass(frozen=True)
class PageSection:
    """A piece of a public page: `template` is rendered with the page's context plus `context`.

    `place` is where: "facade" under the title of the home page (bays of its wall), "title" the buttons under a title,
    "main" at the end of the running text, "aside" the panels beside it, "after" storeys under it.
    """

    key: str
    place: Literal["facade", "title", "main", "aside", "after"]
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 100  # lower comes first; equal orders keep the order of the plugins
    # Lines among the key facts of a programme; one with the label of the page's own (“Duur”, “Groep”) takes its place.
    facts: Sequence[Fact] = ()


@dataclass(frozen=True)
class OfferingSummary:
    """What the dates of an offering say on its card in a list or a text."""

    key: str  # the translation_key of the page, as text: all translations share their dates
    note: "str | Promise" = ""  # "8 dagen · juni 2027 t/m januari 2028"
    status: Status | None = None
    price: "str | Promise" = ""  # "€ 1.550,-", "kosteloos"


@dataclass(frozen=True)
class HiddenPath:
    """The beginning of addresses that search engines stay away from: "/inschrijving/". Every language counts."""

    key: str  # the path itself, without the prefix of a language


@dataclass(frozen=True)
class CalendarEntry:
    """Something on a day that the editors reckon with; `url` leads to the admin screen about it."""

    key: str
    day: dt.date
    kind: "str | Promise"  # "Bijeenkomst", "Aanmelden sluit"
    title: str
    time: dt.time | None = None
    url: str = ""


@dataclass(frozen=True)
class ComingChange:
    """A moment at which pages look different by themselves."""

    key: str  # of whoever says so: "events.sessions"
    at: datetime


@dataclass(frozen=True)
class DashboardPanel:
    """A panel on the admin's first screen, shown to people with `permission` ("" = every editor)."""

    key: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    permission: str = ""
    order: int = 100


@dataclass(frozen=True)
class HelpPart:
    """A part of the admin's page of help, for people with `permission`: headings of the second level, each with an id."""

    key: str
    template: str
    permission: str
    order: int = 100


@dataclass(frozen=True)
class Problem:
    """Something wrong with a plugin's configuration, and what to do about it."""

    level: Literal["error", "warning"]
    message: str
    hint: str = ""


@dataclass(frozen=True)
class KeysInUse:
    """Stored content that names contributions by key, so that a check can say which plugin may not be switched off."""

    key: str  # of this declaration: "betalingen.orders"
    hook: str  # whose keys: "payment_providers"
    label: str  # of the content: "open orders"
    count: Callable[[], Mapping[str, int]]  # how often each key is in use; queries the database
