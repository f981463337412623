"""What came of an offering, and the project that a page belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from wagtail.models import Page

from cms.models import NewsPage, OfferingMixin, Organisation, ProjectMixin, ProjectPage, PublicationPage
from cms.page_cache.remembered import remembered_of
from cms.prepared import Given, Prepared
from cms.queries.listings import ListedPage, listed, specific
from cms.queries.pages import public


@dataclass(frozen=True)
class Acknowledgement:
    """The project of a page, and who pays for it."""

    project: ProjectPage
    funders: Sequence[Organisation]


def results(page: OfferingMixin) -> list[ListedPage]:
    """The reports and publications about something to sign up for, the newest first; no query when nothing is about it."""
    if not getattr(page, "has_results", True):
        return []
    return remembered_of(page, "results", lambda: _results(page))


def _results(page: OfferingMixin) -> list[ListedPage]:
    about = _ABOUT(key=page.translation_key, locale=page.locale_id)  # type: ignore[attr-defined]  # a page, whatever its class
    return listed(specific(about)) if about else []


def _about() -> QuerySet[Page]:
    """A union finds the pages, because PostgreSQL reads every page for an "or" of joins."""
    offerings = Page.objects.filter(translation_key=Given("key")).values("pk")
    reports = NewsPage.objects.filter(kind=NewsPage.Kind.REPORT, offering__in=offerings)
    publications = PublicationPage.objects.filter(offering__in=offerings)
    return public(
        Page.objects.filter(pk__in=reports.values("pk").union(publications.values("pk")), locale=Given("locale"))
    )


_ABOUT = Prepared(_about)


def acknowledgement(page: ProjectMixin) -> Acknowledgement | None:
    """Two queries for a page that belongs to a project, none for others."""
    if page.project_id is None:
        return None
    return remembered_of(page, "acknowledgement", lambda: _acknowledgement(page))


def _acknowledgement(page: ProjectMixin) -> Acknowledgement | None:
    same = Page.objects.filter(pk=page.project_id).values("translation_key")
    found = {one.locale_id: one for one in public(ProjectPage.objects.filter(translation_key__in=same))}
    project = found.get(page.locale_id) or next(iter(found.values()), None)  # type: ignore[attr-defined]
    if project is None:
        return None
    funders = [block.value for block in project.funders if block.value]
    return Acknowledgement(project, funders)
