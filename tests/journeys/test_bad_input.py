"""What goes wrong under somebody's hands: nothing is booked twice, nothing that was typed is lost."""

import datetime as dt
from types import SimpleNamespace

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from betalingen.models import Order
from events.contracts import Participant
from events.models import Booking, Edition, Registration
from tests.events.bookings import book
from tests.factories.betalingen import SubsidySchemeFactory
from tests.factories.events import RegistrationFactory
from tests.journeys.accessibility import complaints
from tests.journeys.offerings import programme, webinar
from tests.journeys.visitor import fill_in_participant, go_on, register, sign_up, title


def fill_up(edition: Edition) -> None:
    """Somebody else takes the last places."""
    edition.taken = edition.capacity
    edition.save(update_fields=["taken"])


def test_a_double_click_signs_up_once(page: Page, page_tree: SimpleNamespace) -> None:
    edition = webinar(page_tree)
    page.goto("/agenda/beroepscode/")
    page.get_by_role("button", name="Meld mij aan").evaluate(
        "button => button.addEventListener('click', () => button.form.requestSubmit(), {once: true})"
    )
    sign_up(page)
    expect(title(page)).to_have_text("U bent erbij, Sanne Visser")
    edition.refresh_from_db()
    assert (Registration.objects.count(), edition.taken) == (1, 1)


def test_a_double_click_books_once(page: Page, page_tree: SimpleNamespace) -> None:
    edition = programme(page_tree)
    page.goto("/opleidingen/leernetwerk-hrm/")
    register(page, finish=lambda button: button.dblclick())
    expect(page.get_by_role("heading", name="Nu betalen")).to_be_visible()
    edition.refresh_from_db()
    assert (Booking.objects.count(), Order.objects.count(), edition.taken) == (1, 1, 2)


def test_going_back_and_sending_again_leads_to_the_same_order(page: Page, page_tree: SimpleNamespace) -> None:
    programme(page_tree)
    page.goto("/opleidingen/leernetwerk-hrm/")
    register(page)
    expect(page.get_by_role("heading", name="Nu betalen")).to_be_visible()
    order = page.url
    page.reload()
    page.go_back()
    expect(title(page)).to_have_text("Klopt alles?")
    page.get_by_role("checkbox", name="Ik ga akkoord met de voorwaarden").check()
    page.get_by_role("button", name="Meld definitief aan").click()
    expect(page).to_have_url(order)
    assert Booking.objects.count() == 1


def test_the_back_button_shows_what_was_typed(page: Page, page_tree: SimpleNamespace) -> None:
    programme(page_tree)
    page.goto("/opleidingen/leernetwerk-hrm/")
    page.get_by_role("link", name="Meld u aan").first.click()
    fill_in_participant(page, 1, "Sanne", "Visser", "s.visser@lindewaard.example")
    go_on(page, "organisatie")
    page.get_by_role("combobox", name="Naam van de organisatie").fill("Gemeente Lindewaard")
    page.get_by_role("button", name="Terug").click()
    expect(page.get_by_role("textbox", name="Achternaam")).to_have_value("Visser")
    go_on(page, "organisatie")
    expect(page.get_by_role("combobox", name="Naam van de organisatie")).to_have_value("Gemeente Lindewaard")
    page.go_back()
    expect(page.get_by_role("textbox", name="Achternaam")).to_have_value("Visser")


def test_mistakes_are_told_above_and_beside_the_field(page: Page, page_tree: SimpleNamespace) -> None:
    programme(page_tree)
    webinar(page_tree)
    page.goto("/agenda/beroepscode/")
    sign_up(page, email="s.visser@lindewaard")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page.get_by_role("textbox", name="Uw naam")).to_have_value("Sanne Visser")
    expect(page.get_by_role("combobox", name="Waar werkt u?")).to_have_value("Gemeente Lindewaard")
    assert complaints(page) == []
    summary.get_by_role("link").click()
    expect(page.get_by_role("textbox", name="Uw e-mailadres")).to_be_focused()

    page.goto("/opleidingen/leernetwerk-hrm/")
    page.get_by_role("link", name="Meld u aan").first.click()
    fill_in_participant(page, 1, "Sanne", "Visser", "s.visser@lindewaard.example")
    page.get_by_role("button", name="Nog een deelnemer").click()
    fill_in_participant(page, 2, "Pieter", "", "S.Visser@lindewaard.example")
    go_on(page, "organisatie")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(["Deelnemer 2, achternaam: Vul dit in."])
    assert complaints(page) == []


