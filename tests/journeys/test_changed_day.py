"""A programme manager moves a day and drops another, sees whom that touches, goes back once, and lets it go out."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.models import User
from events.queries.wording import day
from tests.factories.cms import OrganisationFactory
from tests.factories.events import RegistrationFactory, SessionFactory, WaitingListEntryFactory
from tests.journeys.accessibility import desk_complaints
from tests.journeys.offerings import programme

RunJobs = Callable[..., list[str]]


def test_a_day_moves_after_a_look_at_whom_it_touches(
    page_of: Callable[[User], Page],
    programme_manager: User,
    page_tree: SimpleNamespace,
    run_jobs: RunJobs,
    mailoutbox: list[EmailMessage],
) -> None:
    edition = programme(page_tree, capacity=3, sessions=1)
    host = OrganisationFactory.create(name="Gemeente Merwestein")
    dropped = SessionFactory.create(
        edition=edition, starts_at=timezone.now() + dt.timedelta(days=40), mode="on_site", place="Merwestein", host=host
    )
    for status in ("confirmed", "confirmed", "applied"):
        RegistrationFactory.create(booking__edition=edition, status=status)
    WaitingListEntryFactory.create(edition=edition)
    moved = timezone.now() + dt.timedelta(days=33)

    desk = page_of(programme_manager)
    desk.goto(reverse("editions:edit", args=[edition.pk]))
    date = desk.locator("[name=sessions-0-date]")
    date.fill(f"{timezone.localdate(moved):%Y-%m-%d}")
    date.press("Tab")
    desk.locator("#id_sessions-1-DELETE-button").press("Enter")
    desk.locator("#w-editor-form footer button[type=submit]").press("Enter")

    expect(desk.get_by_role("heading", name="Wie hoort dit?")).to_be_visible()
    table = desk.get_by_role("table")
    expect(table.get_by_text(day(moved))).to_be_visible()
    expect(table.get_by_role("row").filter(has_text=day(dropped.starts_at))).to_contain_text("vervalt")
    for told in (
        "gaan er 3 mails naar",
        "de afspraak in 2 agenda’s",
        "1 mail naar de wachtlijst",
        "Gemeente Merwestein",
    ):
        expect(desk.locator(".ev-list").get_by_text(told)).to_be_visible()
    assert desk_complaints(desk) == []

    desk.get_by_role("button", name="Nee, terug naar het formulier").press("Enter")
    expect(desk.locator("[name=sessions-0-date]")).to_have_value(f"{timezone.localdate(moved):%Y-%m-%d}")
    desk.locator("#w-editor-form footer button[type=submit]").press("Enter")
    desk.get_by_role("button", name="Ja, wijzig en verstuur").press("Enter")
    expect(desk.get_by_text("De editie is bijgewerkt. Er gaan 4 mails uit met de nieuwe gegevens.")).to_be_visible()
    assert desk_complaints(desk) == []

    run_jobs()
    changed = [mail for mail in mailoutbox if mail.subject == "Gewijzigd: Leernetwerk HRM"]
    assert sorted(len(mail.attachments) for mail in changed) == [0, 0, 2, 2]
