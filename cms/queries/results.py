"""What came of an offering, and the project that a page belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from wagtail.models import Page

from cms.models import NewsPage, OfferingMixin, Organisation, ProjectMixin, ProjectPage
from cms.queries.listings import ListedPage, listed, specific
from cms.queries.pages import public


@dataclass(frozen=True)
class Acknowledgement:
    """The project of a page, and who pays for it."""

    project: ProjectPage
    funders: Sequence[Organisation]


def results(page: OfferingMixin) -> list[ListedPage]:
    """The reports and publications about something to sign up for, the newest first; one query when there are none."""
    key = page.translation_key  # type: ignore[attr-defined]  # a page, whatever its class
    about = Q(newspage__kind=NewsPage.Kind.REPORT, newspage__offering__translation_key=key)
    about |= Q(publicationpage__offering__translation_key=key)
    return listed(specific(public(Page.objects.filter(about, locale=page.locale_id))))  # type: ignore[attr-defined]


def acknowledgement(page: ProjectMixin) -> Acknowledgement | None:
    """Two queries for a page that belongs to a project, none for others."""
    if page.project_id is None:
        return None
    same = Page.objects.filter(pk=page.project_id).values("translation_key")
    found = {one.locale_id: one for one in public(ProjectPage.objects.filter(translation_key__in=same))}
    project = found.get(page.locale_id) or next(iter(found.values()), None)  # type: ignore[attr-defined]
    if project is None:
        return None
    funders = [block.value for block in project.funders if block.value]
    return Acknowledgement(project, funders)
