"""Colleagues: log in for real, make a webinar, make a programme with a paid edition, and see both on the site."""

import re
from collections.abc import Callable
from types import SimpleNamespace

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from playwright.sync_api import Page, expect

from cms.models import User
from tests.cms.accounts.conftest import code_of_the_app
from tests.factories.betalingen import SubsidySchemeFactory, VatRuleFactory
from tests.factories.cms import OrganisationFactory, PersonFactory
from tests.journeys.accessibility import complaints
from tests.journeys.visitor import title

DATE_OR_TIME = re.compile(r"\d{4}-\d\d|\d\d:\d\d")
PASSWORD = "een lange zin om te onthouden"


def test_logging_in(page: Page, page_tree: SimpleNamespace, programme_manager: User) -> None:
    secret = generate_totp_secret()
    programme_manager.set_password(PASSWORD)
    programme_manager.save()
    TOTP.activate(programme_manager, secret)

    page.goto("/admin/")
    expect(title(page)).to_have_text("Inloggen")
    page.get_by_role("textbox", name="E-mailadres").fill(programme_manager.email)
    page.get_by_role("textbox", name="Wachtwoord").fill("verkeerd")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_text("Dit e-mailadres en wachtwoord horen niet bij elkaar.").first).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("textbox", name="Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(title(page)).to_have_text("De tweede stap")
    assert complaints(page) == []
    page.goto("/admin/")
    expect(title(page)).to_have_text("De tweede stap")  # the password alone opens nothing
    with code_of_the_app(secret) as code:
        page.get_by_role("textbox", name="Code").fill(code)
        page.get_by_role("button", name="Inloggen", exact=True).click()
        expect(title(page)).to_have_text("Dag Programme managers")


def fill_in(page: Page, values: dict[str, str]) -> None:
    """Fields of a form in the admin by name. A calendar or clock that opens with a field is closed again."""
    picker = page.locator(".xdsoft_datetimepicker:visible")
    for name, value in values.items():
        field = page.locator(f"[name='{name}']")
        field.fill(value)
        if DATE_OR_TIME.match(value):
            expect(picker).to_be_visible()
            page.locator("body").dispatch_event("mousedown")
            expect(picker).to_have_count(0)


def add_from_register(page: Page, section: str, kind: str, name: str, role: str) -> None:
    """A person or an organisation of the register in a part of the page."""
    part = page.get_by_role("region", name=section, exact=True)
    part.get_by_role("button", name="Blok invoegen").click()
    part.get_by_role("button", name=f"Kies {kind}").click()
    page.get_by_role("dialog").get_by_role("link", name=name).click()
    part.get_by_role("textbox", name="Rol").fill(role)


def publish(page: Page) -> None:
    """At once, also while the editor saves the new page by itself."""
    page.get_by_role("button", name="Meer acties").click()
    page.get_by_role("button", name="Publiceren", exact=True).click()
    expect(page.get_by_text("gepubliceerd", exact=False).first).to_be_visible()


def test_making_a_webinar(
    page_of: Callable[[User], Page], page_tree: SimpleNamespace, programme_manager: User, page: Page
) -> None:
    academy = OrganisationFactory.create(name="Academie Vakwerk")
    PersonFactory.create(first_name="Anna", last_name="Bakker", organisation=academy)
    desk = page_of(programme_manager)
    desk.goto(f"/admin/pages/{page_tree.agenda.pk}/")
    desk.get_by_role("link", name="Voeg onderliggende pagina toe").click()
    fill_in(
        desk,
        {
            "title": "Een beroepscode voor ambtenaren",
            "lead": "Wat zou een code voor u veranderen?",
            "starts_at": "2048-12-15 12:30",
            "ends_at": "2048-12-15 14:00",
            "walk_in_at": "2048-12-15 12:15",
            "medium": "Webex",
            "capacity": "100",
            "meeting_url": "https://meet.example.org/zaal",
        },
    )
    text = desk.get_by_role("region", name="Waar gaat het over", exact=True)
    text.get_by_role("button", name="Blok invoegen").click()
    text.get_by_role("option", name="Tekst").click()
    text.locator("[contenteditable=true]").click()
    desk.keyboard.type("Artsen hebben er een, advocaten ook.")
    add_from_register(desk, "Wie u hoort", "persoon", "Anna Bakker", "gespreksleider")
    add_from_register(desk, "Wie u uitnodigt", "organisatie", "Academie Vakwerk", "organisator")

    desk.get_by_role("button", name="Toon/verberg voorvertoning").click()
    preview = desk.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text("Een beroepscode voor ambtenaren")
    expect(preview.get_by_text("dinsdag 15 december 2048")).to_be_visible()
    answer = page.goto("/agenda/een-beroepscode-voor-ambtenaren/")
    assert answer
    assert answer.status == 404  # nobody sees what is not published
    publish(desk)

    page.goto("/agenda/")
    page.get_by_role("link", name="Een beroepscode voor ambtenaren").click()
    for words in (
        "dinsdag 15 december 2048",
        "12.30 – 14.00 uur",
        "vanaf 12.15 uur",
        "Artsen hebben er een, advocaten ook.",
        "gespreksleider, redacteur bij Academie Vakwerk",
    ):
        expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_role("button", name="Meld mij aan")).to_be_visible()
    assert "meet.example.org" not in page.content()


