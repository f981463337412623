"""What every list of pages needs: only what this visitor may see, with its picture, in one query and one for renditions."""

from typing import TypeVar

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Prefetch, QuerySet
from wagtail.models import Page, PageViewRestriction

from cms.models import ExternalLink, IntroMixin

P = TypeVar("P", bound=Page)


def public(pages: QuerySet[P]) -> QuerySet[P]:
    """Live pages that no password or login guards, with what their address takes. Wagtail's own `public()` asks twice."""
    return pages.filter(~_guarded(), live=True).select_related("locale")


def with_picture(pages: QuerySet[P]) -> QuerySet[P]:
    """The same pages with their picture and all its renditions; for pages that have IntroMixin."""
    return pages.select_related("image").prefetch_related(
        Prefetch("image__renditions", to_attr="prefetched_renditions")
    )


def page_at(url_path: str) -> Page | None:
    """The live page with this path in the tree ("/home/nieuws/"), as its own type, in two queries.

    It knows its locale, whether anything guards it (IntroMixin.is_open_to_all) and whether links in it are gone.
    """
    found = (
        Page.objects.live()
        .filter(url_path=url_path)
        .select_related("locale")
        .annotate(
            is_guarded=_guarded(),
            is_copy=Exists(_above(Page.objects.filter(alias_of__isnull=False), "path")),
            has_gone_links=Exists(ExternalLink.objects.filter(pages=OuterRef("pk"), state=ExternalLink.State.GONE)),
        )
        .first()
    )
    if found is None:
        return None
    page = _specific(found)
    page.locale = found.locale
    page.has_gone_links = found.has_gone_links
    # What guards the source of a copy guards the copy; Wagtail finds out.
    page.is_open_to_all = not (found.is_guarded or found.is_copy)
    return page


def _specific(found: Page) -> Page:
    """The page as its own type, together with what showing it takes; Wagtail's `specific` fetches it bare."""
    model = found.specific_class
    if model is None or not issubclass(model, IntroMixin):
        page: Page = found.specific
        return page
    return model.objects.select_related(*model.shown_with).get(pk=found.pk)


def _guarded() -> Exists:
    """Whether a password or login guards the page or one above it."""
    return Exists(_above(PageViewRestriction.objects.all(), "page__path"))


def _above(rows: "QuerySet[Page]", path: str) -> "QuerySet[Page]":
    """Those rows whose page is the outer page or lies above it."""
    outer = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above: QuerySet[Page] = rows.annotate(outer_path=outer).filter(outer_path__startswith=F(path))
    return above
