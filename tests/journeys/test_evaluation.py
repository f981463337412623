"""Afterwards, on a narrow screen, with the keyboard and without a script: answer, be quoted on a page, and take that back."""

import datetime as dt
import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.models import Quotation
from events.actions.send_reminders import send_reminders
from events.actions.set_evaluation import set_evaluation
from events.models import EvaluatedAfter, Evaluation
from tests.events.bookings import SANNE, book
from tests.factories.cms import ContentPageFactory, stream
from tests.journeys.accessibility import PHONE
from tests.journeys.offerings import webinar
from tests.journeys.test_on_a_phone import press, write
from tests.journeys.visitor import title

RunJobs = Callable[..., list[str]]
QUOTE = "Ik ga anders het gesprek in."


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page(viewport={"width": PHONE, "height": 740}, has_touch=True, java_script_enabled=False)


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"http\S+/evaluatie/\S+?/(?=\s|$)", str(mail.body))
    assert found, mail.body
    return found[0]


def test_from_the_mail_to_a_page_of_the_site_and_off_it_again(
    page: Page, page_tree: SimpleNamespace, run_jobs: RunJobs, mailoutbox: list[EmailMessage]
) -> None:
    edition = webinar(page_tree)
    book(edition, SANNE)
    set_evaluation(edition_id=edition.pk, after=EvaluatedAfter.EDITION, questions=edition.evaluation_questions)
    ended = timezone.now() - dt.timedelta(days=2)
    edition.sessions.update(starts_at=ended - dt.timedelta(hours=1), ends_at=ended, walk_in_at=None)
    send_reminders()
    run_jobs()
    assert mailoutbox[-1].subject == "Wat vond u van Een beroepscode voor ambtenaren?"
    link = link_in(mailoutbox[-1])

    page.goto(link)
    expect(title(page)).to_have_text("Wat vond u van Een beroepscode voor ambtenaren?")
    write(page.get_by_role("textbox", name="Wat mogen wij citeren?"), QUOTE)
    press(page.get_by_role("button", name="Verstuur"))
    expect(page.get_by_role("link", name="Maak een keuze")).to_be_visible()
    expect(page.get_by_role("textbox", name="Wat mogen wij citeren?")).to_have_value(QUOTE)

    write(page.get_by_role("combobox", name="Welk cijfer geeft u?"), "8")
    press(page.get_by_role("checkbox", name="Ja, u mag dit publiceren"), "Space")
    page.get_by_role("radio", name="Met mijn naam en functie").press("Space")
    press(page.get_by_role("button", name="Verstuur"))
    expect(page.get_by_role("status")).to_have_text("Dank u wel. Uw antwoorden zijn bewaard.")
    assert Evaluation.objects.get().grade == 8

    body = stream([("participant_quote", Quotation.objects.get().pk)])
    shown = ContentPageFactory.create(parent=page_tree.home, slug="ervaringen", title="Ervaringen", body=body)
    page.goto(shown.url)
    expect(page.get_by_text(QUOTE)).to_be_visible()
    expect(page.get_by_text("Sanne Visser, HRM-adviseur")).to_be_visible()

    page.goto(link)
    press(page.get_by_role("button", name="Trek mijn citaat in"))
    expect(page.get_by_role("status")).to_contain_text("Uw citaat is verwijderd.")
    page.goto(shown.url)
    expect(title(page)).to_have_text("Ervaringen")
    expect(page.get_by_text(QUOTE)).to_have_count(0)
    assert Evaluation.objects.get().grade == 8
