"""Finance's screens of books and exports: axe on each, wide and narrow, and an entry that leaves once."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import FilePayload, Page, expect

from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.match_lines import match_lines
from betalingen.lifecycles import OrderStatus
from betalingen.models import ClosedMonth, Order
from betalingen.queries.books import controls
from cms.models import AcademySettings, User
from tests.betalingen.actions.test_instalments import LINDEWAARD
from tests.betalingen.actions.test_subsidy_claims import granted, invoiced
from tests.betalingen.admin.test_invoices import credited, issued
from tests.betalingen.bank_files import Line, camt
from tests.betalingen.conftest import place, sell
from tests.factories.betalingen import BankLineFactory, PaidAttemptFactory, SubsidySchemeFactory
from tests.journeys.accessibility import DESK, PHONE, violations

PageOf = Callable[[User], Page]


@pytest.fixture
def desk(page_of: PageOf, bookkeeper: User, transactional_db: None) -> Page:
    """One invoice that is late and was partly credited, and a payment."""
    credited(issued(days_ago=40, paid=10_000), 50_000)
    PaidAttemptFactory.create()
    return page_of(bookkeeper)


@pytest.mark.parametrize(
    "screen",
    [
        *("overzicht", "orders", "facturen", "betalingen", "uitbetalingen", "bank", "uitzonderingen"),
        *("journaal", "maand", "subsidies", "exports", "grootboeknummers"),
    ],
)
def test_axe(desk: Page, screen: str) -> None:
    for width in (DESK, PHONE):
        desk.set_viewport_size({"width": width, "height": 900})
        desk.goto(f"/admin/financien/{screen}/")
        assert violations(desk) == []


def test_what_a_funder_pays_from_the_claim_to_the_bank_and_back(
    page_of: PageOf, bookkeeper: User, transactional_db: None, academy_details: AcademySettings
) -> None:
    sell()
    scheme = SubsidySchemeFactory.create(funder__name="Stichting Fonds Werken")
    invoiced(scheme, "test:1", 2)
    claim = granted(scheme, bookkeeper, 310_000)
    line = BankLineFactory.create(state="proposed", match="claim", claim=claim, amount_cents=300_000)
    BankLineFactory.create(statement=line.statement, amount_cents=10_000)
    desk = page_of(bookkeeper)
    desk.set_viewport_size({"width": PHONE, "height": 900})
    desk.goto(f"/admin/financien/subsidies/inspect/{claim.pk}/")
    assert violations(desk) == []
    desk.get_by_role("link", name="Boek", exact=True).click()
    expect(desk.get_by_text("geboekt op deze subsidieaanvraag")).to_be_visible()
    assert violations(desk) == []
    desk.get_by_role("button", name="Ja, boek").click()
    expect(desk.get_by_text("De regel is geboekt.")).to_be_visible()
    desk.get_by_role("link", name="Kies waarvoor").click()
    desk.get_by_role("link", name=claim.number).click()
    expect(desk.get_by_label("Nummer van een order")).to_have_value(claim.number)
    assert violations(desk) == []
    desk.get_by_role("button", name="Boek hierop").click()
    expect(desk.get_by_text("De regel is geboekt.")).to_be_visible()
    desk.get_by_role("link", name=claim.number).first.click()
    expect(desk.get_by_text("Deze aanvraag is klaar.")).to_be_visible()


def test_from_the_list_to_an_invoice_and_its_order(desk: Page) -> None:
    desk.goto("/admin/financien/facturen/?state=overdue")
    desk.get_by_role("link", name="FA-").first.click()
    expect(desk.get_by_text("nog open: € 1.275,50")).to_be_visible()
    assert violations(desk) == []
    desk.get_by_role("link", name="OR-").first.click()
    expect(desk.get_by_role("heading", name="Journaal")).to_be_visible()
    assert violations(desk) == []


def test_an_order_is_divided_over_two_payers(page_of: PageOf, bookkeeper: User, transactional_db: None) -> None:
    sell()
    order = Order.objects.get(pk=place(provider="invoice", customer=LINDEWAARD).pk)
    desk = page_of(bookkeeper)
    desk.goto(f"/admin/financien/orders/inspect/{order.pk}/")
    desk.get_by_role("link", name="Verdeel in termijnen").click()
    expect(desk.get_by_role("group", name="Termijn 2")).to_be_visible()
    assert violations(desk) == []
    second = desk.get_by_role("group", name="Termijn 2")
    second.get_by_label("Bedrag, met btw").fill("937")
    second.get_by_text("Betaler: Gemeente Lindewaard").click()
    second.get_by_label("Klant").fill("Waterschap De Velden")
    second.get_by_label("KvK-nummer").fill("501122")
    desk.get_by_role("button", name="Bewaar de termijnen").click()
    expect(second.get_by_text("Dit KvK-nummer klopt niet")).to_be_visible()
    assert violations(desk) == []
    second.get_by_label("KvK-nummer").fill("50112244")
    desk.get_by_role("button", name="Bewaar de termijnen").click()
    expect(desk.get_by_text("De termijnen zijn samen € 0,75 minder dan de order (€ 1.875,50).")).to_be_visible()
    second.get_by_label("Bedrag, met btw").fill("937,75")
    desk.get_by_role("button", name="Bewaar de termijnen").click()
    expect(desk.get_by_role("region", name="Termijnen").get_by_text("Waterschap De Velden")).to_be_visible()
    desk.reload()  # the message that fades in is Wagtail's
    assert violations(desk) == []


def test_the_journal_leaves_once_and_comes_again_the_same(desk: Page) -> None:
    desk.goto("/admin/financien/exports/")
    with desk.expect_download() as first:
        desk.get_by_role("button", name="Journaal voor AFAS").click()
    desk.reload()
    expect(desk.get_by_text("Alle journaalposten staan al in een export.")).to_be_visible()
    with desk.expect_download() as again:
        desk.get_by_role("button", name="Nog eens").click()

    assert first.value.suggested_filename == again.value.suggested_filename
    assert first.value.path().read_bytes() == again.value.path().read_bytes()


def test_a_month_is_closed_by_following_the_screen(page_of: PageOf, bookkeeper: User, transactional_db: None) -> None:
    sell()
    last_month = timezone.localdate().replace(day=1) - dt.timedelta(days=1)
    name = date_format(last_month, "F Y")
    with time_machine.travel(dt.datetime.combine(last_month, dt.time(12), tzinfo=dt.UTC)):
        issue_invoice(order=place(provider="invoice").pk)
    desk = page_of(bookkeeper)
    desk.goto("/admin/")
    desk.get_by_role("button", name="Financiën").click()
    desk.get_by_role("link", name="Maand afsluiten").click()
    expect(desk.get_by_role("heading", name=name)).to_be_visible()
    expect(desk.get_by_text("Ja. Elk verschil is nul.")).to_be_visible()
    assert violations(desk) == []
    desk.get_by_role("button", name=f"Sluit {name} af").click()
    expect(desk.get_by_text("De maand is afgesloten.")).to_be_visible()
    expect(desk.get_by_text("Alle maanden die voorbij zijn, zijn afgesloten.")).to_be_visible()
    assert ClosedMonth.objects.get().totals["debtors"] == 187_550


def test_a_statement_of_the_bank_is_read_in_and_decided_line_by_line(
    page_of: PageOf, bookkeeper: User, transactional_db: None
) -> None:
    sell()
    order = Order.objects.get(pk=place(provider="invoice").pk)
    issue_invoice(order=order.pk)
    lines = (Line(cents=order.total_cents, name=order.customer_name), Line(cents=3_500, name="Boekhandel De Passage"))
    desk = page_of(bookkeeper)
    desk.goto("/admin/financien/bank/")
    desk.get_by_role("link", name="Lees een afschrift in").click()
    expect(desk.get_by_role("button", name="Lees in")).to_be_visible()
    assert violations(desk) == []
    desk.get_by_role("button", name="Lees in").click()
    expect(desk.get_by_text("Dit is een verplicht veld.")).to_be_visible()
    file = FilePayload(name="afschrift.xml", mimeType="application/xml", buffer=camt(*lines))
    desk.get_by_label("Bestand van de bank").set_input_files(file)
    desk.get_by_role("button", name="Lees in").click()

    expect(desk.get_by_role("heading", name="Voorstel")).to_be_visible()
    desk.reload()  # axe would measure the message while it fades in
    assert violations(desk) == []
    desk.get_by_role("link", name="Boek", exact=True).click()
    expect(desk.get_by_role("heading", name="Boek deze regel").first).to_be_visible()
    assert violations(desk) == []
    desk.get_by_role("button", name="Ja, boek").press("Enter")
    expect(desk.get_by_text("De regel is geboekt.")).to_be_visible()
    desk.get_by_role("link", name="Nog uitzoeken").click()
    desk.get_by_role("button", name="Zet apart").press("Enter")
    expect(desk.get_by_text("De regel staat bij “nog uit te zoeken”.")).to_be_visible()

    order.refresh_from_db()
    assert order.status == OrderStatus.PAID
    assert all(not control.difference for control in controls())


def test_one_transfer_for_two_invoices(page_of: PageOf, bookkeeper: User, transactional_db: None) -> None:
    sell()
    invoices = [issue_invoice(order=place(provider="invoice", reference=f"test:{each}").pk) for each in (1, 2)]
    line = BankLineFactory.create(amount_cents=375_000, text=" ".join(each.number for each in invoices))
    match_lines()
    desk = page_of(bookkeeper)
    desk.goto(f"/admin/financien/bank/inspect/{line.statement_id}/")
    expect(desk.get_by_text("€ 1,00 te weinig")).to_be_visible()
    assert violations(desk) == []
    desk.get_by_role("link", name="Verdeel", exact=True).click()
    second = desk.get_by_role("group", name="Deel 2")
    expect(second.get_by_label("Bedrag")).to_have_value("1.875,50")
    assert violations(desk) == []
    desk.get_by_role("button", name="Boek alle delen").click()
    expect(desk.get_by_text("€ 1,00 meer dan er op de bank kwam (€ 3.750,00)")).to_be_visible()
    assert violations(desk) == []
    second.get_by_label("Bedrag").fill("1874,50")
    desk.get_by_role("button", name="Boek alle delen").press("Enter")
    expect(desk.get_by_text("De regel is verdeeld en geboekt.")).to_be_visible()
    expect(desk.get_by_role("link", name=invoices[1].order.number)).to_be_visible()
    assert all(not control.difference for control in controls())
