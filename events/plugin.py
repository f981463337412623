"""What editions and registrations answer to the hooks of the site, of betalingen and of their own app."""

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from betalingen.api import OrderView, SubsidyReportPart
from cms.api import (
    CalendarEntry,
    ComingChange,
    DashboardPanel,
    EventData,
    GivenOffering,
    HelpPart,
    HiddenPath,
    HomePage,
    KeysInUse,
    NewsPage,
    OfferingSummary,
    PageSection,
    ProgrammePage,
    hookimpl,
    prose,
)
from events.actions.arrange_rooms import edition_matters, registration_matters
from events.actions.settle_booking import check_late_payment as places_are_still_free
from events.actions.settle_booking import confirm_booking, release_booking
from events.contracts import EditionView, RegistrationStep, RegistrationView
from events.models import Session, WebinarPage
from events.queries import dashboard, sections, subsidy_report
from events.queries.calendar_entries import calendar_entries as editions_in_calendar
from events.queries.moments import next_moment
from events.queries.page_events import programme_runs, webinar_event
from events.queries.page_facts import page_facts as editions_as_facts
from events.queries.session_people import offerings_given_by
from events.queries.shown import shown_editions, shown_people, shown_webinar
from events.steps.details import DetailsStep
from events.steps.intake import IntakeStep
from events.steps.questions import QuestionsStep


@hookimpl
def page_sections(page: Page, request: HttpRequest) -> Sequence[PageSection]:
    match page:
        case HomePage():
            return sections.home_sections(page)
        case ProgrammePage():
            people = partial(shown_people, page, request)
            return sections.programme_sections(page, shown_editions(page, request), people)
        case NewsPage():
            return sections.article_sections(page.offering)
        case _:
            return []


@hookimpl
def offering_summaries(pages: Sequence[Page]) -> Sequence[OfferingSummary]:
    return sections.summaries(pages)


@hookimpl
def given_offerings(person: UUID) -> Sequence[GivenOffering]:
    return [GivenOffering(str(key)) for key in offerings_given_by(person)]


@hookimpl
def page_events(page: Page, request: HttpRequest) -> Sequence[EventData]:
    match page:
        case ProgrammePage():
            return programme_runs(shown_editions(page, request), shown_people(page, request), request)
        case WebinarPage():
            card = shown_webinar(page, request).card
            return [webinar_event(card, request)] if card else []
        case _:
            return []


@hookimpl
def hidden_paths() -> Sequence[HiddenPath]:
    """Personal links, and forms that belong to one edition."""
    words = (
        "aanmelden", "inschrijven", "besloten", "aanmelding", "inschrijving", "mijn-inschrijvingen", "in-company", "offerte",
        "wachtlijst", "wachtplaats", "evaluatie", "akkoord", "certificaat", "ontvangst",
        "deelnemerslijst", "gasten", "gast",
    )  # fmt: skip
    return [HiddenPath(f"/{word}/") for word in words]


@hookimpl
def page_facts(pages: Sequence[Page]) -> Sequence[prose.PageFacts]:
    return editions_as_facts(pages)


@hookimpl
def calendar_entries(first: dt.date, last: dt.date, request: HttpRequest) -> Sequence[CalendarEntry]:
    return editions_in_calendar(first, last, request)


@hookimpl
def coming_changes(now: dt.datetime) -> Sequence[ComingChange]:
    moment = next_moment(now)
    return [ComingChange("events.editions", moment)] if moment else []


@hookimpl
def dashboard_panels(request: HttpRequest) -> Sequence[DashboardPanel]:
    return dashboard.panels(request)


@hookimpl
def help_parts() -> Sequence[HelpPart]:
    return [HelpPart("events.editions", "events/admin/help.html", permission="events.change_edition")]


@hookimpl
def subsidy_report_parts() -> Sequence[SubsidyReportPart]:
    return [subsidy_report.PART]


@hookimpl
def registration_steps() -> Sequence[RegistrationStep]:
    return [DetailsStep(), QuestionsStep(), IntakeStep()]


@hookimpl
def check_late_payment(order: OrderView) -> None:
    places_are_still_free(order=order)


@hookimpl
def order_paid(order: OrderView) -> None:
    confirm_booking(order=order)


@hookimpl
def order_expired(order: OrderView) -> None:
    release_booking(order=order, because="expired")


@hookimpl
def order_cancelled(order: OrderView) -> None:
    release_booking(order=order, because="cancelled")


@hookimpl
def registration_confirmed(registration: RegistrationView) -> None:
    registration_matters(registration)


@hookimpl
def registration_cancelled(registration: RegistrationView) -> None:
    registration_matters(registration)


@hookimpl
def edition_changed(edition: EditionView, changes: Set[str]) -> None:
    edition_matters(edition, changes)


@hookimpl
def keys_in_use() -> Sequence[KeysInUse]:
    return [KeysInUse("events.sessions", "meeting_providers", "sessions to come", _meeting_providers_in_use)]


def _meeting_providers_in_use() -> Mapping[str, int]:
    # A bare link works without the plugin that names it.
    coming: Any = Session.objects.filter(ends_at__gt=timezone.now()).exclude(meeting_provider__in=["", "link"])
    counted = coming.order_by().values_list("meeting_provider").annotate(Count("pk"))
    return dict(counted)