def test_full_while_typing(page: Page, page_tree: SimpleNamespace) -> None:
    edition = webinar(page_tree, capacity=1)
    page.goto("/agenda/beroepscode/")
    fill_up(edition)
    sign_up(page)
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_text("Alle plaatsen zijn bezet. U bent niet aangemeld.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Uw e-mailadres")).to_have_value("s.visser@lindewaard.example")
    assert complaints(page) == []
    assert not Registration.objects.exists()


def test_too_few_places_while_typing(page: Page, page_tree: SimpleNamespace) -> None:
    edition = programme(page_tree, capacity=2)
    page.goto("/opleidingen/leernetwerk-hrm/")

    def too_late(button: object) -> None:
        book(edition)
        page.get_by_role("button", name="Meld definitief aan").click()

    register(page, finish=too_late)
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_text("Er is nog 1 plaats. U vroeg er 2, dus er is niemand aangemeld.")).to_be_visible()
    expect(page.get_by_text("p.deboer@lindewaard.example").first).to_be_visible()
    assert complaints(page) == []
    assert Booking.objects.count() == 1
    page.get_by_role("button", name="Wijzig de deelnemers").click()
    expect(page.get_by_role("textbox", name="Voornaam").last).to_have_value("Pieter")


def test_the_subsidy_runs_out_while_typing(page: Page, page_tree: SimpleNamespace) -> None:
    scheme = SubsidySchemeFactory.create(funder__name="Fonds Werken", budget_cents=2 * 155_000)
    edition = programme(page_tree, subsidy_scheme=scheme)
    page.goto("/opleidingen/leernetwerk-hrm/")

    def too_late(button: Locator) -> None:
        expect(page.get_by_text("€ 3.751,00").first).to_be_visible()
        book(edition, Participant("Joris Kok", "j.kok@lindewaard.example"), provider="invoice")
        button.click()

    register(page, how="Op factuur", finish=too_late)
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_text("De prijs is veranderd terwijl u bezig was.").first).to_be_visible()
    expect(page.get_by_role("heading", name="Zonder subsidie")).to_be_visible()
    expect(page.get_by_text("€ 7.502,00").first).to_be_visible()
    assert complaints(page) == []
    assert Booking.objects.count() == 1


def test_who_does_not_declare_reads_what_that_costs(page: Page, page_tree: SimpleNamespace) -> None:
    scheme = SubsidySchemeFactory.create(funder__name="Fonds Werken", declaration="Wij zijn een gemeente.")
    programme(page_tree, subsidy_scheme=scheme)
    page.goto("/opleidingen/leernetwerk-hrm/")

    def look(_button: Locator) -> None:
        expect(page.get_by_text("U betaalt de volle prijs.")).to_be_visible()
        assert complaints(page) == []
        page.get_by_role("button", name="Terug").click()

    register(page, how="Op factuur", finish=look)
    expect(page.get_by_text("Wij zijn een gemeente.").first).to_be_visible()
    assert complaints(page) == []
    assert not Booking.objects.exists()


def test_what_is_over_or_closed_takes_no_registrations(page: Page, page_tree: SimpleNamespace) -> None:
    over = webinar(page_tree)
    over.sessions.update(
        starts_at=timezone.now() - dt.timedelta(days=2),
        ends_at=timezone.now() - dt.timedelta(days=1),
        walk_in_at=None,
    )
    page.goto("/agenda/beroepscode/")
    expect(page.get_by_text("Dit webinar is geweest.")).to_be_visible()
    expect(page.get_by_role("button", name="Meld mij aan")).to_have_count(0)

    closed = programme(page_tree)
    page.goto(f"/inschrijven/{closed.public_id}/")
    fill_in_participant(page, 1, "Sanne", "Visser", "s.visser@lindewaard.example")
    closed.closes_at = timezone.now()
    closed.save(update_fields=["closes_at"])
    go_on(page, "organisatie")
    expect(page.get_by_text("U kunt zich hiervoor nu niet aanmelden.")).to_be_visible()
    assert complaints(page) == []
    page.goto("/opleidingen/leernetwerk-hrm/")
    expect(page.get_by_role("link", name="Meld u aan")).to_have_count(0)


def test_a_personal_link_that_nobody_has(page: Page, page_tree: SimpleNamespace) -> None:
    registration = RegistrationFactory.create()
    for path in ("inschrijving", "aanmelding", "offerte", "betalen"):
        answer = page.goto(f"/{path}/{registration.access_key[:-1]}/")
        assert answer
        assert answer.status == 404
        expect(title(page)).to_have_text("Deze pagina is er niet")
