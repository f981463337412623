"""Writing to the academy: a message, the wish to hear more, an organisation that applies and is accepted."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import Page, expect

from cms.models import CallPage, CallPlace, Lead, User
from tests.factories.cms import (
    ApplicationFactory,
    CallPageFactory,
    ContactPageFactory,
    PersonFactory,
    ProgrammePageFactory,
    stream,
)
from tests.journeys.accessibility import complaints, small_targets, tab_to, violations
from tests.journeys.visitor import title

RunJobs = Callable[..., list[str]]


@pytest.fixture
def contact(page_tree: SimpleNamespace) -> None:
    people = [
        PersonFactory.create(first_name="Anna", last_name="Bakker", email="anna@example.org"),
        PersonFactory.create(first_name="Marijn", last_name="Smit", email="marijn@example.org", phone="088 000 00 01"),
    ]
    contacts = stream([("person", {"person": person.pk, "role": "contact"}) for person in people])
    ContactPageFactory.create(parent=page_tree.home, title="Contact", slug="contact", contacts=contacts)


@pytest.fixture
def call(page_tree: SimpleNamespace) -> CallPage:
    page: CallPage = CallPageFactory.create(
        parent=page_tree.home,
        title="Onderzoek met ons mee",
        slug="oproep",
        questions=stream([("question", "Welke teams doen mee?")]),
    )
    page.save_revision().publish()
    return page


def write(page: Page, message: str = "Kunt u mij bellen?", email: str = "s.visser@lindewaard.example") -> None:
    """Fill in the form of the contact page, with the speed of somebody who types: a robot is refused."""
    for name, text in (("Uw vraag of bericht", message), ("Uw naam", "Sanne Visser"), ("Uw e-mailadres", email)):
        field = page.get_by_role("textbox", name=name)
        field.clear()
        field.press_sequentially(text, delay=8)


def send(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def apply(page: Page, organisation: str = "Gemeente Lindewaard") -> None:
    """Fill in the form of the call."""
    page.get_by_role("combobox", name="Welke organisatie meldt u aan?").press_sequentially(organisation, delay=8)
    page.get_by_role("radio", name="Gemeente").check()
    for name, text in (
        ("Uw naam", "Sanne Visser"),
        ("Uw e-mailadres", "s.visser@lindewaard.example"),
        ("Waarom wilt u meedoen?", "We willen van elkaar leren."),
        ("Welke teams doen mee?", "Vergunningen en toezicht."),
    ):
        page.get_by_role("textbox", name=name).press_sequentially(text, delay=8)


def test_a_message_to_two_people(page: Page, contact: None, run_jobs: RunJobs, mailoutbox: list[EmailMessage]) -> None:
    page.goto("/contact/")
    page.set_viewport_size({"width": 360, "height": 800})
    assert small_targets(page) == []
    expect(page.get_by_role("link", name="088 000 00 01")).to_have_attribute("href", "tel:0880000001")
    expect(page.get_by_role("link", name="anna@example.org")).to_have_attribute("href", "mailto:anna@example.org")

    write(page, email="s.visser@lindewaard")
    send(page, "Verstuur")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page.get_by_role("textbox", name="Uw vraag of bericht")).to_have_value("Kunt u mij bellen?")
    assert complaints(page) == []
    summary.get_by_role("link").click()
    expect(page.get_by_role("textbox", name="Uw e-mailadres")).to_be_focused()

    page.get_by_role("textbox", name="Uw e-mailadres").fill("s.visser@lindewaard.example")
    send(page, "Verstuur")
    expect(title(page)).to_have_text("Dank u, uw bericht is verstuurd")
    expect(page.get_by_text("Uw bericht ging naar Anna Bakker en Marijn Smit.")).to_be_visible()
    run_jobs()
    assert sorted(mail.to[0] for mail in mailoutbox) == [
        "anna@example.org",
        "marijn@example.org",
        "s.visser@lindewaard.example",
    ]


def test_a_double_click_sends_one_message(page: Page, contact: None) -> None:
    page.goto("/contact/")
    page.get_by_role("button", name="Verstuur").evaluate(
        "button => button.addEventListener('click', () => button.form.requestSubmit(), {once: true})"
    )
    write(page)
    send(page, "Verstuur")
    expect(title(page)).to_have_text("Dank u, uw bericht is verstuurd")
    assert Lead.objects.count() == 1


def test_without_javascript_and_with_the_keyboard_alone(open_page: Callable[..., Page], contact: None) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/contact/")
    for name, text in (("Uw vraag of bericht", "Dag."), ("Uw naam", "Sanne"), ("Uw e-mailadres", "s@example.org")):
        field = page.get_by_role("textbox", name=name)
        tab_to(field)
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text("Dank u, uw bericht is verstuurd")
    page.go_back()
    send(page, "Verstuur")
    expect(title(page)).to_have_text("Dank u, uw bericht is verstuurd")
    assert Lead.objects.count() == 1


def test_keep_me_informed(page: Page, page_tree: SimpleNamespace) -> None:
    ProgrammePageFactory.create(parent=page_tree.programmes, title="Modern Gezag", slug="modern-gezag")
    page.goto("/opleidingen/modern-gezag/")
    send(page, "Houd mij op de hoogte")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(title(page)).to_have_text("Modern Gezag")
    assert complaints(page) == []
    page.get_by_role("textbox", name="Uw naam").press_sequentially("Sanne Visser", delay=8)
    page.get_by_role("textbox", name="Uw e-mailadres").press_sequentially("s.visser@lindewaard.example", delay=8)
    send(page, "Houd mij op de hoogte")
    expect(title(page)).to_have_text("Dank u, we houden u op de hoogte")
    lead = Lead.objects.get()
    assert (lead.kind, lead.page_title) == ("interest", "Modern Gezag")


def test_an_organisation_applies_and_is_accepted(
    page: Page,
    page_of: Callable[[User], Page],
    call: CallPage,
    programme_manager: User,
    run_jobs: RunJobs,
    mailoutbox: list[EmailMessage],
) -> None:
    page.goto("/oproep/")
    expect(page.get_by_text("Nog 3 plaatsen")).to_be_visible()
    send(page, "Verstuur de aanmelding")
    expect(page.get_by_role("alert")).to_be_focused()
    assert complaints(page) == []
    apply(page)
    send(page, "Verstuur de aanmelding")
    expect(title(page)).to_have_text("Dank u, uw organisatie is aangemeld")

    desk = page_of(programme_manager)
    desk.goto("/admin/")
    expect(desk.get_by_role("heading", name="Nieuwe berichten")).to_be_visible()
    desk.get_by_role("link", name="Sanne Visser").click()
    expect(desk.get_by_text("Vergunningen en toezicht.")).to_be_visible()
    assert violations(desk) == []
    desk.get_by_role("link", name="Toelaten").click()
    expect(desk.get_by_role("button", name="Ja, laat toe")).to_be_visible()
    assert violations(desk) == []
    desk.get_by_role("button", name="Ja, laat toe").click()
    expect(desk.get_by_text("De organisatie van Sanne Visser doet mee")).to_be_visible()
    desk.goto("/admin/berichten/")
    expect(desk.get_by_role("row", name="Sanne Visser")).to_contain_text("toegelaten")
    assert violations(desk) == []

    page.goto("/oproep/")
    expect(page.get_by_text("Nog 2 plaatsen")).to_be_visible()
    expect(page.get_by_role("radio", name="Gemeente")).to_have_count(0)
    run_jobs()
    [mail] = [mail for mail in mailoutbox if mail.subject.startswith("Uw organisatie doet mee")]
    assert mail.to == ["s.visser@lindewaard.example"]


def test_closed_while_typing(page: Page, call: CallPage) -> None:
    page.goto("/oproep/")
    apply(page)
    for place in CallPlace.objects.all():
        ApplicationFactory.create_batch(place.places, place=place, status="accepted")
        place.taken = place.places
        place.save()
    send(page, "Verstuur de aanmelding")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_text("De oproep is gesloten. Uw organisatie is niet aangemeld.")).to_be_visible()
    expect(page.get_by_text("Vergunningen en toezicht.")).to_be_visible()
    assert complaints(page) == []
    assert Lead.objects.filter(status="new").count() == 0
