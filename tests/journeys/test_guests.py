"""A participant passes on the link for guests; a guest signs up and withdraws, and the participant sees both."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import Page, expect

from cms.project.settings.base import LANGUAGES
from tests.events.bookings import SANNE, book
from tests.events.guests import edition_with_guests, taken
from tests.journeys.accessibility import complaints
from tests.journeys.visitor import arrives, link_in, newest, press, said, write

RunJobs = Callable[..., list[str]]
GUEST = "gijs@buiten.example"


@pytest.mark.parametrize("language", [code for code, _name in LANGUAGES])
def test_a_guest_comes_along_and_withdraws(
    phone: Page,
    page: Page,
    page_tree: SimpleNamespace,  # the site that shows it
    run_jobs: RunJobs,
    mailoutbox: list[EmailMessage],
    language: str,
) -> None:
    edition = edition_with_guests()
    book(edition, SANNE, language=language)
    run_jobs()
    participant = link_in(newest(mailoutbox, SANNE.email), "inschrijving")
    phone.goto(participant)
    guests = phone.get_by_role("region", name=said(language, "Uw gasten"))
    expect(guests.get_by_text(said(language, "Er heeft zich nog niemand aangemeld."))).to_be_visible()
    passed_on = guests.get_by_role("textbox").input_value()

    phone.goto(passed_on)
    arrives(phone, language, "Slotmanifestatie")
    expect(phone.get_by_text("Stadskantoor").first).to_be_visible()
    come = phone.get_by_role("button", name=said(language, "Ik kom"))
    press(come)
    expect(phone.get_by_role("alert")).to_be_focused()
    write(phone.get_by_role("textbox", name=said(language, "Uw naam")), "Gijs Maas")
    write(phone.get_by_role("textbox", name=said(language, "Uw e-mailadres")), GUEST)
    press(come)
    arrives(phone, language, "Tot dan, %(name)s", name="Gijs Maas")
    run_jobs()
    mail = newest(mailoutbox, GUEST)
    assert mail.subject == said(language, "U bent er als gast bij: %(title)s", title=edition.offering.title)
    phone.goto(participant)
    expect(guests.get_by_role("listitem")).to_have_text(["Gijs Maas"])

    phone.goto(link_in(mail, "gast"))
    arrives(phone, language, "U bent er als gast bij")
    press(phone.get_by_role("button", name=said(language, "Meld mij af")))
    arrives(phone, language, "U bent afgemeld")
    run_jobs()
    assert newest(mailoutbox, GUEST).subject == said(
        language, "U bent afgemeld: %(title)s", title=edition.offering.title
    )
    assert taken(edition) == 0
    phone.goto(participant)
    expect(guests.get_by_role("listitem")).to_have_count(0)

    page.goto(passed_on)
    page.get_by_role("button", name=said(language, "Ik kom")).click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert complaints(page) == []
