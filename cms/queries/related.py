"""What to read on after a page: first what its editor chose, then what shares a theme with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import F, Func, IntegerField, ManyToManyRel, OuterRef, QuerySet, Subquery
from wagtail.models import Page

from cms.models import NewsPage, ProgrammePage
from cms.prepared import Among, Given, Prepared
from cms.queries.page_types import (
    date_field,
    date_of_page,
    disclosure_of_page,
    kind_of_type,
    label_of,
    lead_of_page,
    listed_types,
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
    return _rows(page, pinned, alike=None) if pinned else []


def related(page: Page) -> list[Related]:
    """What the editor chose, and then the newest pages of any type that share a theme; one query. The page is of a type with
    themes."""
    return _rows(page, _pinned(page), alike=page.pk)


def as_related(article: NewsPage) -> Related:
    """An article that was found otherwise."""
    return Related(
        article.pk, article.title, article.url or "", article.kind_label, article.label, article.disclosure_text
    )


def _pinned(page: Page) -> list[int]:
    """The ids that the editor chose, without fetching the pages; of some types nothing can be chosen."""
    chosen = getattr(page, "recommended", None)
    return [block["value"] for block in chosen.raw_data if block["value"]] if chosen else []


def _rows(page: Page, pinned: Sequence[int], *, alike: int | None) -> list[Related]:
    """The chosen pages, then those alike to the page with this id."""
    read_on = _read_on_after(page._meta.model)
    found = read_on(pinned=pinned, alike=alike, locale=page.locale_id, key=page.translation_key)
    return [_row(one) for one in found]


@cache
def _read_on_after(model: type[Page]) -> Prepared[Page]:
    """What to read on after a page of this type."""
    [themes] = (relation for relation in theme_relations() if relation.related_model is model)
    return Prepared(lambda: _read_on(themes))


def _read_on(themes: ManyToManyRel) -> QuerySet[Page]:
    """At most three pages of a type, so that sorting them does not take longer when a theme grows."""
    pinned = Page.objects.filter(Among("pk", Given("pinned"))).order_by()
    chosen = _visible(Page).filter(translation_key__in=pinned.values("translation_key"))
    found = chosen.values(page_id=F("pk")).union(*(_newest_sharing(relation, themes) for relation in theme_relations()))
    place = Func(Given("pinned"), F("pk"), function="array_position", output_field=IntegerField())
    read_on: QuerySet[Page] = (
        Page.objects.filter(pk__in=found)
        .select_related("locale")
        .annotate(
            place=Subquery(pinned.filter(translation_key=OuterRef("translation_key")).values_list(place)[:1]),
            day=date_of_page(),
            lead=lead_of_page(),
            disclosure=disclosure_of_page(),
        )
        .order_by(F("place").asc(nulls_last=True), F("day").desc(nulls_last=True), "-pk")[:SHOWN]
    )
    return read_on


def _newest_sharing(relation: ManyToManyRel, themes: ManyToManyRel) -> QuerySet[Any]:
    """The newest pages of one type that share a theme with the page that is read."""
    own = through_model(themes).objects.filter(**{themes.field.m2m_field_name(): Given("alike")})
    sharing = through_model(relation).objects.filter(theme__translation_key__in=own.values("theme__translation_key"))
    date = date_field(relation.related_model)
    newest: QuerySet[Any] = (
        _visible(relation.related_model)
        .filter(pk__in=sharing.values(relation.field.m2m_field_name()))
        .order_by(*([f"-{date.name}"] if date else []), "-pk")
        .values(page_id=F("pk"))[:SHOWN]
    )
    return newest


def _visible(model: type[Page]) -> QuerySet[Any]:
    """What everybody may see of a type in the language of the page, but for the page itself."""
    return public(model.objects.filter(locale=Given("locale")).exclude(translation_key=Given("key")))


def _row(page: Page) -> Related:
    model = page.specific_class
    kind = str(kind_of_type(model).one) if model in listed_types() else ""
    return Related(page.pk, page.title, page.url or "", kind, label_of(page), page.lead)
