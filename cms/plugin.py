"""What the site itself answers to its hooks."""

from collections.abc import Sequence

from django.http import HttpRequest
from wagtail.models import Page

from cms.contracts import DashboardPanel, HiddenPath, PageSection
from cms.models import OfferingMixin, ProjectMixin
from cms.plugins import hookimpl
from cms.queries import translation_work
from cms.queries.leads import new_leads
from cms.queries.new_pages import new_pages
from cms.queries.results import acknowledgement, results


@hookimpl
def page_sections(page: Page, request: HttpRequest) -> Sequence[PageSection]:  # noqa: ARG001  # the same for everybody
    sections = []
    if isinstance(page, OfferingMixin) and (found := results(page)):
        sections.append(PageSection("cms.results", "main", "cms/sections/results.html", {"results": found}, 200))
    if isinstance(page, ProjectMixin) and (thanks := acknowledgement(page)):
        sections.append(PageSection("cms.project", "main", "cms/sections/project.html", {"thanks": thanks}, 210))
    return sections


@hookimpl
def dashboard_panels(request: HttpRequest) -> Sequence[DashboardPanel]:
    return [*_new_page_panels(request), *_lead_panels(request), *translation_work.panels(request)]


@hookimpl
def hidden_paths() -> Sequence[HiddenPath]:
    """Searching, accounts and tools; the admin and pages that one must log in for."""
    words = ("admin", "_util", "account", "demo", "postvak", "stijlgids", "zoeken", "op-de-hoogte")
    return [HiddenPath(f"/{word}/") for word in words]


def _new_page_panels(request: HttpRequest) -> list[DashboardPanel]:
    pages = new_pages(request.user)
    if not pages:
        return []
    return [DashboardPanel("cms.new_pages", "cms/admin/panels/new_pages.html", {"pages": pages}, order=0)]


def _lead_panels(request: HttpRequest) -> list[DashboardPanel]:
    """What visitors sent and nobody took up; whom it does not concern costs no query."""
    if not request.user.has_perm("cms.change_lead"):
        return []
    waiting = new_leads()
    if not waiting.count:
        return []
    context = {"waiting": waiting}
    return [DashboardPanel("cms.leads", "cms/admin/panels/leads.html", context, permission="cms.change_lead", order=10)]
