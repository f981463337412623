"""What the page types of the site have in common, also those of other apps and of plugins: a kind, a date, themes.

A type that has no pages below it is a kind of its own (“Webinars”); the others are plain pages. People of the register who
have a page are a kind too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateField, DateTimeField, F, Field, ManyToManyRel, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models

from cms.models import IntroMixin, NewsPage, Person, Theme

DATES = ("published_on", "starts_at")  # the fields in which page types keep their date
PLAIN = "page"


@dataclass(frozen=True)
class Kind:
    """A kind of page as visitors know it; `key` stands in addresses."""

    key: str
    one: str | Promise
    many: str | Promise


@cache
def listed_types() -> Sequence[type[Page]]:
    """The types with a lead, which lists show."""
    return [model for model in get_page_models() if issubclass(model, IntroMixin)]


def kinds() -> dict[int, Kind]:
    """The kind of each page type and of people, by content type, in the active language."""
    types = ContentType.objects.get_for_models(*listed_types())
    people = {person_type(): Kind("person", _("Persoon"), _("Mensen"))}
    return {content_type.pk: kind_of_type(model) for model, content_type in types.items()} | people


def person_type() -> int:
    """The content type of people."""
    return ContentType.objects.get_for_model(Person).pk


def kind_of_type(model: type[Page]) -> Kind:
    """The kind of this page type, in the active language."""
    if not model.clean_subpage_models():
        key = str(model._meta.model_name).removesuffix("page")
        return Kind(key, capfirst(model._meta.verbose_name), capfirst(model._meta.verbose_name_plural))
    return Kind(PLAIN, _("Pagina"), _("Pagina’s"))


def theme_relations() -> list[ManyToManyRel]:
    """The relations from pages of any type to themes."""
    return [
        relation
        for relation in Theme._meta.related_objects
        if isinstance(relation, ManyToManyRel) and issubclass(relation.related_model, Page)
    ]


def through_model(relation: ManyToManyRel) -> Any:
    """The rows that tie pages to themes."""
    return relation.through


def date_field(model: type[Page]) -> "Field[Any, Any] | None":
    """The field with the day that readers see, for types that have one."""
    return next((field for field in model._meta.local_fields if field.name in DATES), None)


def date_of_page() -> Any:
    """An expression for pages of any type: the day that readers see, null for types without."""
    dates: list[Any] = []
    for model in listed_types():
        if field := date_field(model):
            path = f"{accessor(model)}__{field.name}"
            dates.append(TruncDate(path) if isinstance(field, DateTimeField) else F(path))
    return Coalesce(*dates, Value(None, DateField()), Value(None, DateField()))


def lead_of_page() -> Any:
    """An expression for pages of any type: their lead. A subquery for each type: to plan so many joins takes PostgreSQL longer
    than to look."""
    leads = (Subquery(model.objects.filter(pk=OuterRef("pk")).order_by().values("lead")) for model in listed_types())
    return Coalesce(*leads, Value(""), output_field=TextField())


def disclosure_of_page() -> Any:
    """An expression for pages of any type: the key of their disclosure, "" for the editors' own; `label_of` says it in words."""
    return Coalesce("newspage__disclosure", Value(""))


def label_of(page: Any) -> str:
    """The label that must stand wherever this page is listed; the page was annotated with its `disclosure`."""
    return str(NewsPage.Disclosure(page.disclosure).label) if page.disclosure else ""


def accessor(model: type[Page]) -> str:
    """The name by which a Page knows its row of this type."""
    return str(model._meta.get_field("page_ptr").related_query_name())
