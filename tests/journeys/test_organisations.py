"""Somebody types a part of the name of an organisation, or its number, with the keyboard and on a phone."""

from types import SimpleNamespace

from playwright.sync_api import Page, expect

from events.models import Registration
from tests.factories.cms import OrganisationFactory
from tests.journeys.accessibility import complaints
from tests.journeys.offerings import webinar
from tests.journeys.visitor import press, title, write


def test_a_suggestion_is_taken_with_the_arrows(page: Page, page_tree: SimpleNamespace) -> None:
    OrganisationFactory.create(name="Gemeente Lindewaard", place="Lindewaard", kvk_number="90000010")
    OrganisationFactory.create(name="Gemeente Lindehove")
    webinar(page_tree)
    page.goto("/agenda/beroepscode/")
    field = page.get_by_role("combobox", name="Waar werkt u?")
    write(page.get_by_label("Uw naam"), "Sanne Visser")
    write(page.get_by_label("Uw e-mailadres"), "s.visser@lindewaard.example")
    write(field, "linde")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    assert complaints(page) == []
    # Below the field, not over it.
    [below, above] = [each.bounding_box() for each in (page.get_by_role("listbox"), field)]
    assert below
    assert above
    assert above["y"] + above["height"] <= below["y"] + 1

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(options.nth(1)).to_contain_text("KvK 90000010")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Gemeente Lindewaard")
    expect(page.get_by_role("listbox")).to_be_hidden()
    press(page.get_by_role("button", name="Meld mij aan"))

    expect(title(page)).to_contain_text("U bent erbij")
    registered = Registration.objects.get().booking.organisation
    assert registered is not None
    assert registered.name == "Gemeente Lindewaard"


def test_by_number_with_a_finger_and_escape_closes(page: Page, page_tree: SimpleNamespace) -> None:
    OrganisationFactory.create(name="Gemeente Lindewaard", kvk_number="90000010")
    webinar(page_tree)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/agenda/beroepscode/")
    field = page.get_by_role("combobox", name="Waar werkt u?")
    field.press_sequentially("900000", delay=8)
    option = page.get_by_role("option", name="Gemeente Lindewaard")
    expect(option).to_be_visible()
    page.keyboard.press("Escape")
    expect(option).to_be_hidden()
    expect(field).to_have_value("900000")

    field.press_sequentially("1", delay=8)
    option.click()
    expect(field).to_have_value("Gemeente Lindewaard")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_without_a_script_there_is_a_list_of_names(phone: Page, page_tree: SimpleNamespace) -> None:
    OrganisationFactory.create(name="Gemeente Lindewaard")
    webinar(page_tree)
    phone.goto("/agenda/beroepscode/")
    field = phone.get_by_label("Waar werkt u?")
    assert phone.locator(f"#{field.get_attribute('list')} option").get_attribute("value") == "Gemeente Lindewaard"
