"""An organisation asks for an offer, gets it, says yes; the order stands with finance."""

import re
from collections.abc import Callable
from types import SimpleNamespace

from django.core.mail import EmailMessage
from playwright.sync_api import Page, expect

from cms.models import User
from tests.factories.betalingen import VatRuleFactory
from tests.factories.events import QuoteFactory
from tests.journeys.accessibility import complaints
from tests.journeys.offerings import programme
from tests.journeys.visitor import title

RunJobs = Callable[..., list[str]]


def ask(page: Page) -> None:
    """From the page of the programme to the thanks."""
    page.goto("/opleidingen/leernetwerk-hrm/")
    page.get_by_role("link", name="Vraag een voorstel").click()
    page.get_by_role("button", name="Verstuur de aanvraag").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert complaints(page) == []
    page.get_by_role("combobox", name="Uw organisatie").fill("Gemeente Lindewaard")
    page.get_by_role("textbox", name="Uw naam").fill("Sanne Visser")
    page.get_by_role("textbox", name="Uw e-mailadres").fill("s.visser@lindewaard.example")
    page.get_by_role("spinbutton", name="Voor hoeveel medewerkers?").fill("170")
    page.get_by_role("spinbutton", name="Hoeveel deelnemers per groep?").fill("12")
    page.get_by_role("textbox", name="Wanneer?").fill("voorjaar 2027")
    page.get_by_role("textbox", name="Wat speelt er bij u?").fill("Onze teams willen lastige casussen bespreken.")
    page.get_by_role("button", name="Verstuur de aanvraag").click()
    expect(title(page)).to_have_text("Dank u, uw aanvraag is binnen")


def offer(desk: Page) -> None:
    """From the dashboard to an offer that was sent: fifteen groups at € 950,-."""
    desk.goto("/admin/")
    desk.get_by_role("link", name="Gemeente Lindewaard").click()
    expect(desk.get_by_text("170 medewerkers in groepen van 12 zijn 15 groepen.")).to_be_visible()
    desk.get_by_role("link", name="Maak offerte").click()
    expect(desk.get_by_role("spinbutton", name="Aantal*", exact=True)).to_have_value("15")
    desk.get_by_role("textbox", name="Prijs per stuk, zonder btw").fill("950,00")
    desk.get_by_role("combobox", name="Btw-regel").select_option(label="21 % btw")
    expect(desk.get_by_role("region", name="Totaal").get_by_text("€ 17.242,50")).to_be_visible()
    desk.get_by_role("textbox", name="Wat we afspreken").fill("U regelt de zaal.")
    desk.get_by_role("textbox", name="Geldig tot en met").fill("2048-12-15")
    desk.get_by_role("button", name="Toevoegen", exact=True).click()
    desk.get_by_role("link", name="Versturen").click()
    desk.get_by_role("button", name="Ja, verstuur").click()
    expect(desk.get_by_text("De offerte is verstuurd.")).to_be_visible()


def test_from_question_to_order(
    page: Page,
    page_of: Callable[[User], Page],
    page_tree: SimpleNamespace,
    programme_manager: User,
    bookkeeper: User,
    run_jobs: RunJobs,
    mailoutbox: list[EmailMessage],
) -> None:
    programme(page_tree)
    ask(page)
    offer(page_of(programme_manager))

    run_jobs()
    [mail] = [mail for mail in mailoutbox if mail.subject.startswith("Offerte O-")]
    assert mail.to == ["s.visser@lindewaard.example"]
    found = re.search(r"http\S+/offerte/\S+?/(?=\s)", str(mail.body))
    assert found
    page.goto(found[0])
    expect(page.get_by_text("geldig tot en met dinsdag 15 december 2048")).to_be_visible()
    expect(page.get_by_role("row", name="Totaal").get_by_role("cell")).to_have_text("€ 17.242,50")
    page.get_by_role("textbox", name="Uw naam").fill("Sanne Visser")
    page.get_by_role("button", name="Akkoord met deze offerte").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("textbox", name="Uw naam")).to_have_value("Sanne Visser")
    assert complaints(page) == []
    page.get_by_role("textbox", name="Uw functie").fill("hoofd HRM")
    page.get_by_role("textbox", name="Inkoopnummer (PO)").fill("4500012345")
    page.get_by_role("checkbox", name="Ik mag dit namens mijn organisatie ondertekenen.").check()
    page.get_by_role("button", name="Akkoord met deze offerte").click()
    expect(page.get_by_role("heading", name="U gaf akkoord")).to_be_visible()

    desk = page_of(bookkeeper)
    desk.goto("/admin/financien/orders/")
    desk.get_by_role("textbox", name="Zoekterm").fill("4500012345")
    row = desk.get_by_role("row", name="Leernetwerk HRM voor Gemeente Lindewaard")
    expect(row).to_contain_text("€ 17.242,50")
    row.get_by_role("link").click()
    expect(desk.get_by_text("15 × Leernetwerk HRM, groep van 12")).to_be_visible()
    expect(desk.get_by_text("4500012345")).to_be_visible()


def test_saying_no(page: Page, page_tree: SimpleNamespace) -> None:
    programme(page_tree)
    quote = QuoteFactory.create(vat_rule=VatRuleFactory.create())
    page.goto(f"/offerte/{quote.access_key}/")
    page.get_by_role("link", name="Niet akkoord").click()
    page.get_by_role("textbox", name="Waarom niet?").fill("Het past niet in ons budget.")
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("button", name="Akkoord met deze offerte")).to_have_count(0)
    quote.refresh_from_db()
    assert quote.status == "declined"
