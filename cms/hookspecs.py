"""Every hook of the site itself. Menu items, admin pages and editor panels are Wagtail's own hooks.

A plural noun contributes, `check_...` may refuse, the past tense reacts; see cms.plugins.manager.
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest
from wagtail.models import Page

from cms.contracts import (
    CalendarEntry,
    ComingChange,
    DashboardPanel,
    GivenOffering,
    HelpPart,
    HiddenPath,
    KeysInUse,
    OfferingSummary,
    PageSection,
)
from cms.plugins.markers import hookspec
from cms.prose import PageFacts
from cms.structured_data import EventData


@hookspec
def page_sections(page: Page, request: HttpRequest) -> Sequence[PageSection]:
    """Pieces of a public page, such as the editions of a programme. `page` is the specific page."""


@hookspec
def offering_summaries(pages: Sequence[Page]) -> Sequence[OfferingSummary]:
    """What lists say about the dates of these programmes; in a fixed number of queries for all of them."""


@hookspec
def given_offerings(person: UUID) -> Sequence[GivenOffering]:
    """The pages that a person of the register gives something of without being named on them. `person` is a public id."""


@hookspec
def page_events(page: Page, request: HttpRequest) -> Sequence[EventData]:
    """What happens and when, for search engines: the runs of a programme, the events of any other page. Public facts only."""


@hookspec
def hidden_paths() -> Sequence[HiddenPath]:
    """Addresses that search engines need not visit: personal links, forms."""


@hookspec
def page_facts(pages: Sequence[Page]) -> Sequence[PageFacts]:
    """What data says about these pages, for the checks of their text; in a fixed number of queries for all of them.

    The pages are specific and may be drafts. Leave out those of which data knows nothing.
    """


@hookspec
def calendar_entries(first: dt.date, last: dt.date, request: HttpRequest) -> Sequence[CalendarEntry]:
    """What happens from the first up to and including the last day, as far as this user may know."""


@hookspec
def coming_changes(now: dt.datetime) -> Sequence[ComingChange]:
    """The first moments after `now` at which a page looks different with nobody doing anything: a deadline, a start."""


@hookspec
def dashboard_panels(request: HttpRequest) -> Sequence[DashboardPanel]:
    """Panels on the first screen of the admin: work to do, not decoration."""


@hookspec
def help_parts() -> Sequence[HelpPart]:
    """Parts of the page of help in the admin, about the work that the plugin brings along."""


@hookspec
def keys_in_use() -> Sequence[KeysInUse]:
    """Stored content that needs a plugin to stay enabled."""
