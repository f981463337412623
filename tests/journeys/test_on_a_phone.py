"""The two main paths of a visitor on a narrow screen: with the keyboard alone, and without any script."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import Page, expect

from betalingen.sandbox import Sandbox
from cms.project.settings.base import LANGUAGES
from events.models import Registration
from tests.journeys.accessibility import DESK, PHONE, sideways_scroll
from tests.journeys.offerings import addresses_in, programme, webinar
from tests.journeys.visitor import link_in, press, register, said, sign_up, title, write

OpenPage = Callable[..., Page]
RunJobs = Callable[..., list[str]]
NARROW = {"width": PHONE, "height": 740}


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page(viewport=NARROW, has_touch=True)


def test_signing_up_with_the_keyboard(page: Page, page_tree: SimpleNamespace) -> None:
    webinar(page_tree)
    page.goto("/agenda/")
    press(page.get_by_role("link", name="Een beroepscode voor ambtenaren"))
    expect(title(page)).to_have_text("Een beroepscode voor ambtenaren")
    press(page.get_by_role("button", name="Meld mij aan"))
    expect(page.get_by_role("alert")).to_be_focused()
    write(page.get_by_role("textbox", name="Uw naam"), "Sanne Visser")
    write(page.get_by_role("textbox", name="Uw e-mailadres"), "s.visser@lindewaard.example")
    write(page.get_by_role("combobox", name="Waar werkt u?"), "Gemeente Lindewaard")
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text("U bent erbij, Sanne Visser")

    page.goto(f"/inschrijving/{Registration.objects.get().access_key}/")
    press(page.get_by_role("link", name="Meld mij af"))
    press(page.get_by_role("button", name="Ja, meld mij af"))
    expect(title(page)).to_have_text("U bent afgemeld")


@pytest.mark.parametrize("language", [code for code, _name in LANGUAGES])
def test_signing_up_in_both_languages_with_the_keyboard_and_without_a_script(
    phone: Page, page_tree: SimpleNamespace, run_jobs: RunJobs, mailoutbox: list[EmailMessage], language: str
) -> None:
    edition = webinar(page_tree)
    _home, start, _webinar = addresses_in(language, page_tree.home, page_tree.agenda, edition.offering.specific)
    phone.goto(start)
    press(phone.get_by_role("link", name="Een beroepscode voor ambtenaren"))
    expect(phone.locator("html")).to_have_attribute("lang", language)
    send = phone.get_by_role("button", name=said(language, "Meld mij aan"))
    press(send)
    expect(phone.get_by_role("alert")).to_be_focused()
    write(phone.get_by_role("textbox", name=said(language, "Uw naam")), "Sanne Visser")
    write(phone.get_by_role("textbox", name=said(language, "Uw e-mailadres")), "s.visser@lindewaard.example")
    write(phone.get_by_role("combobox", name=said(language, "Waar werkt u?")), "Gemeente Lindewaard")
    press(send)
    expect(title(phone)).to_have_text(said(language, "U bent erbij, %(name)s", name="Sanne Visser"))
    expect(phone.locator("html")).to_have_attribute("lang", language)
    assert sideways_scroll(phone) == 0

    run_jobs()
    [mail] = mailoutbox
    assert mail.subject == said(language, "U bent aangemeld: {titel}").format(titel="Een beroepscode voor ambtenaren")
    phone.goto(link_in(mail, "inschrijving"))
    expect(phone.locator("html")).to_have_attribute("lang", language)
    press(phone.get_by_role("link", name=said(language, "Meld mij af")))
    press(phone.get_by_role("button", name=said(language, "Ja, meld mij af")))
    expect(title(phone)).to_have_text(said(language, "U bent afgemeld"))
    assert sideways_scroll(phone) == 0


def test_registering_with_the_keyboard(page: Page, page_tree: SimpleNamespace, sandbox: Sandbox) -> None:
    programme(page_tree)
    page.goto("/opleidingen/leernetwerk-hrm/")
    press(page.get_by_role("link", name="Meld u aan").first)
    expect(title(page)).to_have_text("Wie doen er mee?")
    write(page.get_by_role("textbox", name="Voornaam"), "Sanne")
    write(page.get_by_role("textbox", name="Achternaam"), "Visser")
    write(page.get_by_role("textbox", name="E-mail"), "s.visser@lindewaard.example")
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text("Voor welke organisatie?")
    write(page.get_by_role("combobox", name="Naam van de organisatie"), "Gemeente Lindewaard")
    press(page.get_by_role("button", name="Verder naar betalen"))
    expect(title(page)).to_have_text("Hoe wilt u betalen?")
    press(page.get_by_role("radio", name="Nu betalen"), "Space")
    press(page.get_by_role("button", name="Verder naar controleren"))
    expect(title(page)).to_have_text("Klopt alles?")
    press(page.get_by_role("checkbox", name="Ik ga akkoord met de voorwaarden"), "Space")
    press(page.get_by_role("button", name="Meld definitief aan"))
    expect(page.get_by_role("heading", name="Nu betalen")).to_be_visible()
    press(page.get_by_role("button", name="Naar betalen"))
    expect(title(page)).to_have_text("Kies hoe u betaalt")


def test_signing_up_without_a_script(open_page: OpenPage, page_tree: SimpleNamespace) -> None:
    webinar(page_tree)
    page = open_page(viewport=NARROW, java_script_enabled=False)
    page.goto("/agenda/beroepscode/")
    page.get_by_role("button", name="Meld mij aan").click()
    expect(page.get_by_role("alert")).to_be_focused()
    sign_up(page)
    expect(title(page)).to_have_text("U bent erbij, Sanne Visser")
    page.goto(f"/inschrijving/{Registration.objects.get().access_key}/afmelden/")
    page.get_by_role("button", name="Ja, meld mij af").click()
    expect(title(page)).to_have_text("U bent afgemeld")
    assert sideways_scroll(page) == 0


def test_registering_without_a_script(open_page: OpenPage, page_tree: SimpleNamespace, sandbox: Sandbox) -> None:
    programme(page_tree)
    page = open_page(viewport=NARROW, java_script_enabled=False)
    page.goto("/opleidingen/leernetwerk-hrm/")
    register(page)
    assert sideways_scroll(page) == 0
    page.get_by_role("button", name="Naar betalen").click()
    expect(title(page)).to_have_text("Kies hoe u betaalt")


def test_filters_wait_behind_a_button_that_counts_them(open_page: OpenPage, page_tree: SimpleNamespace) -> None:
    webinar(page_tree)
    page = open_page(viewport={"width": PHONE, "height": 844}, java_script_enabled=False)
    page.goto("/agenda/")
    choice = page.get_by_role("link", name="Webinar 1")
    row = page.get_by_role("link", name="Een beroepscode voor ambtenaren")
    expect(row).to_be_in_viewport()
    expect(choice).to_be_hidden()
    page.get_by_text("Filters", exact=True).click()
    choice.click()
    expect(page.get_by_text("Filters (1 gekozen)")).to_be_visible()
    expect(row).to_be_in_viewport()
    expect(choice).to_be_hidden()

    page.set_viewport_size({"width": DESK, "height": 900})
    expect(choice).to_be_visible()
    expect(page.get_by_text("Filters (1 gekozen)")).to_be_hidden()
