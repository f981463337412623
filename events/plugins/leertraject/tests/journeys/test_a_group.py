"""A programme manager lets a group choose a date and share what it wants to learn; the participants take part by their links."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page, expect

from cms.api import User
from events.api import day
from events.plugins.leertraject.tests.making import make_edition
from tests.events.bookings import PIETER, SANNE, book
from tests.factories.events import noon_in
from tests.journeys.visitor import arrives, link_in, newest, press, said, write

RunJobs = Callable[..., list[str]]
SOONER, LATER = noon_in(40), noon_in(41)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_date_is_found_and_a_wish_is_shared(
    phone: Page,
    page_of: Callable[[User], Page],
    programme_manager: User,
    page_tree: SimpleNamespace,  # the site that shows it
    run_jobs: RunJobs,
    mailoutbox: list[EmailMessage],
    language: str,
) -> None:
    edition = make_edition()
    book(edition, SANNE, PIETER, language=language)
    desk = page_of(programme_manager)
    edition_screen = reverse("editions:inspect", args=[edition.pk])
    propose(desk, edition_screen)

    run_jobs()
    asked = newest(mailoutbox, SANNE.email)
    assert asked.subject == said(language, "Wanneer kunt u? %(title)s", title="Terugkomdag")
    phone.goto(link_in(asked, "inschrijving"))
    arrives(phone, language, "Terugkomdag")
    send = phone.get_by_role("button", name=said(language, "Geef mijn antwoord"))
    press(send)
    expect(phone.get_by_role("alert")).to_be_focused()
    sooner, later = phone.get_by_role("group").all()
    press(sooner.get_by_role("radio").first, "ArrowUp")  # from yes to no
    press(later.get_by_role("radio").first, "Space")
    press(send)
    told = "Uw antwoord is bewaard. U hoort van ons welk moment het wordt."
    expect(phone.get_by_role("status")).to_have_text(said(language, told))
    personal = phone.url

    choose(desk, edition_screen)
    run_jobs()
    changed = said(language, "Gewijzigd: {titel}").format(titel=edition.offering.title)
    assert [newest(mailoutbox, who.email).subject for who in (SANNE, PIETER)] == [changed] * 2
    phone.goto(personal)
    arrives(phone, language, "U bent erbij, %(name)s", name=SANNE.name)
    with translation.override(language):
        _weekday, _space, date = day(LATER).partition(" ")
    found = phone.get_by_role("listitem").filter(has=phone.get_by_role("heading", name="Terugkomdag"))
    expect(found).to_contain_text(date)
    expect(phone.get_by_role("link", name="Terugkomdag")).to_have_count(0)

    wish = "Een middag over lastige bewoners"
    press(phone.get_by_role("link", name=said(language, "Naar de pagina van uw groep")))
    arrives(phone, language, "Leerwensen van uw groep")
    write(phone.get_by_role("textbox", name=said(language, "Uw wens of voorstel")), wish)
    press(phone.get_by_role("radio", name=said(language, "alleen voor mijzelf")), "ArrowDown")
    expect(phone.get_by_role("radio", name=said(language, "met de groep, met mijn naam erbij"))).to_be_checked()
    press(phone.get_by_role("button", name=said(language, "Bewaar")))
    expect(phone.get_by_role("status")).to_have_text(said(language, "Bewaard en gedeeld met de groep."))
    phone.goto(f"{link_in(newest(mailoutbox, PIETER.email), 'inschrijving')}groep/")
    arrives(phone, language, "Leerwensen van uw groep")
    shared = phone.get_by_role("region", name=said(language, "Wat anderen delen")).get_by_role("listitem")
    expect(shared).to_contain_text([wish])
    expect(shared).to_contain_text([SANNE.name])


def propose(desk: Page, edition_screen: str) -> None:
    """Switch the page of the group on and ask for a date."""
    desk.goto(edition_screen)
    desk.get_by_role("link", name="Leerwensen").click()
    desk.get_by_role("button", name="Zet de groepspagina aan").click()
    expect(desk.get_by_text("De groepspagina staat aan.").first).to_be_visible()
    desk.goto(edition_screen)
    desk.get_by_role("link", name="Datumprikker").click()
    desk.get_by_role("link", name="Stel momenten voor").click()
    desk.get_by_role("textbox", name="Titel").fill("Terugkomdag")
    desk.get_by_role("textbox", name="Antwoorden kan tot en met").fill(f"{noon_in(10):%Y-%m-%d}")
    for number, start in enumerate((SOONER, LATER), 1):
        moment = desk.get_by_role("group", name=f"Moment {number}")
        moment.get_by_role("textbox", name="Datum").fill(f"{start:%Y-%m-%d}")
        moment.get_by_role("textbox", name="Begint om").fill("12:00")
        moment.get_by_role("textbox", name="Eindigt om").fill("15:00")
    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="Verstuur naar de deelnemers").click()
    expect(desk.get_by_text("De datumprikker is verstuurd.")).to_be_visible()


def choose(desk: Page, edition_screen: str) -> None:
    """The later moment, at which one can and the other said nothing yet."""
    desk.goto(edition_screen)
    desk.get_by_role("link", name="Datumprikker").click()
    desk.get_by_role("link", name="Terugkomdag").click()
    row = desk.get_by_role("row", name=day(LATER)).filter(has=desk.get_by_role("link"))
    expect(row.get_by_role("cell")).to_have_text(["1", "0", "0", re.compile("Kies")])
    row.get_by_role("link").click()
    desk.get_by_role("button", name="Ja, kies dit moment").click()
    expect(desk.get_by_text("Het moment is gekozen en staat bij de editie.")).to_be_visible()