def test_making_a_programme_with_a_paid_edition(
    page_of: Callable[[User], Page], page_tree: SimpleNamespace, programme_manager: User, page: Page
) -> None:
    SubsidySchemeFactory.create(funder__name="Fonds Vernieuwend Werken")
    VatRuleFactory.create()
    desk = page_of(programme_manager)
    desk.goto(f"/admin/pages/{page_tree.programmes.pk}/")
    desk.get_by_role("link", name="Voeg onderliggende pagina toe").click()
    fill_in(desk, {"title": "Leernetwerk HRM", "lead": "Acht maanden, twaalf vakgenoten."})
    publish(desk)

    desk.get_by_role("button", name="Inschrijvingen").click()
    desk.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Edities").click()
    desk.wait_for_url("**/inschrijvingen/edities/")
    desk.get_by_role("link", name="Nieuwe editie").click()
    desk.get_by_role("button", name="Kies een pagina (Programma)").click()
    desk.get_by_role("dialog").get_by_role("link", name="Leernetwerk HRM", exact=True).click()
    fill_in(
        desk,
        {
            "minimum": "8",
            "capacity": "12",
            "closes_on": "2048-05-25",
            "decision_date": "2048-05-26",
            "gross_price_cents": "3.100,00",
        },
    )
    desk.get_by_role("combobox", name="Subsidieregeling").select_option(label="Regeling Vakmanschap")
    desk.get_by_role("combobox", name="Btw-regel").select_option(label="21 % btw")
    expect(desk.get_by_role("region", name="Prijs").get_by_text("€ 1.875,50")).to_be_visible()
    for number, (day, meeting) in enumerate((("2048-06-10", "1"), ("2048-09-22", "2"), ("2048-09-23", "2"))):
        desk.get_by_role("button", name="Voeg bijeenkomst toe").click()
        session = {
            "date": day,
            "start": "09:30",
            "end": "16:30",
            "meeting": meeting,
            "title": f"Onderwerp {number + 1}",
        }
        fill_in(desk, {f"sessions-{number}-{name}": value for name, value in session.items()})
    desk.get_by_role("button", name="Toevoegen", exact=True).click()
    expect(desk.get_by_role("group", name="Bijeenkomsten").get_by_text("woensdag 10 juni 2048")).to_be_visible()
    page.goto("/opleidingen/leernetwerk-hrm/")
    expect(page.get_by_role("link", name="Meld u aan")).to_have_count(0)

    desk.get_by_role("link", name="Openzetten").click()
    desk.get_by_role("button", name="Ja, zet open").click()
    expect(desk.get_by_text("Nog 8 aanmeldingen nodig. U beslist op dinsdag 26 mei 2048.")).to_be_visible()

    page.goto("/agenda/")
    expect(page.get_by_text("2 bijeenkomsten · juni t/m september 2048 · € 1.550,-")).to_be_visible()
    page.get_by_role("link", name="Leernetwerk HRM").click()
    expect(page.get_by_text("22/23 september 2048")).to_be_visible()
    expect(page.get_by_text("Op 26 mei 2048 beslissen we.").first).to_be_visible()
    price = page.get_by_role("region", name="Wat het kost")
    expect(price.get_by_text("€ 1.550,-", exact=True)).to_be_visible()
    expect(price.get_by_text("van Fonds Vernieuwend Werken")).to_be_visible()
    expect(price.get_by_role("cell")).to_have_text(
        ["€ 3.100,00", "− € 1.550,00", "€ 1.550,00", "€ 325,50", "€ 1.875,50"]
    )
