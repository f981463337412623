"""An organisation receives a day: it says yes, later corrects the address, and a participant hears both."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import Page, expect

from cms.project.settings.base import LANGUAGES
from tests.events.bookings import SANNE, book
from tests.events.hosts import ADDRESS, edition_out, invite
from tests.journeys.accessibility import complaints
from tests.journeys.visitor import arrives, link_in, newest, press, said, write

RunJobs = Callable[..., list[str]]
HOST = "n.bakker@linge.example"


@pytest.mark.parametrize("language", [code for code, _name in LANGUAGES])
def test_saying_yes_and_correcting_the_address(
    phone: Page,
    page: Page,
    page_tree: SimpleNamespace,  # the site that shows it
    run_jobs: RunJobs,
    mailoutbox: list[EmailMessage],
    language: str,
) -> None:
    edition = edition_out()
    book(edition, SANNE, language=language)
    invite(edition, language=language)
    run_jobs()
    personal = link_in(newest(mailoutbox, HOST), "ontvangst")
    phone.goto(personal)
    arrives(phone, language, "Wilt u ons ontvangen?")
    place = phone.get_by_role("textbox", name=said(language, "Plaats"), exact=True)
    address = phone.get_by_role("textbox", name=said(language, "Adres"))
    confirm = phone.get_by_role("button", name=said(language, "Bevestig"))
    write(place, ADDRESS.place)
    press(confirm)
    expect(phone.get_by_role("alert")).to_be_focused()
    expect(place).to_have_value(ADDRESS.place)
    write(address, ADDRESS.address)
    press(confirm)
    arrives(phone, language, "U ontvangt ons")
    run_jobs()
    changed = said(language, "Gewijzigd: {titel}").format(titel=edition.offering.title)
    assert told(mailoutbox, changed) == [ADDRESS.address]

    phone.goto(personal)
    expect(address).to_have_value(ADDRESS.address)
    press(address, "Control+a")
    phone.keyboard.type("Plein 1, 1234 AB Linge")
    press(phone.get_by_role("button", name=said(language, "Wijzig")))
    arrives(phone, language, "U ontvangt ons")
    expect(address).to_have_value("Plein 1, 1234 AB Linge")
    run_jobs()
    assert told(mailoutbox, changed) == [ADDRESS.address, "Plein 1, 1234 AB Linge"]

    own = link_in(newest(mailoutbox, SANNE.email), "inschrijving")
    phone.goto(own)
    arrives(phone, language, "U bent erbij, %(name)s", name=SANNE.name)
    expect(phone.get_by_text("Plein 1, 1234 AB Linge").first).to_be_visible()
    page.goto(personal)
    page.get_by_role("textbox", name=said(language, "Plaats"), exact=True).clear()
    page.get_by_role("button", name=said(language, "Wijzig")).click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert complaints(page) == []


def told(mails: list[EmailMessage], subject: str) -> list[str]:
    """The addresses that the mails with this subject name."""
    bodies = [str(mail.body) for mail in mails if mail.subject == subject and mail.to == [SANNE.email]]
    return [next(each for each in (ADDRESS.address, "Plein 1, 1234 AB Linge") if each in body) for body in bodies]
