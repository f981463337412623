"""What the site itself adds to its pages: results of what one signed up for, and the funders of a project."""

from collections.abc import Sequence

from django.http import HttpRequest
from wagtail.models import Page

from cms.contracts import PageSection
from cms.models import OfferingMixin, ProjectMixin
from cms.plugins import hookimpl
from cms.queries.results import acknowledgement, results


@hookimpl
def page_sections(page: Page, request: HttpRequest) -> Sequence[PageSection]:  # noqa: ARG001  # the same for everybody
    sections = []
    if isinstance(page, OfferingMixin) and (found := results(page)):
        sections.append(PageSection("cms.results", "main", "cms/sections/results.html", {"results": found}, 200))
    if isinstance(page, ProjectMixin) and (thanks := acknowledgement(page)):
        sections.append(PageSection("cms.project", "main", "cms/sections/project.html", {"thanks": thanks}, 210))
    return sections
