"""The pages that a page is tied to: what came of it, its project with who pays for that, and its series."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from wagtail.models import Page

from cms.models import NewsPage, OfferingMixin, Organisation, ProjectPage, PublicationPage, SeriesPage
from cms.page_cache.remembered import remembered_of
from cms.prepared import Among, ChosenIn, Given, Prepared
from cms.queries.page_types import accessor
from cms.queries.pages import public
from cms.queries.registers import rows_chosen_in

P = TypeVar("P", bound=Page)


@dataclass(frozen=True)
class TiedPages:
    """A project or series without a page in the language of the page is given in another; results are in its language."""

    results: Sequence[NewsPage | PublicationPage] = ()
    project: ProjectPage | None = None
    funders: Sequence[Organisation] = ()
    series: SeriesPage | None = None


def tied_pages(page: Page) -> TiedPages:
    """One query for the page at hand; none for a page that names nothing and that nothing is about."""
    if not hasattr(page, "tied"):
        page.tied = _asked_once(page)
    tied: TiedPages = page.tied
    return tied


def _asked_once(page: Page) -> TiedPages:
    named = [pk for pk in (getattr(page, "project_id", None), getattr(page, "series_id", None)) if pk]
    may_have_results = isinstance(page, OfferingMixin) and getattr(page, "has_results", True)
    if not named and not may_have_results:
        return TiedPages()
    return remembered_of(page, "tied pages", lambda: _tied_pages(page, named))


def _tied_pages(page: Page, named: Sequence[int]) -> TiedPages:
    found = _TIED(key=page.translation_key, locale=page.locale_id, named=named)
    project = _in_language(page, _of_type(found, ProjectPage))
    return TiedPages(
        results=[*_of_type(found, NewsPage), *_of_type(found, PublicationPage)],
        project=project,
        funders=rows_chosen_in(project.funders, Organisation, project.funder_rows) if project else [],
        series=_in_language(page, _of_type(found, SeriesPage)),
    )


def _tied() -> QuerySet[Page]:
    """A union finds the pages, because PostgreSQL reads every page for an "or" of joins."""
    offerings = Page.objects.filter(translation_key=Given("key")).values("pk")
    about = {"offering__in": offerings, "locale": Given("locale")}
    reports = NewsPage.objects.filter(kind=NewsPage.Kind.REPORT, **about).values("pk")
    publications = PublicationPage.objects.filter(**about).values("pk")
    named = Page.objects.filter(Among("pk", Given("named"))).order_by().values("translation_key")
    same = Page.objects.filter(translation_key__in=named).values("pk")
    funders = Organisation.objects.filter(Among("pk", ChosenIn(OuterRef("projectpage__funders")))).order_by()
    tied: QuerySet[Page] = (
        public(Page.objects.filter(pk__in=reports.union(publications, same)))
        .select_related("newspage__sponsor", "publicationpage", "projectpage", "seriespage__logo")
        .annotate(funder_rows=ArraySubquery(funders.values(row=JSONObject(id="pk", name="name"))))
    )
    return tied


_TIED = Prepared(_tied)


def _of_type(found: Iterable[Page], model: type[P]) -> list[P]:
    """Those of one type as that type, with what else was asked of them."""
    own = []
    for page in found:
        one = getattr(page, accessor(model), None)
        if one is not None:
            one.locale, one.funder_rows = page.locale, page.funder_rows
            own.append(one)
    return own


def _in_language(page: Page, found: Sequence[P]) -> P | None:
    same = {one.locale_id: one for one in found}
    return same.get(page.locale_id) or next(iter(found), None)
