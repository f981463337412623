"""A programme manager and the people who signed up."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.models import User
from events.models import Edition, Registration
from tests.events.bookings import PIETER, SANNE, book
from tests.journeys.offerings import programme, webinar

RunJobs = Callable[..., list[str]]


@pytest.fixture
def edition(page_tree: SimpleNamespace) -> Edition:
    """Two participants of one organisation; elsewhere one of them too."""
    book(webinar(page_tree), SANNE)
    edition = programme(page_tree)
    book(edition, SANNE, PIETER, provider="invoice")
    return edition


@pytest.fixture
def desk(page_of: Callable[[User], Page], programme_manager: User) -> Page:
    """The list of registrations, open before a programme manager."""
    desk = page_of(programme_manager)
    desk.goto("/admin/inschrijvingen/deelnemers/")
    return desk


def people(desk: Page, count: int) -> None:
    """See that the list has so many rows under its heading."""
    expect(desk.get_by_role("row")).to_have_count(count + 1)


def only_this_edition(desk: Page, edition: Edition) -> None:
    desk.get_by_role("button", name="Toon filters").click()
    desk.get_by_role("button", name="Editie", exact=True).click()
    desk.get_by_role("combobox", name="Editie").select_option(str(edition.pk))
    people(desk, 2)
    desk.keyboard.press("Escape")


def excel_rows(desk: Page) -> list[tuple[Any, ...]]:
    """The rows of the file behind the button, without their heading."""
    desk.get_by_role("button", name="Acties").click()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Download als Excel").click()
    with download.value.path().open("rb") as file:
        sheet = openpyxl.load_workbook(file).active
    return list(sheet.iter_rows(min_row=2, values_only=True))


def test_searching_filtering_and_the_file_of_it(desk: Page, edition: Edition) -> None:
    desk.reload()
    people(desk, 3)
    only_this_edition(desk, edition)
    desk.get_by_role("textbox", name="Zoekterm").fill("visser")
    people(desk, 1)
    [row] = excel_rows(desk)
    sanne = Registration.objects.get(edition=edition, name="Sanne Visser")
    assert row[:6] == (
        sanne.number,
        "Sanne Visser",
        "s.visser@lindewaard.example",
        "HRM-adviseur",
        "Gemeente Lindewaard",
        "Leernetwerk HRM",
    )
    assert row[8] == "bevestigd"
    assert row[14] == pytest.approx(3_751)


def test_adding_and_cancelling_by_hand(
    desk: Page, edition: Edition, run_jobs: RunJobs, mailoutbox: list[EmailMessage]
) -> None:
    desk.get_by_role("link", name="Voeg inschrijving toe").click()
    desk.get_by_role("combobox", name="Editie").select_option(str(edition.pk))
    desk.get_by_role("textbox", name="Naam van de deelnemer").fill("Mirjam van Dam")
    desk.get_by_role("textbox", name="E-mailadres van de deelnemer").fill("m.vandam@lindewaard.example")
    desk.get_by_role("textbox", name="Organisatie").fill("Gemeente Lindewaard")
    desk.get_by_role("button", name="Schrijf in").click()
    expect(desk.get_by_text("Deze editie kost geld. Kies hoe er wordt betaald.")).to_be_visible()
    desk.get_by_role("radio", name="Op factuur").check()
    desk.get_by_role("button", name="Schrijf in").click()
    mirjam = Registration.objects.get(name="Mirjam van Dam")
    expect(desk.get_by_text(f"Mirjam van Dam is ingeschreven onder nummer {mirjam.number}.")).to_be_visible()
    edition.refresh_from_db()
    assert edition.taken == 3

    desk.get_by_role("link", name="Afmelden").click()
    expect(desk.get_by_text("De plaats komt vrij en de deelnemer krijgt een mail")).to_be_visible()
    desk.get_by_role("button", name="Ja, meld af").click()
    expect(desk.get_by_text("Mirjam van Dam is afgemeld en krijgt daarvan bericht.")).to_be_visible()
    edition.refresh_from_db()
    assert edition.taken == 2
    run_jobs()
    to_mirjam = [mail.subject for mail in mailoutbox if mail.to == ["m.vandam@lindewaard.example"]]
    assert to_mirjam[0] == "U bent aangemeld: Leernetwerk HRM"
    assert to_mirjam[-1] == "U bent afgemeld: Leernetwerk HRM"


def test_attendance(desk: Page, edition: Edition) -> None:
    desk.goto(f"/admin/inschrijvingen/edities/inspect/{edition.pk}/")
    desk.get_by_role("link", name="Presentielijst").click()
    expect(desk.get_by_role("rowheader")).to_have_text(["Pieter de Boer", "Sanne Visser"])
    desk.get_by_role("link", name="Terug naar de editie").click()

    began = timezone.now() - dt.timedelta(minutes=5)
    edition.sessions.update(starts_at=began, walk_in_at=began, ends_at=began + dt.timedelta(hours=2))
    desk.get_by_role("link", name="Alle inschrijvingen van deze editie").click()
    people(desk, 2)
    desk.get_by_role("checkbox", name="Selecteer alles").first.check()
    desk.get_by_role("link", name="Noteer dat de gekozen deelnemers er waren").click()
    expect(desk.get_by_text("Deze deelnemers waren aanwezig.")).to_be_visible()
    desk.get_by_role("button", name="Ja, doe dit").click()
    expect(desk.get_by_text("2 inschrijvingen bijgewerkt.")).to_be_visible()
    desk.get_by_role("link", name="Pieter de Boer").click()
    desk.get_by_role("link", name="Was afwezig").click()
    desk.get_by_role("button", name="Ja, was afwezig").click()
    expect(desk.get_by_text("Aanwezigheid van Pieter de Boer genoteerd.")).to_be_visible()
    states = dict(Registration.objects.filter(edition=edition).values_list("name", "status"))
    assert states == {"Sanne Visser": "attended", "Pieter de Boer": "absent"}
