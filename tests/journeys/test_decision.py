"""A visitor books, a programme manager decides that it goes ahead, and only then the visitor pays."""

from collections.abc import Callable
from types import SimpleNamespace
from urllib.parse import urlsplit

from django.core.mail import EmailMessage
from playwright.sync_api import Page, expect

from betalingen.models import Order
from cms.models import User
from tests.journeys.accessibility import PHONE, complaints, sideways_scroll
from tests.journeys.offerings import programme
from tests.journeys.visitor import register, title

RunJobs = Callable[..., list[str]]


def test_paying_only_when_it_goes_ahead(
    page: Page,
    page_of: Callable[[User], Page],
    programme_manager: User,
    page_tree: SimpleNamespace,
    run_jobs: RunJobs,
    mailoutbox: list[EmailMessage],
) -> None:
    edition = programme(page_tree, pays_when="go_ahead", minimum=2)
    page.set_viewport_size({"width": PHONE, "height": 800})
    page.goto("/opleidingen/leernetwerk-hrm/")
    register(page, finish=lambda button: button.press("Enter"))
    expect(title(page)).to_have_text("De plaatsen staan vast onder voorbehoud")
    expect(page.get_by_text("U betaalt pas als het doorgaat.").first).to_be_visible()
    assert complaints(page) == []
    booking = page.url
    run_jobs()
    mailoutbox.clear()

    desk = page_of(programme_manager)
    desk.set_viewport_size({"width": PHONE, "height": 800})
    desk.goto(f"/admin/inschrijvingen/edities/beslissen/{edition.pk}/")
    expect(desk.get_by_text("1 order kan worden betaald: de betaallink gaat per mail (€ 3.751,00);")).to_be_visible()
    assert sideways_scroll(desk) == 0
    desk.get_by_role("button", name="Ja, het gaat door").press("Enter")
    expect(desk.get_by_text("gaat door; de deelnemers krijgen bericht.")).to_be_visible()

    run_jobs()
    told = {mail.to[0]: mail for mail in mailoutbox}
    assert told["s.visser@lindewaard.example"].subject == "Het gaat door, u kunt nu betalen: Leernetwerk HRM"
    assert told["p.deboer@lindewaard.example"].subject == "Het gaat door: Leernetwerk HRM"
    page.goto(booking)
    expect(title(page)).to_have_text("Nog één stap: betalen")
    page.get_by_role("link", name="Betaal nu").press("Enter")
    expect(page.get_by_role("button", name="Naar betalen")).to_be_visible()
    assert urlsplit(page.url).path == f"/betalen/{Order.objects.get().access_key}/"
    assert complaints(page) == []
