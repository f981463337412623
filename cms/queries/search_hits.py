"""The rows of the search page: the text around the words, and what the editors put first."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page
from wagtail.search.utils import normalise_query_string

from cms.queries.page_types import Kind, date_of_page, disclosure_of_page, label_of, lead_of_page
from cms.queries.pages import public
from cms.queries.search_words import Words
from cms.search_backend import CONFIGS

# Around a word that was found; no text holds them.
START, STOP = "\x02", "\x03"


@dataclass(frozen=True)
class Hit:
    """A page that was found. `snippet` is HTML: the text around the words, marked, or else the lead."""

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


def hits_of(pks: Sequence[int], words: Words, language: str, kinds: Mapping[int, Kind]) -> list[Hit]:
    """These pages as results, in this order; one query."""
    pages = (
        Page.objects.filter(pk__in=pks)
        .select_related("locale")
        .annotate(lead=lead_of_page(), day=date_of_page(), disclosure=disclosure_of_page())
    )
    if words.some is not None:
        around = SearchHeadline(
            F("index_entries__body_text"),
            words.some,
            config=CONFIGS[language],
            start_sel=START,
            stop_sel=STOP,
            max_words=32,
            min_words=18,
        )
        pages = pages.annotate(around=around)
    by_pk = {page.pk: page for page in pages}
    return [_hit(by_pk[pk], kinds) for pk in pks]


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
        snippet=_marked(getattr(page, "around", None) or "") or SafeString(escape(page.lead)),
    )


def _marked(around: str) -> SafeString:
    """The text with its marks as HTML; nothing when no word stands in it."""
    if START not in around:
        return SafeString()
    html = str(escape(around)).replace(START, "<mark>").replace(STOP, "</mark>")
    return mark_safe(f"… {html} …")  # noqa: S308  # the text was escaped, the marks are ours
