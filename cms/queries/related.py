"""What to read on after a page: first what its editor chose, then what shares a theme with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Subquery, Value, When
from wagtail.models import Page

from cms.models import NewsPage, ProgrammePage
from cms.queries.page_types import (
    date_of_page,
    disclosure_of_page,
    kinds,
    label_of,
    lead_of_page,
    theme_relations,
    through_model,
)
from cms.queries.pages import public

SHOWN = 3


@dataclass(frozen=True)
class Related:
    """A page to read on, as a row of a list."""

    pk: int
    title: str
    url: str
    kind: str
    label: str
    details: str


def recommended(page: NewsPage | ProgrammePage) -> list[Related]:
    """What the editor chose, in that order and in the language of the page; a query when anything was chosen."""
    pinned = _pinned(page)
    return _rows(_visible(page).filter(_is_pinned(pinned)), pinned) if pinned else []


def related(page: ProgrammePage) -> list[Related]:
    """What the editor chose, and then the newest pages of any type that share a theme; one query."""
    pinned = _pinned(page)
    themes = type(page).themes.through.objects.filter(programmepage=page.pk).values("theme__translation_key")
    alike = Q(pk__in=[])
    for relation in theme_relations():
        sharing = through_model(relation).objects.filter(theme__translation_key__in=themes)
        alike |= Q(pk__in=sharing.values(relation.field.m2m_field_name()))
    return _rows(_visible(page).filter(_is_pinned(pinned) | alike), pinned)


def as_related(article: NewsPage) -> Related:
    """An article that was found otherwise."""
    return Related(
        article.pk, article.title, article.url or "", article.kind_label, article.label, article.disclosure_text
    )


def _pinned(page: NewsPage | ProgrammePage) -> list[int]:
    """The ids that the editor chose, without fetching the pages."""
    return [block["value"] for block in page.recommended.raw_data if block["value"]]


def _is_pinned(pinned: Sequence[int]) -> Q:
    return Q(translation_key__in=Page.objects.filter(pk__in=pinned).values("translation_key"))


def _visible(page: Page) -> QuerySet[Page]:
    return public(Page.objects.filter(locale=page.locale_id).exclude(translation_key=page.translation_key))


def _rows(pages: QuerySet[Page], pinned: Sequence[int]) -> list[Related]:
    places = [When(translation_key=Subquery(_key_of(pk)), then=Value(place)) for place, pk in enumerate(pinned)]
    found = pages.annotate(
        place=Case(*places, default=Value(SHOWN), output_field=IntegerField()),
        day=date_of_page(),
        lead=lead_of_page(),
        disclosure=disclosure_of_page(),
    ).order_by("place", F("day").desc(nulls_last=True), "-pk")
    known = kinds()
    return [
        _row(page, str(known[page.content_type_id].one) if page.content_type_id in known else "")
        for page in found[:SHOWN]
    ]


def _key_of(pk: int) -> Any:
    return Page.objects.filter(pk=pk).values("translation_key")


def _row(page: Page, kind: str) -> Related:
    return Related(page.pk, page.title, page.url or "", kind, label_of(page), page.lead)
