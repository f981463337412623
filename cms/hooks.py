"""Ask the plugins, typed: the only place in this app that calls hooks."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from cms import hookspecs
from cms.contracts import DashboardPanel, OfferingSummary, PageSection
from cms.plugins.manager import contributions


def page_sections(page: Page, request: HttpRequest) -> list[PageSection]:
    """The sections of a page in the order in which they are shown."""
    return sorted(contributions(hookspecs.page_sections, page=page, request=request), key=lambda section: section.order)


def offering_summaries(pages: Sequence[Page]) -> dict[str, OfferingSummary]:
    """What is known of the dates of these programmes, by the translation key of the page as text."""
    return {summary.key: summary for summary in contributions(hookspecs.offering_summaries, pages=pages)}


def next_change(now: datetime) -> datetime:
    """Until when every page stays as it is with nobody doing anything; at midnight each may speak of another day."""
    moments = [change.at for change in contributions(hookspecs.coming_changes, now=now)]
    tomorrow = timezone.localtime(now).date() + timedelta(days=1)
    return min([timezone.make_aware(datetime.combine(tomorrow, time.min)), *moments])


def dashboard_panels(request: HttpRequest) -> list[DashboardPanel]:
    """The panels this user may see, in the order in which they are shown."""
    panels = contributions(hookspecs.dashboard_panels, request=request)
    allowed = [panel for panel in panels if not panel.permission or request.user.has_perm(panel.permission)]
    return sorted(allowed, key=lambda panel: panel.order)
