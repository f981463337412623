"""Finance: orders, payments, and the file of a period that adds up to what the screen says."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

from django.conf import LazySettings
from django.utils import formats, timezone
from playwright.sync_api import Page, expect

from betalingen.models import Order
from betalingen.sandbox import Sandbox
from cms.models import User
from events.contracts import Participant
from tests.events.bookings import PIETER, SANNE, book, order_of
from tests.journeys.offerings import programme
from tests.journeys.visitor import title

RunJobs = Callable[..., list[str]]


def cents(amount: str) -> int:
    """Both "€ 5.626,50" of the screen and "5626,50" of the file."""
    return int(amount.removeprefix("€").replace(".", "").replace(",", ""))


def rows_of(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_closing_a_month(
    page: Page,
    page_of: Callable[[User], Page],
    page_tree: SimpleNamespace,
    bookkeeper: User,
    sandbox: Sandbox,
    run_jobs: RunJobs,
    settings: LazySettings,
) -> None:
    settings.DEMO = True  # else play money is left out of the lists
    edition = programme(page_tree)
    on_invoice = Order.objects.get(pk=order_of(book(edition, SANNE, PIETER, provider="invoice")).pk)
    online = Order.objects.get(pk=order_of(book(edition, Participant("Mirjam van Dam", "m@lindewaard.example"))).pk)
    page.goto(f"/betalen/{online.access_key}/")
    page.get_by_role("button", name="Naar betalen").click()
    page.get_by_role("button", name="Betaal € 1.875,50").click()
    expect(title(page)).to_have_text("Uw betaling is verwerkt")
    sandbox.wait_for_deliveries()
    run_jobs()

    desk = page_of(bookkeeper)
    desk.goto("/admin/")
    expect(desk.get_by_role("button", name="Pagina's")).to_have_count(0)
    desk.get_by_role("button", name="Financiën").click()
    menu = desk.get_by_role("navigation", name="Hoofdmenu")
    menu.get_by_role("link", name="Orders").click()
    expect(desk.get_by_role("row", name=online.number)).to_contain_text("betaald")
    expect(desk.get_by_role("row", name=online.number)).to_contain_text(
        formats.date_format(timezone.localdate(), "j b Y")
    )
    desk.get_by_role("link", name=on_invoice.number).click()
    desk.get_by_role("link", name="Boek een overschrijving").click()
    expect(desk.get_by_role("textbox", name="Bedrag")).to_have_value("3.751,00")
    desk.get_by_role("textbox", name="Kenmerk op het bankafschrift").fill("NL-2026-77")
    desk.get_by_role("button", name="Boek", exact=True).click()
    expect(desk.get_by_text("De overschrijving is geboekt.")).to_be_visible()

    desk.get_by_role("button", name="Financiën").click()
    menu.get_by_role("link", name="Betalingen", exact=True).click()
    totals = desk.get_by_label("Totaal van deze periode").get_by_role("definition")
    expect(totals.nth(1)).to_have_text("€ 5.626,50")
    lines, gross, fees, net, vat = (
        cents(text.replace("\\xa0", "").replace(" ", "")) for text in totals.all_inner_texts()
    )
    with desk.expect_download() as download:
        desk.get_by_role("button", name="Download als CSV voor Excel").click()
    rows = rows_of(download.value.path())
    assert [sorted(row["Ordernummer"] for row in rows), len(rows)] == [
        sorted([online.number, on_invoice.number]),
        lines,
    ]
    sums = {name: sum(cents(row[name]) for row in rows) for name in ("Bruto", "Kosten", "Netto", "Waarvan btw")}
    assert sums == {"Bruto": gross, "Kosten": fees, "Netto": net, "Waarvan btw": vat}
    assert gross == 562_650
    assert fees > 0


def test_finance_does_not_come_near_pages_and_people(
    page_of: Callable[[User], Page], page_tree: SimpleNamespace, bookkeeper: User
) -> None:
    desk = page_of(bookkeeper)
    for address in ("/admin/pages/", f"/admin/pages/{page_tree.home.pk}/edit/", "/admin/inschrijvingen/deelnemers/"):
        desk.goto(address)
        expect(title(desk)).to_have_text("Dag Finance")
