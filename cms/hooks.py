"""Ask the plugins, typed: the only place in this app that calls hooks."""

from collections.abc import Sequence

from django.http import HttpRequest
from wagtail.models import Page

from cms import hookspecs
from cms.contracts import DashboardPanel, OfferingSummary, PageSection
from cms.plugins.manager import contributions
from cms.structured_data import EventData


def page_sections(page: Page, request: HttpRequest) -> list[PageSection]:
    """The sections of a page in the order in which they are shown."""
    return sorted(contributions(hookspecs.page_sections, page=page, request=request), key=lambda section: section.order)


def offering_summaries(pages: Sequence[Page]) -> dict[str, OfferingSummary]:
    """What is known of the dates of these programmes, by the translation key of the page as text."""
    return {summary.key: summary for summary in contributions(hookspecs.offering_summaries, pages=pages)}


def page_events(page: Page, request: HttpRequest) -> list[EventData]:
    """What happens on this page."""
    return contributions(hookspecs.page_events, page=page, request=request)


def hidden_paths() -> list[str]:
    """The beginnings of addresses that search engines stay away from, in the order of the alphabet."""
    return sorted(path.key for path in contributions(hookspecs.hidden_paths))


def dashboard_panels(request: HttpRequest) -> list[DashboardPanel]:
    """The panels this user may see, in the order in which they are shown."""
    panels = contributions(hookspecs.dashboard_panels, request=request)
    allowed = [panel for panel in panels if not panel.permission or request.user.has_perm(panel.permission)]
    return sorted(allowed, key=lambda panel: panel.order)
