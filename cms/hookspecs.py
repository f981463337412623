"""Every hook of the site itself. Menu items, admin pages and editor panels are Wagtail's own hooks.

A plural noun contributes, `check_...` may refuse, the past tense reacts; see cms.plugins.manager.
"""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest
from wagtail.models import Page

from cms.contracts import ComingChange, DashboardPanel, KeysInUse, OfferingSummary, PageSection
from cms.plugins.markers import hookspec


@hookspec
def page_sections(page: Page, request: HttpRequest) -> Sequence[PageSection]:
    """Pieces of a public page, such as the editions of a programme. `page` is the specific page."""


@hookspec
def offering_summaries(pages: Sequence[Page]) -> Sequence[OfferingSummary]:
    """What lists say about the dates of these programmes; in a fixed number of queries for all of them."""


@hookspec
def coming_changes(now: datetime) -> Sequence[ComingChange]:
    """The first moments after `now` at which a page looks different with nobody doing anything: a deadline, a start."""


@hookspec
def dashboard_panels(request: HttpRequest) -> Sequence[DashboardPanel]:
    """Panels on the first screen of the admin: work to do, not decoration."""


@hookspec
def keys_in_use() -> Sequence[KeysInUse]:
    """Stored content that needs a plugin to stay enabled."""
