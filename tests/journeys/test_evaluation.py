"""Afterwards, on a narrow screen, with the keyboard and without a script: answer, be quoted on a page, and take that back."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

from django.core.mail import EmailMessage
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.models import Quotation
from events.actions.send_reminders import send_reminders
from events.actions.set_evaluation import set_evaluation
from events.models import EvaluatedAfter, Evaluation
from tests.events.bookings import SANNE, book
from tests.factories.cms import ContentPageFactory, stream
from tests.journeys.offerings import webinar
from tests.journeys.visitor import link_in, press, title, write

RunJobs = Callable[..., list[str]]
QUOTE = "Ik ga anders het gesprek in."


def test_from_the_mail_to_a_page_of_the_site_and_off_it_again(
    phone: Page, page_tree: SimpleNamespace, run_jobs: RunJobs, mailoutbox: list[EmailMessage]
) -> None:
    edition = webinar(page_tree)
    book(edition, SANNE)
    set_evaluation(edition_id=edition.pk, after=EvaluatedAfter.EDITION, questions=edition.evaluation_questions)
    ended = timezone.now() - dt.timedelta(days=2)
    edition.sessions.update(starts_at=ended - dt.timedelta(hours=1), ends_at=ended, walk_in_at=None)
    send_reminders()
    run_jobs()
    assert mailoutbox[-1].subject == "Wat vond u van Een beroepscode voor ambtenaren?"
    link = link_in(mailoutbox[-1], "evaluatie")

    phone.goto(link)
    expect(title(phone)).to_have_text("Wat vond u van Een beroepscode voor ambtenaren?")
    write(phone.get_by_role("textbox", name="Wat mogen wij citeren?"), QUOTE)
    press(phone.get_by_role("button", name="Verstuur"))
    expect(phone.get_by_role("link", name="Maak een keuze")).to_be_visible()
    expect(phone.get_by_role("textbox", name="Wat mogen wij citeren?")).to_have_value(QUOTE)

    write(phone.get_by_role("combobox", name="Welk cijfer geeft u?"), "8")
    press(phone.get_by_role("checkbox", name="Ja, u mag dit publiceren"), "Space")
    phone.get_by_role("radio", name="Met mijn naam en functie").press("Space")
    press(phone.get_by_role("button", name="Verstuur"))
    expect(phone.get_by_role("status")).to_have_text("Dank u wel. Uw antwoorden zijn bewaard.")
    assert Evaluation.objects.get().grade == 8

    body = stream([("participant_quote", Quotation.objects.get().pk)])
    shown = ContentPageFactory.create(parent=page_tree.home, slug="ervaringen", title="Ervaringen", body=body)
    phone.goto(shown.url)
    expect(phone.get_by_text(QUOTE)).to_be_visible()
    expect(phone.get_by_text("Sanne Visser, HRM-adviseur")).to_be_visible()

    phone.goto(link)
    press(phone.get_by_role("button", name="Trek mijn citaat in"))
    expect(phone.get_by_role("status")).to_contain_text("Uw citaat is verwijderd.")
    phone.goto(shown.url)
    expect(title(phone)).to_have_text("Ervaringen")
    expect(phone.get_by_text(QUOTE)).to_have_count(0)
    assert Evaluation.objects.get().grade == 8
