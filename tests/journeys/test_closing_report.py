"""A programme manager writes and sends the closing report of a contract; the contact reads it by the link in the mail."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.models import User
from cms.project.settings.base import LANGUAGES
from events.lifecycles import EditionStatus
from tests.events.contracts import contract
from tests.factories.events import EditionFactory, QuoteRequestFactory, RegistrationFactory
from tests.journeys.accessibility import sideways_scroll
from tests.journeys.visitor import arrives, link_in, newest, press, said

RunJobs = Callable[..., list[str]]
REMARKS = "De teams bespreken nu elke maand een casus."


@pytest.mark.parametrize("language", [code for code, _name in LANGUAGES])
def test_written_sent_and_read(
    phone: Page,
    page_of: Callable[[User], Page],
    programme_manager: User,
    page_tree: SimpleNamespace,  # the site that shows it
    run_jobs: RunJobs,
    mailoutbox: list[EmailMessage],
    language: str,
) -> None:
    quote = contract(request=QuoteRequestFactory.create(language=language))
    edition = EditionFactory.create(quote=quote, status=EditionStatus.COMPLETED, access_key="k" * 32)
    RegistrationFactory.create(booking__edition=edition, name="Pieter de Boer")

    desk = page_of(programme_manager)
    desk.goto(reverse("quotes:inspect", args=[quote.pk]))
    desk.get_by_role("link", name="Eindverslag").click()
    remarks = desk.get_by_role("main").get_by_role("textbox").first
    remarks.fill(f"{REMARKS} Dank aan Pieter de Boer.")
    desk.get_by_role("button", name="Bewaar").click()
    expect(desk.get_by_text("Noem geen deelnemers bij naam: Pieter de Boer.").first).to_be_visible()
    expect(remarks).to_have_value(f"{REMARKS} Dank aan Pieter de Boer.")
    remarks.fill(REMARKS)
    desk.get_by_role("button", name="Bewaar").click()
    expect(desk.get_by_text("Het eindverslag is bewaard.")).to_be_visible()
    desk.get_by_role("link", name="Versturen").click()
    desk.get_by_role("button", name="Ja, verstuur").click()
    expect(desk.get_by_text("Het eindverslag is verstuurd.")).to_be_visible()

    run_jobs()
    mail = newest(mailoutbox, quote.request.email)
    assert mail.subject == said(language, "Eindverslag: %(title)s", title=quote.title)
    phone.goto(link_in(mail, f"offerte/{quote.access_key}"))
    arrives(phone, language, quote.title)
    expect(phone.get_by_text(REMARKS)).to_be_visible()
    expect(phone.get_by_text("Pieter de Boer")).to_have_count(0)
    with phone.expect_download() as download:
        press(phone.get_by_role("link", name=said(language, "Download als pdf")))
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    press(phone.get_by_role("link", name=said(language, "Offerte %(number)s", number=quote.number)))
    expect(phone.locator("html")).to_have_attribute("lang", language)
    expect(phone.get_by_role("link", name=said(language, "Eindverslag")).first).to_be_visible()
    assert sideways_scroll(phone) == 0
