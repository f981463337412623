"""The agenda: everything with a date, by month, and filters that are plain links. Feeds hold what the filters leave."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.api import Audience, Filter, FilterOption, ProgrammePage, Theme, notation
from events.models import AgendaPage, WebinarPage
from events.queries.editions import EditionCard, past, upcoming
from events.queries.wording import language, local_date

PAST_SHOWN = 10
KEYS = ("vorm", "thema", "wie", "maand", "plaats", "vrij")
ONLINE = "online"

Test = Callable[[EditionCard], bool]


@dataclass(frozen=True)
class Month:
    """The first day of a month, and what starts in it."""

    first: dt.date
    cards: Sequence[EditionCard]


@dataclass(frozen=True)
class Agenda:
    """One screen of the agenda. `count` is what the filters leave, `total` all there is."""

    months: Sequence[Month]
    past: Sequence[EditionCard]
    filters: Sequence[Filter]
    count: int
    total: int
    last: dt.date | None

    @property
    def is_filtered(self) -> bool:
        return any(row.is_chosen for row in self.filters)


@dataclass(frozen=True)
class _Row:
    """A filter: its key in the address, the words for no choice, and for each value its words and its test."""

    key: str
    label: str
    everything: str
    values: Sequence[tuple[str, str, Test]]

    def test(self, chosen: str) -> Test:
        return next((test for value, _label, test in self.values if value == chosen), lambda _card: True)


def agenda(query: QueryDict) -> Agenda:
    """What the address asks for; values nobody knows are ignored."""
    every = upcoming()
    rows = _rows(every)
    chosen = {row.key: query.get(row.key, "") for row in rows}
    shown = _matching(every, rows, chosen)
    months = groupby(shown, key=lambda card: card.first_dates[0].replace(day=1))
    has_choice = any(value for value in chosen.values())
    return Agenda(
        months=[Month(first, list(cards)) for first, cards in months],
        past=[] if has_choice else past(PAST_SHOWN),
        filters=[_filter(row, rows, chosen, every) for row in rows],
        count=len(shown),
        total=len(every),
        last=local_date(max(card.view.ends_at for card in every if card.view.ends_at)) if every else None,
    )


def agenda_page() -> AgendaPage | None:
    """The agenda in the active language; there is one a site."""
    found: AgendaPage | None = AgendaPage.objects.live().filter(locale__language_code=language()).first()
    return found


def agenda_feed(query: QueryDict) -> list[EditionCard]:
    """What a feed of this address holds: the same as the screen, without what was cancelled."""
    every = upcoming()
    rows = _rows(every)
    shown = _matching(every, rows, {row.key: query.get(row.key, "") for row in rows})
    return [card for card in shown if card.availability.kind != "off"]


def feed_query(query: QueryDict) -> str:
    """The filters of this address and nothing else, to put behind the address of a feed."""
    return _address({key: query.get(key, "") for key in KEYS}, "", "").removesuffix("?")


def _rows(cards: Sequence[EditionCard]) -> list[_Row]:
    kinds = dict(sorted({card.kind_key: card.kind for card in cards}.items(), key=lambda item: item[0] != "webinar"))
    themes = _terms(Theme, cards)
    audiences = _terms(Audience, cards)
    return [
        _Row("vorm", _("Vorm"), _("Alles"), [(key, label, _has_kind(key)) for key, label in kinds.items()]),
        _Row("thema", _("Thema"), _("Alle thema’s"), themes),
        _Row("wie", _("Voor wie"), _("Iedereen"), audiences),
        _Row("maand", _("Maand"), _("Alle maanden"), _months(cards)),
        _Row("plaats", _("Waar"), _("Overal"), _places(cards)),
        _Row("vrij", _("Plaatsen"), _("Ook vol"), [("ja", _("Alleen met plaatsen vrij"), _has_room)]),
    ]


def _has_kind(key: str) -> Test:
    return lambda card: card.kind_key == key


def _months(cards: Sequence[EditionCard]) -> list[tuple[str, str, Test]]:
    """The months in which something starts, soonest first."""
    firsts = sorted({card.first_dates[0].replace(day=1) for card in cards})
    return [(f"{first:%Y-%m}", notation.month(first, language()), _starts_in(first)) for first in firsts]


def _starts_in(first: dt.date) -> Test:
    return lambda card: card.first_dates[0].replace(day=1) == first


def _places(cards: Sequence[EditionCard]) -> list[tuple[str, str, Test]]:
    """Online first, then the places by name."""
    names = {slugify(session.place): session.place for card in cards for session in card.view.sessions if session.place}
    places = [
        (key, name, _is_at(key)) for key, name in sorted(names.items(), key=lambda item: item[1]) if key != ONLINE
    ]
    return [(ONLINE, _("Online"), _is_online), *places] if any(map(_is_online, cards)) else places


def _is_online(card: EditionCard) -> bool:
    return any(session.mode != "on_site" for session in card.view.sessions)


def _is_at(key: str) -> Test:
    return lambda card: any(slugify(session.place) == key for session in card.view.sessions)


def _has_room(card: EditionCard) -> bool:
    return card.availability.is_open


def _terms(model: type[Theme] | type[Audience], cards: Iterable[EditionCard]) -> list[tuple[str, str, Test]]:
    """The themes or audiences of these offerings, in the reader's language; four queries."""
    name = "themes" if model is Theme else "audiences"
    term = model._meta.model_name
    offered: dict[UUID, set[UUID]] = {}
    by_type: dict[type[ProgrammePage] | type[WebinarPage], dict[int, UUID]] = {ProgrammePage: {}, WebinarPage: {}}
    for card in cards:
        by_type[type(card.page)][card.page.pk] = card.view.offering_key
    for page_type, keys in by_type.items():
        through = getattr(page_type, name).through
        page = page_type._meta.model_name
        pairs = through.objects.filter(**{f"{page}__in": keys}).values_list(f"{page}_id", f"{term}__translation_key")
        for page_pk, term_key in pairs:
            offered.setdefault(term_key, set()).add(keys[page_pk])
    here = Locale.get_active()
    known: Iterable[Any] = model.objects.filter(translation_key__in=offered)
    best = {each.translation_key: each for each in sorted(known, key=lambda each: each.locale_id == here.pk)}
    return [
        (each.slug, each.name, _is_one_of(offered[each.translation_key]))
        for each in sorted(best.values(), key=lambda each: each.name)
    ]


def _is_one_of(keys: set[UUID]) -> Test:
    return lambda card: card.view.offering_key in keys


def _matching(
    cards: Sequence[EditionCard], rows: Sequence[_Row], chosen: dict[str, str], but: str = ""
) -> list[EditionCard]:
    tests = [row.test(chosen[row.key]) for row in rows if row.key != but]
    return [card for card in cards if all(test(card) for test in tests)]


def _filter(row: _Row, rows: Sequence[_Row], chosen: dict[str, str], every: Sequence[EditionCard]) -> Filter:
    candidates = _matching(every, rows, chosen, but=row.key)
    current = chosen[row.key] if any(value == chosen[row.key] for value, _label, _test in row.values) else ""
    options = [FilterOption(row.everything, _address(chosen, row.key, ""), not current, len(candidates))]
    for value, label, test in row.values:
        count = sum(test(card) for card in candidates)
        options.append(FilterOption(label, _address(chosen, row.key, value), value == current, count))
    return Filter(row.key, row.label, options)


def _address(chosen: dict[str, str], key: str, value: str) -> str:
    query = QueryDict(mutable=True)
    query.update({name: kept for name, kept in {**chosen, key: value}.items() if kept})
    return f"?{query.urlencode()}"
