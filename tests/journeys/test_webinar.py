"""A visitor and a webinar: sign up, the mail, the door, and giving the place back."""

import datetime as dt
import re
from collections.abc import Callable
from types import SimpleNamespace

import time_machine
from django.core.mail import EmailMessage
from icalendar import Calendar
from playwright.sync_api import Page, expect

from events.models import Registration
from tests.journeys.accessibility import complaints
from tests.journeys.offerings import webinar
from tests.journeys.visitor import sign_up, title

RunJobs = Callable[..., list[str]]


def personal_link(mail: EmailMessage) -> str:
    """The address in the mail behind which everything can be arranged."""
    found = re.search(r"http\S+/inschrijving/\S+?/(?=\s)", str(mail.body))
    assert found, mail.body
    return found[0]


def invitation(mail: EmailMessage) -> Calendar:
    """The calendar file in the mail."""
    [(name, content, _kind)] = mail.attachments
    assert name == "vakwerk.ics"
    return Calendar.from_ical(content)


def test_signing_up_entering_and_cancelling(
    page: Page, page_tree: SimpleNamespace, run_jobs: RunJobs, mailoutbox: list[EmailMessage]
) -> None:
    edition = webinar(page_tree, capacity=1, meeting_url="https://meet.example.org/zaal")
    session = edition.sessions.get()
    page.goto("/agenda/beroepscode/")
    form = page.get_by_role("region", name="Aanmelden", exact=True)
    assert form.get_by_role("textbox").count() + form.get_by_role("combobox").count() == 3

    sign_up(page)

    expect(title(page)).to_have_text("U bent erbij, Sanne Visser")
    page.goto("/agenda/beroepscode/")
    expect(form.get_by_text("Vol", exact=True)).to_be_visible()

    run_jobs()
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (
        ["s.visser@lindewaard.example"],
        "U bent aangemeld: Een beroepscode voor ambtenaren",
    )
    [item] = invitation(mail).walk("VEVENT")
    [alarm] = item.walk("VALARM")
    assert item.decoded("dtstart") == session.starts_at
    assert alarm.decoded("trigger") == dt.timedelta(minutes=-15)

    page.goto(personal_link(mail))
    expect(page.get_by_role("heading", name="De deur gaat open om 12.15 uur")).to_be_visible()
    expect(page.get_by_role("link", name="Ga naar binnen")).to_be_disabled()
    assert "meet.example.org" not in page.content()
    page.goto(f"{personal_link(mail)}deelnemen/")
    expect(page.get_by_text("De deur is nu niet open.")).to_be_visible()

    page.route("https://meet.example.org/**", lambda route: route.fulfill(body="De zaal"))
    with time_machine.travel(session.starts_at - dt.timedelta(minutes=15), tick=True):
        page.goto(personal_link(mail))
        expect(page.get_by_role("heading", name="De deur is open")).to_be_visible()
        page.get_by_role("link", name="Ga naar binnen").click()
        expect(page).to_have_url("https://meet.example.org/zaal")
        page.go_back()

    page.goto(personal_link(mail))
    page.get_by_role("link", name="Meld mij af").click()
    page.get_by_role("button", name="Ja, meld mij af").click()

    expect(title(page)).to_have_text("U bent afgemeld")
    run_jobs()
    assert mailoutbox[1].subject == "U bent afgemeld: Een beroepscode voor ambtenaren"
    assert invitation(mailoutbox[1])["method"] == "CANCEL"
    page.goto("/agenda/beroepscode/")
    expect(page.get_by_role("button", name="Meld mij aan")).to_be_visible()
    edition.refresh_from_db()
    assert edition.taken == 0


def test_who_signs_up_again_gets_the_mail_again(
    page: Page, page_tree: SimpleNamespace, run_jobs: RunJobs, mailoutbox: list[EmailMessage]
) -> None:
    webinar(page_tree)
    for _ in range(2):
        page.goto("/agenda/beroepscode/")
        sign_up(page)
        expect(title(page)).to_have_text("U bent erbij, Sanne Visser")
    run_jobs()
    first, second = mailoutbox
    assert personal_link(first) == personal_link(second)
    assert Registration.objects.count() == 1


def test_own_registrations_with_a_code_by_mail(
    page: Page, page_tree: SimpleNamespace, run_jobs: RunJobs, mailoutbox: list[EmailMessage]
) -> None:
    webinar(page_tree)
    page.goto("/agenda/beroepscode/")
    sign_up(page)
    expect(title(page)).to_have_text("U bent erbij, Sanne Visser")
    run_jobs()
    mailoutbox.clear()

    page.goto("/mijn-inschrijvingen/")
    page.get_by_role("link", name="Stuur mij een code").click()
    page.get_by_role("textbox", name="E-mailadres").fill("s.visser@lindewaard.example")
    page.get_by_role("button", name="Stuur mij een code").click()
    expect(page.get_by_role("textbox", name="Code")).to_be_visible()
    assert complaints(page) == []
    run_jobs()
    [mail] = mailoutbox
    found = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", str(mail.body), re.MULTILINE)
    assert found, mail.body
    page.get_by_role("textbox", name="Code").fill(found[1])
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_role("link", name="Een beroepscode voor ambtenaren")).to_be_visible()
    assert complaints(page) == []
