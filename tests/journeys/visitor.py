"""What a visitor does with mouse and keyboard on the screens of the site."""

import re
from collections.abc import Callable

from django.core.mail import EmailMessage
from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from tests.journeys.accessibility import sideways_scroll, tab_to


def title(page: Page) -> Locator:
    """The heading that says where one is."""
    return page.get_by_role("heading", level=1)


def write(field: Locator, text: str) -> None:
    """Type into the field that Tab leads to, with the speed of somebody who types: a robot is refused."""
    tab_to(field)
    field.page.keyboard.type(text, delay=8)


def press(control: Locator, key: str = "Enter") -> None:
    """The key on the control that Tab leads to."""
    tab_to(control)
    control.page.keyboard.press(key)


def link_in(mail: EmailMessage, path: str) -> str:
    """The personal link to a screen below this path: link_in(mail, "evaluatie")."""
    found = re.search(rf"http\S+/{path}/\S+?/(?=\s|$)", str(mail.body))
    assert found, mail.body
    return found[0]


def newest(mails: list[EmailMessage], to: str) -> EmailMessage:
    """The last mail to this address."""
    return [mail for mail in mails if mail.to == [to]][-1]


def said(language: str, words: str, **values: object) -> str:
    """What the site says in this language for its own Dutch words, with what stands between them."""
    with translation.override(language):
        return translation.gettext(words) % values


def arrives(phone: Page, language: str, heading: str, **values: object) -> None:
    """See that this is the screen, in the reader's language, and that it fits."""
    expect(title(phone)).to_have_text(said(language, heading, **values))
    expect(phone.locator("html")).to_have_attribute("lang", language)
    assert sideways_scroll(phone) == 0


def sign_up(page: Page, name: str = "Sanne Visser", email: str = "s.visser@lindewaard.example") -> None:
    """Fill in and send the form on the page of a webinar, with the speed of somebody who types: a robot is refused."""
    for field, text in (
        (page.get_by_role("textbox", name="Uw naam"), name),
        (page.get_by_role("textbox", name="Uw e-mailadres"), email),
        (page.get_by_role("combobox", name="Waar werkt u?"), "Gemeente Lindewaard"),
    ):
        field.clear()
        field.press_sequentially(text, delay=8)
    page.get_by_role("button", name="Meld mij aan").click()


def fill_in_participant(page: Page, number: int, first_name: str, last_name: str, email: str) -> None:
    """One of the groups of fields on the first screen of a registration; `number` counts from 1."""
    group = page.get_by_role("group", name=f"Deelnemer {number}", exact=True)
    group.get_by_role("textbox", name="Voornaam").fill(first_name)
    group.get_by_role("textbox", name="Achternaam").fill(last_name)
    group.get_by_role("textbox", name="E-mail").fill(email)


def fill_in_organisation(page: Page) -> None:
    """The second screen of a registration, with the name and address that it proposes."""
    page.get_by_role("combobox", name="Naam van de organisatie").fill("Gemeente Lindewaard")
    page.get_by_role("textbox", name="Inkoopnummer (PO)").fill("PO-7")


def go_on(page: Page, following: str) -> None:
    """To the next screen of a registration, by the name on the button."""
    page.get_by_role("button", name=f"Verder naar {following}", exact=True).click()


def register(
    page: Page, *, how: str = "Nu betalen", finish: Callable[[Locator], None] = lambda button: button.click()
) -> None:
    """From the page of the programme to the order: Sanne Visser and Pieter de Boer of Gemeente Lindewaard.

    `finish` is what happens with the last button."""
    page.get_by_role("link", name="Meld u aan").first.click()
    fill_in_participant(page, 1, "Sanne", "Visser", "s.visser@lindewaard.example")
    page.get_by_role("button", name="Nog een deelnemer").click()
    fill_in_participant(page, 2, "Pieter", "de Boer", "p.deboer@lindewaard.example")
    go_on(page, "organisatie")
    fill_in_organisation(page)
    go_on(page, "betalen")
    page.get_by_role("radio", name=how).check()
    go_on(page, "controleren")
    page.get_by_role("checkbox", name="Ik ga akkoord met de voorwaarden").check()
    finish(page.get_by_role("button", name="Meld definitief aan"))
