"""Getting places for several people, passing them on, and asking for a quote: on a narrow screen, with the keyboard and without
a script, in both languages."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import Locator, Page, expect

from cms.project.settings.base import LANGUAGE_CODE, LANGUAGES
from events.actions.cancel_registration import cancel_registration
from events.models import Booking, QuoteRequest, Registration, WaitingListEntry
from tests.events.bookings import PIETER, SANNE, book
from tests.events.workgroups import STREET, TABLE
from tests.factories.events import EditionFactory, ProgrammePageFactory, QuoteFactory
from tests.journeys.accessibility import sideways_scroll
from tests.journeys.offerings import programme
from tests.journeys.visitor import link_in, press, said, title, write

RunJobs = Callable[..., list[str]]

pytestmark = pytest.mark.parametrize("language", [code for code, _name in LANGUAGES])


def address(language: str, path: str) -> str:
    """Where the site has this in the reader's language."""
    return path if language == LANGUAGE_CODE else f"/{language}{path}"


def arrives(phone: Page, language: str, heading: str, **values: object) -> None:
    """See that this is the screen, in the reader's language, and that it fits."""
    expect(title(phone)).to_have_text(said(language, heading, **values))
    expect(phone.locator("html")).to_have_attribute("lang", language)
    assert sideways_scroll(phone) == 0


def go_on(phone: Page) -> None:
    """The button under a screen of the registration, whatever comes next."""
    press(phone.locator("button.btn[value=next]"))


def type_person(fields: Locator | Page, language: str, name: str) -> None:
    """Into the fields of a participant; the address follows from the name."""
    first, last = name.split()
    for label, text in (("Voornaam", first), ("Achternaam", last), ("E-mail", f"{first.lower()}@lindewaard.example")):
        write(fields.get_by_role("textbox", name=said(language, label)), text)


def next_choice(fields: Locator | Page) -> None:
    """Move the choice between radio buttons one on; after the last comes the first."""
    press(fields.get_by_role("radio", checked=True), "ArrowDown")


def agree(phone: Page, language: str) -> None:
    """The last screen of a registration."""
    arrives(phone, language, "Klopt alles?")
    terms = said(language, "Ik ga akkoord met de voorwaarden van de academie.")
    press(phone.get_by_role("checkbox", name=terms), "Space")
    go_on(phone)


def test_a_closed_edition_whose_people_are_named_later_choose_a_workgroup_and_pass_a_place_on(
    phone: Page, page_tree: SimpleNamespace, run_jobs: RunJobs, mailoutbox: list[EmailMessage], language: str
) -> None:
    page = ProgrammePageFactory.create(parent=page_tree.programmes, slug="hrm")
    EditionFactory.create(
        offering=page,
        access_key="k" * 32,
        email_domains="lindewaard.example",
        workgroups=[STREET, TABLE],
        sessions__mode="on_site",
        sessions__place="Raadhuis Lindewaard",
    )
    phone.goto(address(language, f"/besloten/{'k' * 32}/"))
    arrives(phone, language, "Wie doen er mee?")
    expect(phone.get_by_text("Raadhuis Lindewaard")).to_be_visible()
    press(phone.get_by_role("button", name=said(language, "Nog een deelnemer")))
    one, two = [
        phone.get_by_role("group", name=said(language, "Deelnemer %(number)s", number=number), exact=True)
        for number in (1, 2)
    ]
    type_person(one, language, "Anna Prins")
    next_choice(one)  # from “later”, the last, to the first
    later = said(language, "Ik weet nog niet wie er komt; de naam volgt.")
    press(two.get_by_role("checkbox", name=later), "Space")
    go_on(phone)
    arrives(phone, language, "Voor welke organisatie?")
    write(phone.get_by_role("combobox", name=said(language, "Naam van de organisatie")), "Gemeente Lindewaard")
    go_on(phone)
    agree(phone, language)
    arrives(phone, language, "De aanmelding is rond")

    press(phone.get_by_role("link", name=said(language, "Geef de namen door")))
    arrives(phone, language, "Wie komen er?")
    type_person(phone, language, "Bram Kaya")
    next_choice(phone)
    press(phone.get_by_role("button", name=said(language, "Bewaar de namen")))
    expect(phone.get_by_role("heading", name="Bram Kaya")).to_be_visible()
    run_jobs()
    phone.goto(link_in(mailoutbox[-1], "inschrijving"))
    arrives(phone, language, "U bent erbij, %(name)s", name="Bram Kaya")

    press(phone.get_by_role("link", name=said(language, "Kies een andere werkgroep")))
    arrives(phone, language, "Aan welke werkgroep doet u mee?")
    next_choice(phone)
    press(phone.get_by_role("button", name=said(language, "Bewaar mijn keuze")))
    arrives(phone, language, "U bent erbij, %(name)s", name="Bram Kaya")
    assert Registration.objects.get(name="Bram Kaya").workgroup == "table"

    press(phone.get_by_role("link", name=said(language, "Geef mijn plaats door")))
    arrives(phone, language, "Wie komt in plaats van %(name)s?", name="Bram Kaya")
    type_person(phone, language, "Cato Smit")
    press(phone.get_by_role("button", name=said(language, "Geef de plaats door")))
    expect(phone.get_by_text("Cato Smit").first).to_be_visible()
    people = Registration.objects.order_by("name").values_list("name", "status", "workgroup")
    assert list(people) == [
        ("Anna Prins", "confirmed", "street"),
        ("Bram Kaya", "cancelled", "table"),
        ("Cato Smit", "confirmed", "table"),
    ]


