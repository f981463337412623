"""The rows of the search page: the text around the words, and what the editors put first."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page
from wagtail.search.utils import normalise_query_string

from cms.models import Person
from cms.queries.page_types import Kind, date_of_page, disclosure_of_page, label_of, lead_of_page, person_type
from cms.queries.pages import public
from cms.queries.search_words import Words
from cms.search_backend import CONFIGS

# Around a word that was found; no text holds them.
START, STOP = "\x02", "\x03"


Key = tuple[int, int]  # content type and primary key


@dataclass(frozen=True)
class Hit:
    """A page or person that was found. `snippet` is HTML: the text around the words, marked, or else the lead or function."""

    title: str
    url: str
    kind: str
    date: dt.date | None
    label: str
    snippet: SafeString


@dataclass(frozen=True)
class Promotion:
    """What the editors put first for these words."""

    title: str
    url: str
    text: str
    label: str


def hits_of(found: Sequence[Key], words: Words, language: str, kinds: Mapping[int, Kind]) -> list[Hit]:
    """These pages and people as results, in this order; one query, and one more when there are people among them."""
    person = person_type()
    pages = (
        Page.objects.filter(pk__in=[pk for content_type, pk in found if content_type != person])
        .select_related("locale")
        .annotate(lead=lead_of_page(), day=date_of_page(), disclosure=disclosure_of_page())
        .annotate(around=_around(F("index_entries__body_text"), words, language))
    )
    hits = {(page.content_type_id, page.pk): _hit(page, kinds) for page in pages}
    if ids := [pk for content_type, pk in found if content_type == person]:
        bio = Coalesce(NullIf("bio_en", Value("")), "bio") if language == "en" else F("bio")
        people = Person.objects.filter(pk__in=ids).select_related("organisation")
        for one in people.annotate(around=_around(bio, words, language)):
            hits[person, one.pk] = _hit_of_person(one, kinds)
    return [hits[key] for key in found]


def _around(text: Any, words: Words, language: str) -> Any:
    """The text around the words, with marks; nothing when there are none."""
    if words.some is None:
        return Value("")
    return SearchHeadline(
        text,
        words.some,
        config=CONFIGS[language],
        start_sel=START,
        stop_sel=STOP,
        max_words=32,
        min_words=18,
    )


def promotions(text: str, home: Page) -> list[Promotion]:
    """What stands first for exactly this text; never a page that not everybody may see."""
    if not text:
        return []
    visible = public(Page.objects.descendant_of(home, inclusive=True))
    chosen = (
        SearchPromotion.objects.filter(query__query_string=normalise_query_string(text))
        .filter(Q(page__in=visible) | Q(page__isnull=True))
        .select_related("page__locale")
        .annotate(disclosure=Coalesce("page__newspage__disclosure", Value("")))
    )
    return [
        Promotion(
            str(one.title), (one.page.url or "") if one.page else one.external_link_url, one.description, label_of(one)
        )
        for one in chosen
    ]


def _hit(page: Page, kinds: Mapping[int, Kind]) -> Hit:
    kind = kinds.get(page.content_type_id)
    return Hit(
        title=page.title,
        url=page.url or "",
        kind=str(kind.one) if kind else "",
        date=page.day,
        label=label_of(page),
        snippet=_marked(page.around) or SafeString(escape(page.lead)),
    )


def _hit_of_person(person: Any, kinds: Mapping[int, Kind]) -> Hit:
    works = ", ".join(str(part) for part in (capfirst(person.function_text), person.organisation) if part)
    return Hit(
        title=person.name,
        url=person.get_absolute_url(),
        kind=str(kinds[person_type()].one),
        date=None,
        label="",
        snippet=_marked(person.around) or SafeString(escape(works)),
    )


def _marked(around: str | None) -> SafeString:
    """The text with its marks as HTML; nothing when no word stands in it, or there is no text."""
    if START not in (around or ""):
        return SafeString()
    html = str(escape(around)).replace(START, "<mark>").replace(STOP, "</mark>")
    return mark_safe(f"… {html} …")  # noqa: S308  # the text was escaped, the marks are ours
