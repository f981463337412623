"""The search page: which pages and people were found, and links that narrow it down. A fixed number of queries, however much
is found."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.core.paginator import Page as Slice
from django.core.paginator import Paginator
from django.db.models import DateField, F, ManyToManyRel, Q, QuerySet, Value
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.components import Filter, FilterOption
from cms.models import Person, Theme
from cms.queries.page_types import Kind, date_of_page, kinds, person_type, theme_relations, through_model
from cms.queries.pages import public
from cms.queries.search_hits import Key, Promotion, hits_of, promotions
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
    """A page or a person, by content type and key, with what it is filtered by."""

    key: Key
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
    shown = [match.key for match in matches if match.fits(chosen)]
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
    pages = (
        public(Page.objects.descendant_of(home)).select_related(None).annotate(day=date_of_page(), called=F("title"))
    )
    people = Person.objects.filter(has_page=True).annotate(
        content_type_id=Value(person_type()), day=Value(None, DateField()), called=F("last_name")
    )
    newest = F("day").desc(nulls_last=True)
    if is_browsing:
        everything = _together(pages, people, "called").order_by(newest, "called", "pk")
        return _read(everything, known, themes), False
    if words.every is None:
        return [], False

    def ranked(asked: Any) -> list[_Match]:
        rows = _together(_ranked(pages, words, asked), _ranked(people, words, asked), "rank")
        return _read(rows.order_by("-rank", newest, "pk"), known, themes)

    found = ranked(words.every)
    return (found, False) if found else (ranked(words.some), True)


def _together(pages: QuerySet[Page], people: QuerySet[Person], order: str) -> QuerySet[Any]:
    columns = ("content_type_id", "pk", "day", order)
    rows: QuerySet[Any] = pages.values_list(*columns).union(people.values_list(*columns), all=True)
    return rows


def _ranked(indexed: QuerySet[Any], words: Words, asked: Any) -> QuerySet[Any]:
    title, body = F("index_entries__title"), F("index_entries__body")
    # A title counts for more than a text, and what was typed for more than a synonym.
    rank = sum(
        weight * (SearchRank(title, each) * F("index_entries__title_norm") * 4 + SearchRank(body, each))
        for weight, each in ((1, asked), (2, words.own))
    )
    ranked: QuerySet[Any] = indexed.annotate(
        vector=title._combine(body, "||", False),  # type: ignore[attr-defined]  # noqa: FBT003, SLF001  # Wagtail's way
        beginning=F("index_entries__autocomplete"),
        rank=rank,
    ).filter(Q(vector=asked) | Q(beginning=words.beginning))
    return ranked


def _read(rows: QuerySet[Any], known: Mapping[int, Kind], themes: Mapping[str, Theme]) -> list[_Match]:
    found: list[tuple[int, int, dt.date | None, Any]] = list(rows[:MOST])
    keys = _theme_keys([(content_type, pk) for content_type, pk, *_rest in found])
    return [
        _Match(
            (content_type, pk),
            {
                "soort": frozenset({known[content_type].key} if content_type in known else ()),
                "thema": frozenset(themes[key].slug for key in keys.get((content_type, pk), ()) if key in themes),
                "jaar": frozenset({str(day.year)} if day else ()),
            },
        )
        for content_type, pk, day, _order in found
    ]


def _theme_keys(found: Sequence[Key]) -> dict[Key, set[str]]:
    """The themes of these pages, whatever their type, and of these people, by translation key; one query."""
    person = person_type()
    types = {pk: content_type for content_type, pk in found if content_type != person}
    people = [pk for content_type, pk in found if content_type == person]
    pairs = [_tied(relation, list(types), Value(0)) for relation in theme_relations()]
    pairs.append(_tied(Person.expertise.rel, people, Value(person)))
    keys: dict[Key, set[str]] = defaultdict(set)
    for pk, key, content_type in pairs[0].union(*pairs[1:], all=True):
        keys[content_type or types[pk], pk].add(str(key))
    return keys


def _tied(relation: ManyToManyRel, pks: Sequence[int], content_type: Value) -> QuerySet[Any]:
    owner = relation.field.m2m_field_name()
    rows: QuerySet[Any] = through_model(relation).objects.filter(**{f"{owner}__in": pks})
    return rows.values_list(owner, "theme__translation_key", content_type)


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
