"""Ask the plugins, typed: the only place in this app that calls hooks."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from cms import hookspecs
from cms.contracts import CalendarEntry, DashboardPanel, HelpPart, OfferingSummary, PageSection
from cms.plugins.manager import contributions
from cms.prose import PageFacts
from cms.structured_data import EventData


def page_sections(page: Page, request: HttpRequest) -> list[PageSection]:
    """The sections of a page in the order in which they are shown."""
    return sorted(contributions(hookspecs.page_sections, page=page, request=request), key=lambda section: section.order)


def offering_summaries(pages: Sequence[Page]) -> dict[str, OfferingSummary]:
    """What is known of the dates of these programmes, by the translation key of the page as text."""
    return {summary.key: summary for summary in contributions(hookspecs.offering_summaries, pages=pages)}


def given_offerings(person: UUID) -> list[str]:
    """The translation keys of the pages that a person gives something of."""
    return [offering.key for offering in contributions(hookspecs.given_offerings, person=person)]


def page_events(page: Page, request: HttpRequest) -> list[EventData]:
    """What happens on this page."""
    return contributions(hookspecs.page_events, page=page, request=request)


def hidden_paths() -> list[str]:
    """The beginnings of addresses that search engines stay away from, in the order of the alphabet."""
    return sorted(path.key for path in contributions(hookspecs.hidden_paths))


def page_facts(pages: Sequence[Page]) -> dict[str, PageFacts]:
    """What data says about these pages, by their primary key as text; only of those one can sign up for."""
    return {facts.key: facts for facts in contributions(hookspecs.page_facts, pages=pages)}


def calendar_entries(first: dt.date, last: dt.date, request: HttpRequest) -> list[CalendarEntry]:
    """What happens in these days, as far as this user may know; in no order."""
    return contributions(hookspecs.calendar_entries, first=first, last=last, request=request)


def next_change(now: dt.datetime) -> dt.datetime:
    """Until when every page stays as it is with nobody doing anything; at midnight each may speak of another day."""
    moments = [change.at for change in contributions(hookspecs.coming_changes, now=now)]
    tomorrow = timezone.localtime(now).date() + dt.timedelta(days=1)
    return min([timezone.make_aware(dt.datetime.combine(tomorrow, dt.time.min)), *moments])


def dashboard_panels(request: HttpRequest) -> list[DashboardPanel]:
    """The panels this user may see, in the order in which they are shown."""
    panels = contributions(hookspecs.dashboard_panels, request=request)
    allowed = [panel for panel in panels if not panel.permission or request.user.has_perm(panel.permission)]
    return sorted(allowed, key=lambda panel: panel.order)


def help_parts(request: HttpRequest) -> list[HelpPart]:
    """The parts of the help that concern this user, in the order in which they are shown."""
    parts = [part for part in contributions(hookspecs.help_parts) if request.user.has_perm(part.permission)]
    return sorted(parts, key=lambda part: part.order)
