"""What every list of pages needs: only what this visitor may see, with its picture, in one query and one for renditions."""

from typing import TypeVar

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Prefetch, QuerySet
from wagtail.models import Page, PageViewRestriction

P = TypeVar("P", bound=Page)


def public(pages: QuerySet[P]) -> QuerySet[P]:
    """Live pages that no password or login guards, with what their address takes. Wagtail's own `public()` asks twice."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restrictions = PageViewRestriction.objects.annotate(path=path).filter(path__startswith=F("page__path"))
    return pages.filter(~Exists(restrictions), live=True).select_related("locale")


def with_picture(pages: QuerySet[P]) -> QuerySet[P]:
    """The same pages with their picture and all its renditions; for pages that have IntroMixin."""
    return pages.select_related("image").prefetch_related(
        Prefetch("image__renditions", to_attr="prefetched_renditions")
    )
