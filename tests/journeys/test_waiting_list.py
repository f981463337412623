"""A full webinar on a narrow screen, with the keyboard: wait, hear that a place came free, and take it."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import Page, expect

from events.actions.cancel_registration import cancel_registration
from events.models import Registration
from tests.events.bookings import PIETER, book
from tests.journeys.accessibility import PHONE
from tests.journeys.offerings import webinar
from tests.journeys.visitor import link_in, press, title, write

RunJobs = Callable[..., list[str]]


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page(viewport={"width": PHONE, "height": 740}, has_touch=True)


def test_waiting_and_taking_the_place(
    page: Page, page_tree: SimpleNamespace, run_jobs: RunJobs, mailoutbox: list[EmailMessage]
) -> None:
    edition = webinar(page_tree, capacity=1)
    placed = book(edition, PIETER)
    page.goto("/agenda/beroepscode/")
    write(page.get_by_role("textbox", name="Uw naam"), "Sanne Visser")
    write(page.get_by_role("textbox", name="Uw e-mailadres"), "s.visser@lindewaard.example")
    write(page.get_by_role("combobox", name="Waar werkt u?"), "Gemeente Lindewaard")
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text("Uw aanvraag is binnen")

    run_jobs()
    page.goto(link_in(mailoutbox[-1], "wachtplaats"))
    expect(title(page)).to_have_text("U bent als eerste aan de beurt")

    cancel_registration(registration_id=placed.registrations[0].pk)
    run_jobs()
    assert mailoutbox[-1].subject == "Er is plaats voor u: Een beroepscode voor ambtenaren"
    page.goto(link_in(mailoutbox[-1], "wachtplaats"))
    expect(title(page)).to_have_text("Er is plaats voor u")
    press(page.get_by_role("link", name="Nee, laat maar gaan"))
    expect(title(page)).to_have_text("Laat u de plaats gaan?")
    press(page.get_by_role("link", name="Nee, ga terug"))
    press(page.get_by_role("button", name="Ja, meld mij aan"))

    expect(title(page)).to_have_text("U bent erbij, Sanne Visser")
    assert Registration.objects.get(email="s.visser@lindewaard.example").status == "confirmed"