def test_waiting_for_two_places_of_a_programme_and_taking_them(
    phone: Page, page_tree: SimpleNamespace, run_jobs: RunJobs, mailoutbox: list[EmailMessage], language: str
) -> None:
    edition = programme(page_tree, capacity=2)
    placed = book(edition, PIETER, SANNE, provider="invoice")
    phone.goto(address(language, f"/wachtlijst/{edition.public_id}/"))
    arrives(phone, language, "Zet mij op de wachtlijst")
    seats = phone.get_by_label(said(language, "Hoeveel plaatsen?"))
    press(seats, "ControlOrMeta+a")
    write(seats, "2")
    write(phone.get_by_role("textbox", name=said(language, "Uw naam")), "Anna Prins")
    write(phone.get_by_role("textbox", name=said(language, "Uw e-mailadres")), "anna@lindewaard.example")
    write(phone.get_by_role("combobox", name=said(language, "Waar werkt u?")), "Gemeente Lindewaard")
    press(phone.get_by_role("button", name=said(language, "Zet mij op de wachtlijst")))
    arrives(phone, language, "Uw aanvraag is binnen")
    run_jobs()
    phone.goto(link_in(mailoutbox[-1], "wachtplaats"))
    arrives(phone, language, "U bent als eerste aan de beurt")

    for registration in placed.registrations:
        cancel_registration(registration_id=registration.pk)
    phone.reload()
    press(phone.get_by_role("button", name=said(language, "Ja, verder met aanmelden")))
    arrives(phone, language, "Wie doen er mee?")
    for number, name in enumerate(("Anna Prins", "Bram Kaya"), start=1):
        group = said(language, "Deelnemer %(number)s", number=number)
        type_person(phone.get_by_role("group", name=group, exact=True), language, name)
    go_on(phone)
    arrives(phone, language, "Voor welke organisatie?")
    go_on(phone)
    arrives(phone, language, "Hoe wilt u betalen?")
    press(phone.get_by_role("radio").first, "Space")
    next_choice(phone)  # pay on invoice
    go_on(phone)
    agree(phone, language)
    arrives(phone, language, "De aanmelding is rond")
    assert WaitingListEntry.objects.get().status == "accepted"
    assert Booking.objects.count() == 2
    assert Registration.objects.filter(status="confirmed").count() == 2


def test_asking_for_a_quote_and_saying_yes(phone: Page, page_tree: SimpleNamespace, language: str) -> None:
    offering = programme(page_tree).offering
    phone.goto(address(language, f"/in-company/{offering.translation_key}/aanvragen/"))
    send = phone.get_by_role("button", name=said(language, "Verstuur de aanvraag"))
    write(phone.get_by_role("textbox", name=said(language, "Uw naam")), "Anna Prins")
    press(send)
    expect(phone.get_by_role("alert")).to_be_focused()
    expect(phone.get_by_role("textbox", name=said(language, "Uw naam"))).to_have_value("Anna Prins")
    write(phone.get_by_role("combobox", name=said(language, "Uw organisatie")), "Gemeente Lindewaard")
    write(phone.get_by_role("textbox", name=said(language, "Uw e-mailadres")), "anna@lindewaard.example")
    for label, number in (("Voor hoeveel medewerkers?", "170"), ("Hoeveel deelnemers per groep?", "12")):
        field = phone.get_by_role("spinbutton", name=said(language, label))
        press(field, "ControlOrMeta+a")
        write(field, number)
    press(send)
    arrives(phone, language, "Dank u, uw aanvraag is binnen")
    asked = QuoteRequest.objects.get()
    assert (asked.language, asked.head_count) == (language, 170)

    quote = QuoteFactory.create(request__language=language)
    phone.goto(address(language, f"/offerte/{quote.access_key}/"))
    write(phone.get_by_role("textbox", name=said(language, "Uw naam")), "Anna Prins")
    write(phone.get_by_role("textbox", name=said(language, "Uw functie")), "hoofd HRM")
    yes = phone.get_by_role("button", name=said(language, "Akkoord met deze offerte"))
    press(yes)
    expect(phone.get_by_role("alert")).to_be_focused()
    expect(phone.get_by_role("textbox", name=said(language, "Uw functie"))).to_have_value("hoofd HRM")
    press(phone.get_by_role("checkbox"), "Space")
    press(yes)
    expect(phone.get_by_role("heading", name=said(language, "U gaf akkoord"))).to_be_visible()
    assert sideways_scroll(phone) == 0
    quote.refresh_from_db()
    assert quote.status == "accepted"
