"""The search page: what was found, and links that narrow it down. A fixed number of queries, however much is found."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.core.paginator import Page as Slice
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.components import Filter, FilterOption
from cms.models import Theme
from cms.queries.page_types import Kind, date_of_page, kinds, theme_relations, through_model
from cms.queries.pages import public
from cms.queries.search_hits import Promotion, hits_of, promotions
from cms.queries.search_words import Words, words_of

PER_PAGE = 10
MOST = 500  # results that are counted and can be leafed through
KEYS = ("soort", "thema", "jaar")


@dataclass(frozen=True)
class Found:
    """One screen of results; the list of `hits` holds Hit. `is_partial`: no page has all the words, these have some.
    `is_capped`: there are more, which only other words bring up."""

    text: str
    hits: Slice[Any]
    filters: Sequence[Filter]
    promotions: Sequence[Promotion]
    is_partial: bool
    is_capped: bool
    themes: Sequence[FilterOption]  # to try instead
    is_asked: bool

    @property
    def count(self) -> int:
        return int(self.hits.paginator.count)

    @property
    def is_filtered(self) -> bool:
        return any(row.is_chosen for row in self.filters)


@dataclass(frozen=True)
class _Match:
    """A page with what it is filtered by."""

    pk: int
    values: Mapping[str, frozenset[str]]

    def fits(self, chosen: Mapping[str, str], *, but: str = "") -> bool:
        return all(value in self.values[key] for key, value in chosen.items() if value and key != but)


def search(query: QueryDict, home: Page) -> Found:
    """What the address asks for, below this home page and in its language; values nobody knows are ignored."""
    language = home.locale.language_code
    words = words_of(query.get("q", ""), language)
    asked = {key: query.get(key, "") for key in KEYS}
    themes = _themes(home)
    known = kinds()
    matches, is_partial = _matches(words, home, known, themes, is_browsing=not words.text and any(asked.values()))
    labels = _labels(matches, known, themes)
    chosen = {key: value if value in labels[key] else "" for key, value in asked.items()}
    shown = [match.pk for match in matches if match.fits(chosen)]
    hits: Slice[Any] = Paginator(shown, PER_PAGE).get_page(query.get("pagina", 1))
    hits.object_list = hits_of(list(hits.object_list), words, language, known)
    return Found(
        text=words.text,
        hits=hits,
        filters=[_filter(key, labels[key], matches, chosen, words.text) for key in KEYS if labels[key]],
        promotions=promotions(words.text, home),
        is_partial=is_partial and bool(shown),
        is_capped=len(matches) == MOST,
        themes=[
            FilterOption(theme.name, _address("", {"thema": theme.slug}), is_active=False) for theme in themes.values()
        ],
        is_asked=bool(words.text or any(chosen.values())),
    )


def _matches(
    words: Words, home: Page, known: Mapping[int, Kind], themes: Mapping[str, Theme], *, is_browsing: bool
) -> tuple[list[_Match], bool]:
    """The best matches, and whether they lack some of the words."""
    pages = public(Page.objects.descendant_of(home)).select_related(None)
    if is_browsing:
        everything = pages.annotate(day=date_of_page()).order_by(F("day").desc(nulls_last=True), "title", "pk")
        return _read(everything, known, themes), False
    if words.every is None:
        return [], False
    found = _read(_ranked(pages, words, words.every), known, themes)
    return (found, False) if found else (_read(_ranked(pages, words, words.some), known, themes), True)


def _ranked(pages: QuerySet[Page], words: Words, asked: Any) -> QuerySet[Page]:
    title, body = F("index_entries__title"), F("index_entries__body")
    # A title counts for more than a text, and what was typed for more than a synonym.
    rank = sum(
        weight * (SearchRank(title, each) * F("index_entries__title_norm") * 4 + SearchRank(body, each))
        for weight, each in ((1, asked), (2, words.own))
    )
    ranked: QuerySet[Page] = (
        pages.annotate(
            vector=title._combine(body, "||", False),  # type: ignore[attr-defined]  # noqa: FBT003, SLF001  # Wagtail's way
            beginning=F("index_entries__autocomplete"),
            rank=rank,
            day=date_of_page(),
        )
        .filter(Q(vector=asked) | Q(beginning=words.beginning))
        .order_by("-rank", F("day").desc(nulls_last=True), "pk")
    )
    return ranked


def _read(pages: QuerySet[Page], known: Mapping[int, Kind], themes: Mapping[str, Theme]) -> list[_Match]:
    rows: list[tuple[int, int, dt.date | None]] = list(pages.values_list("pk", "content_type_id", "day")[:MOST])
    keys = _theme_keys([pk for pk, _type, _day in rows])
    return [
        _Match(
            pk,
            {
                "soort": frozenset({known[content_type].key} if content_type in known else ()),
                "thema": frozenset(themes[key].slug for key in keys.get(pk, ()) if key in themes),
                "jaar": frozenset({str(day.year)} if day else ()),
            },
        )
        for pk, content_type, day in rows
    ]


def _theme_keys(pks: Sequence[int]) -> dict[int, set[str]]:
    """The themes of these pages, whatever their type, by translation key; one query."""
    found: dict[int, set[str]] = {}
    pairs = []
    for relation in theme_relations():
        page = relation.field.m2m_field_name()
        through = through_model(relation).objects.filter(**{f"{page}__in": pks})
        pairs.append(through.values_list(page, "theme__translation_key"))
    for pk, key in pairs[0].union(*pairs[1:], all=True):
        found.setdefault(pk, set()).add(str(key))
    return found


def _themes(home: Page) -> dict[str, Theme]:
    """Every theme by translation key, in the language of the home page where it has one."""
    every = Theme.objects.select_related("locale")
    here = sorted(every, key=lambda theme: (theme.locale_id == home.locale_id, theme.pk))
    by_key = {str(theme.translation_key): theme for theme in here}
    return dict(sorted(by_key.items(), key=lambda item: item[1].name))


def _labels(
    matches: Iterable[_Match], known: Mapping[int, Kind], themes: Mapping[str, Theme]
) -> dict[str, dict[str, str]]:
    """For each filter the values that occur, in the order in which they are shown, with their words."""
    occur = {key: Counter(value for match in matches for value in match.values[key]) for key in KEYS}
    many = {kind.key: str(kind.many) for kind in known.values()}
    names = {theme.slug: theme.name for theme in themes.values()}
    return {
        "soort": {key: many[key] for key, _count in occur["soort"].most_common()},
        "thema": {slug: name for slug, name in names.items() if slug in occur["thema"]},
        "jaar": {year: year for year in sorted(occur["jaar"], reverse=True)},
    }


def _filter(
    key: str, labels: Mapping[str, str], matches: Sequence[_Match], chosen: Mapping[str, str], text: str
) -> Filter:
    candidates = [match for match in matches if match.fits(chosen, but=key)]
    counts = Counter(value for match in candidates for value in match.values[key])
    words = {
        "soort": (_("Soort"), _("Alles")),
        "thema": (_("Thema"), _("Alle thema’s")),
        "jaar": (_("Jaar"), _("Alle jaren")),
    }
    label, everything = words[key]
    options = [FilterOption(everything, _address(text, {**chosen, key: ""}), not chosen[key], len(candidates))]
    for value, name in labels.items():
        options.append(FilterOption(name, _address(text, {**chosen, key: value}), value == chosen[key], counts[value]))
    return Filter(key, label, options)


def _address(text: str, chosen: Mapping[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update({name: kept for name, kept in {"q": text, **chosen}.items() if kept})
    return f"?{query.urlencode()}"
