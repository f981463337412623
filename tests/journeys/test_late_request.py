"""After the deadline, while there is room: two people ask, one is admitted and takes the place, the other hears no."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.models import User
from cms.project.settings.base import LANGUAGES
from events.models import Edition, Registration
from tests.events.bookings import PIETER, SANNE
from tests.journeys.accessibility import complaints
from tests.journeys.offerings import addresses_in, programme
from tests.journeys.visitor import arrives, link_in, newest, press, said, write

RunJobs = Callable[..., list[str]]
TITLE = "Leernetwerk HRM"


@pytest.mark.parametrize("language", [code for code, _name in LANGUAGES])
def test_one_is_admitted_and_one_refused(
    phone: Page,
    page: Page,
    page_of: Callable[[User], Page],
    programme_manager: User,
    page_tree: SimpleNamespace,
    run_jobs: RunJobs,
    mailoutbox: list[EmailMessage],
    language: str,
) -> None:
    edition = programme(page_tree)
    Edition.objects.filter(pk=edition.pk).update(closes_at=timezone.now() - dt.timedelta(days=1))
    *_above, start = addresses_in(language, page_tree.home, page_tree.programmes, edition.offering.specific)
    for who in (SANNE, PIETER):
        phone.goto(start)
        ask(phone, language, who.name, who.email)
    run_jobs()
    assert newest(mailoutbox, SANNE.email).subject == in_mail(language, "Uw verzoek is binnen: {titel}")
    personal = link_in(newest(mailoutbox, SANNE.email), "wachtplaats")
    phone.goto(personal)
    arrives(phone, language, "Uw verzoek is binnen")
    page.goto(personal)
    assert complaints(page) == []

    desk = page_of(programme_manager)
    decide(desk, SANNE.name, "Laat nog toe", "Ja, bied aan")
    expect(desk.get_by_text("Sanne Visser krijgt het aanbod per mail.")).to_be_visible()
    decide(desk, PIETER.name, "Wijs het verzoek af", "Ja, wijs af")
    expect(desk.get_by_text("Pieter de Boer krijgt bericht dat het niet meer lukt.")).to_be_visible()
    run_jobs()

    assert newest(mailoutbox, PIETER.email).subject == in_mail(language, "Het lukt helaas niet meer: {titel}")
    offered = newest(mailoutbox, SANNE.email)
    assert offered.subject == in_mail(language, "Er is plaats voor u: {titel}")
    phone.goto(link_in(offered, "wachtplaats"))
    arrives(phone, language, "Er is plaats voor u")
    press(phone.get_by_role("button", name=said(language, "Ja, verder met aanmelden")))
    take_the_place(phone, language)
    taken = Registration.objects.get()
    assert (taken.name, taken.status, taken.booking.language) == (SANNE.name, "confirmed", language)
    phone.goto(personal)
    arrives(phone, language, "U bent aangemeld")


def ask(phone: Page, language: str, name: str, email: str) -> None:
    """From the page of the programme to the receipt."""
    press(phone.get_by_role("link", name=said(language, "Kan ik er nog bij?")))
    arrives(phone, language, "Kan ik er nog bij?")
    send = phone.get_by_role("button", name=said(language, "Stuur het verzoek"))
    press(send)
    expect(phone.get_by_role("alert")).to_be_focused()
    write(phone.get_by_role("textbox", name=said(language, "Uw naam")), name)
    write(phone.get_by_role("textbox", name=said(language, "Uw e-mailadres")), email)
    write(phone.get_by_role("combobox", name=said(language, "Waar werkt u?")), "Gemeente Lindewaard")
    press(send)
    arrives(phone, language, "Uw aanvraag is binnen")


def decide(desk: Page, name: str, decision: str, yes: str) -> None:
    """From the first screen to the answer."""
    desk.goto("/admin/")
    desk.get_by_role("link", name=name, exact=True).click()
    desk.get_by_role("link", name=decision).click()
    desk.get_by_role("button", name=yes).click()


def take_the_place(phone: Page, language: str) -> None:
    """The screens of a registration, with the name that was given before."""
    arrives(phone, language, "Wie doen er mee?")
    write(phone.get_by_role("textbox", name=said(language, "Voornaam")), "Sanne")
    write(phone.get_by_role("textbox", name=said(language, "Achternaam")), "Visser")
    write(phone.get_by_role("textbox", name=said(language, "E-mail")), SANNE.email)
    phone.keyboard.press("Enter")
    arrives(phone, language, "Voor welke organisatie?")
    write(phone.get_by_role("textbox", name=said(language, "Inkoopnummer (PO)")), "PO-7")
    phone.keyboard.press("Enter")
    arrives(phone, language, "Hoe wilt u betalen?")
    press(phone.get_by_role("radio", name=said(language, "Nu betalen")), "ArrowDown")
    expect(phone.get_by_role("radio", name=said(language, "Op factuur"))).to_be_checked()
    phone.keyboard.press("Enter")
    arrives(phone, language, "Klopt alles?")
    press(
        phone.get_by_role("checkbox", name=said(language, "Ik ga akkoord met de voorwaarden van de academie.")), "Space"
    )
    press(phone.get_by_role("button", name=said(language, "Meld definitief aan")))
    arrives(phone, language, "De aanmelding is rond")


def in_mail(language: str, subject: str) -> str:
    return said(language, subject).format(titel=TITLE)
