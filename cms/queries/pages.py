"""What every list of pages needs: only what this visitor may see, with its picture, in one query and one for renditions."""

from copy import copy
from functools import cache
from typing import TypeVar
from uuid import UUID

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, QuerySet
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction

from cms.models import ExternalLink, IntroMixin, NewsPage, PublicationPage
from cms.page_cache.remembered import remembered
from cms.prepared import Among, Given, Prepared
from cms.queries.registers import along_with

P = TypeVar("P", bound=Page)


def public(pages: QuerySet[P]) -> QuerySet[P]:
    """Live pages that no password or login guards, with what their address takes. Wagtail's own `public()` asks twice."""
    return pages.filter(~_guarded(), live=True).select_related("locale")


def with_picture(pages: QuerySet[P]) -> QuerySet[P]:
    """The same pages with their picture and all its renditions; for pages that have IntroMixin."""
    return pages.select_related("image").prefetch_related(
        Prefetch("image__renditions", to_attr="prefetched_renditions")
    )


def public_page(key: UUID, language: str) -> Page | None:
    """The page that anybody may see with this translation key, in this language, as its own type."""
    found = public(Page.objects.filter(translation_key=key, locale__language_code=language)).first()
    if found is None:
        return None
    page: Page = found.specific
    page.locale = found.locale
    return page


def page_at(url_path: str) -> Page | None:
    """The live page with this path in the tree ("/home/nieuws/"), as its own type, in two queries, and none when remembered.

    It knows its locale, its family (`family_of`), whether anything guards it (IntroMixin.is_open_to_all), whether links in it
    are gone and whether any page may be about it. It is a copy: what a request sets on its page is not there for the next.
    """
    found = remembered(f"page at {url_path}", lambda: _page_at(url_path))
    return found and _own_copy(found)


def _own_copy(page: Page) -> Page:
    """The page with values of its own for StreamFields, because blocks keep there what they found for one request."""
    own = copy(page)
    for name in _stream_fields(page._meta.model):
        value = getattr(page, name)
        setattr(own, name, StreamValue(value.stream_block, list(value.raw_data), is_lazy=True))
    return own


@cache
def _stream_fields(model: type[Page]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, StreamField)]


def _page_at(url_path: str) -> Page | None:
    slugs = url_path.strip("/").split("/")
    url_paths = [f"/{'/'.join(slugs[:end])}/" for end in range(1, len(slugs) + 1)]
    rows = _STANDING_AT(slugs=slugs, url_paths=url_paths, slug=slugs[-1], url_path=url_path)
    found = next((row for row in rows if row.url_path == url_path and row.live), None)
    if found is None:
        return None
    page = _specific(found)
    page.locale = found.locale
    page.has_gone_links = found.has_gone_links
    page.has_results = found.has_results
    page.family = [row for row in rows if row.live]
    # What guards the source of a copy guards the copy; Wagtail finds out, where anything is guarded at all.
    is_copy = any(row.alias_of_id for row in rows if found.path.startswith(row.path))
    page.is_open_to_all = not (found.is_guarded or (is_copy and found.are_any_guarded))
    page.is_as_published = True
    return page


def family_of(page: Page) -> list[Page]:
    """The live pages above this one and its live translations, itself included; no query when it was found by its address."""
    if not hasattr(page, "family"):
        above = [page.path[:end] for end in range(2 * page.steplen, len(page.path), page.steplen)]
        pages = Page.objects.live().filter(Q(path__in=above) | Q(translation_key=page.translation_key))
        page.family = list(pages.select_related("locale").order_by("path"))
    family: list[Page] = page.family
    return family


def _standing_at() -> QuerySet[Page]:
    """The page with an address, those above it, live or not, and its translations.

    Found by slug, because Wagtail keeps no index of whole addresses; and by a union, because PostgreSQL reads every page for
    an "or" of two subqueries.
    """
    at = Page.objects.filter(slug=Given("slug"), url_path=Given("url_path"))
    above = Page.objects.filter(Among("slug", Given("slugs")), Among("url_path", Given("url_paths")))
    translations = Page.objects.live().filter(translation_key__in=at.values("translation_key"))
    about = {"offering__translation_key": OuterRef("translation_key")}
    has_results = Exists(NewsPage.objects.filter(**about)) | Exists(PublicationPage.objects.filter(**about))
    gone = ExternalLink.objects.filter(pages=OuterRef("pk"), state=ExternalLink.State.GONE)
    standing: QuerySet[Page] = (
        Page.objects.filter(pk__in=above.values("pk").union(translations.values("pk")))
        .select_related("locale")
        .annotate(
            is_guarded=_guarded(),
            has_gone_links=Exists(gone),
            has_results=has_results,
            are_any_guarded=Exists(PageViewRestriction.objects.all()),
        )
        .order_by("path")
    )
    return standing


_STANDING_AT = Prepared(_standing_at)


def _specific(found: Page) -> Page:
    """The page as its own type, together with what showing it takes; Wagtail's `specific` fetches it bare."""
    model = found.specific_class
    if model is None or not issubclass(model, IntroMixin):
        page: Page = found.specific
        return page
    (page,) = _as_type(model)(pk=found.pk)
    return page


@cache
def _as_type(model: type[P]) -> Prepared[P]:
    shown = model.objects.select_related(*model.shown_with)
    return Prepared(lambda: shown.annotate(**along_with(model)).filter(pk=Given("pk")))


def _guarded() -> Exists:
    """Whether a password or login guards the page or one above it."""
    outer = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = PageViewRestriction.objects.annotate(outer_path=outer).filter(outer_path__startswith=F("page__path"))
    return Exists(above)
