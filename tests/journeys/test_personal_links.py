"""Behind personal links, on a narrow screen, with the keyboard and without a script, in both languages."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from playwright.sync_api import Page, expect

from betalingen.models import Order
from cms.project.settings.base import LANGUAGES
from events import hooks
from events.actions.add_interview_slots import SlotFacts, add_interview_slots
from events.actions.arrange_rooms import arrange_rooms
from events.actions.give_certificates import give_certificates
from events.lifecycles import RegistrationStatus
from events.models import Attendance, Certificate, Edition, InterviewSlot, Registration
from tests.events.bookings import PIETER, SANNE, book
from tests.events.consents import HOLDER, ask
from tests.events.rooms import RoomsInMemory
from tests.journeys.offerings import programme, webinar
from tests.journeys.visitor import arrives, link_in, newest, press, said, write

RunJobs = Callable[..., list[str]]

pytestmark = pytest.mark.parametrize("language", [code for code, _name in LANGUAGES])


def test_choosing_a_talk_and_moving_it(
    phone: Page, page_tree: SimpleNamespace, run_jobs: RunJobs, mailoutbox: list[EmailMessage], language: str
) -> None:
    edition = programme(page_tree, has_intake=True)
    book(edition, SANNE, language=language, answers={"intake": {"motivation": "Ik wil leren."}, "details": {}})
    morning = timezone.make_aware(dt.datetime.combine(timezone.localdate() + dt.timedelta(days=7), dt.time(9)))
    starts = [morning + dt.timedelta(minutes=30 * number) for number in range(3)]
    facts = SlotFacts(starts=starts, minutes=30, interviewer="Ruben Hofstra", place="Raadhuisplein 1, Lindewaard")
    add_interview_slots(edition_id=edition.pk, facts=facts)
    run_jobs()
    phone.goto(link_in(newest(mailoutbox, SANNE.email), "inschrijving"))
    arrives(phone, language, "Uw aanmelding is in behandeling")

    press(phone.get_by_role("link", name=said(language, "Kies een moment"), exact=True))
    arrives(phone, language, "Kies een moment voor uw gesprek")
    press(phone.get_by_role("button", name=said(language, "Kies dit moment")))
    expect(phone.get_by_role("alert")).to_be_focused()
    press(phone.get_by_role("radio").first, "Space")
    press(phone.get_by_role("button", name=said(language, "Kies dit moment")))
    told = "Uw gesprek staat vast. U krijgt een mail met een agenda-item."
    expect(phone.get_by_role("status")).to_have_text(said(language, told))
    assert InterviewSlot.objects.get(registration__name="Sanne Visser").starts_at == starts[0]

    press(phone.get_by_role("link", name=said(language, "Kies een ander moment")))
    arrives(phone, language, "Kies een moment voor uw gesprek")
    press(phone.get_by_role("radio").first, "ArrowDown")  # to the second, the last that is free
    press(phone.get_by_role("button", name=said(language, "Kies dit moment")))
    talk = phone.get_by_role("region", name=said(language, "Uw gesprek"))
    expect(talk.get_by_text("Ruben Hofstra")).to_be_visible()
    expect(talk.get_by_text("Raadhuisplein 1, Lindewaard")).to_be_visible()
    assert InterviewSlot.objects.get(registration__name="Sanne Visser").starts_at == starts[-1]
    run_jobs()
    items = [mail.attachments[0] for mail in mailoutbox if mail.attachments]
    assert [f"SEQUENCE:{number}" in str(item) for number, item in enumerate(items, 1)] == [True, True]


def test_a_budget_holder_agrees_or_does_not(
    phone: Page, page_tree: SimpleNamespace, run_jobs: RunJobs, mailoutbox: list[EmailMessage], language: str
) -> None:
    edition = programme(page_tree)
    ask(edition, SANNE, language=language)
    run_jobs()
    phone.goto(link_in(newest(mailoutbox, HOLDER.email), "akkoord"))
    expect(phone.get_by_role("heading", name=said(language, "Geef akkoord"))).to_be_visible()
    expect(phone.get_by_text(edition.offering.title).first).to_be_visible()
    agree = phone.get_by_role("button", name=said(language, "Akkoord met de kosten"))
    number = phone.get_by_role("textbox", name=said(language, "Inkoopnummer (PO)"))
    write(phone.get_by_role("textbox", name=said(language, "Kostenplaats")), "K7")
    press(agree)
    expect(phone.get_by_role("alert")).to_be_focused()
    expect(phone.get_by_role("textbox", name=said(language, "Kostenplaats"))).to_have_value("K7")

    press(phone.get_by_role("link", name=said(language, "Niet akkoord")))
    arrives(phone, language, "Gaat u niet akkoord?")
    press(phone.get_by_role("link", name=said(language, "Nee, ga terug")))
    write(number, "45001")
    press(agree)
    expect(phone.get_by_role("heading", name=said(language, "De order"), exact=True)).to_be_visible()
    arrives(phone, language, "Akkoord")
    assert Order.objects.get().purchase_order_number == "45001"

    ask(edition, PIETER, language=language)
    run_jobs()
    phone.goto(link_in(newest(mailoutbox, HOLDER.email), "akkoord"))
    press(phone.get_by_role("link", name=said(language, "Niet akkoord")))
    write(phone.get_by_role("textbox", name=said(language, "Waarom niet?")), "Het budget is op.")
    press(phone.get_by_role("button", name=said(language, "Ik ga niet akkoord")))
    arrives(phone, language, "Niet akkoord")
    assert Registration.objects.filter(status=RegistrationStatus.CANCELLED).count() == 1
    assert Order.objects.count() == 1


def test_from_the_mail_to_the_certificate_and_its_check(
    phone: Page, page_tree: SimpleNamespace, run_jobs: RunJobs, mailoutbox: list[EmailMessage], language: str
) -> None:
    edition = webinar(page_tree)
    book(edition, SANNE, language=language)
    ended = timezone.now() - dt.timedelta(days=1)
    edition.sessions.update(starts_at=ended - dt.timedelta(hours=2), ends_at=ended, walk_in_at=None)
    Registration.objects.update(status=RegistrationStatus.ATTENDED)
    give_certificates(edition_id=edition.pk)
    run_jobs()
    phone.goto(link_in(newest(mailoutbox, SANNE.email), "inschrijving"))
    arrives(phone, language, "U was erbij, %(name)s", name="Sanne Visser")

    with phone.expect_download() as download:
        press(phone.get_by_role("link", name=said(language, "Download het certificaat (pdf)")))
    code = Certificate.objects.get().code
    assert download.value.suggested_filename == f"certificaat-{code}.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF-")

    press(phone.get_by_role("link", name=said(language, "Zo ziet een ander dat het echt is")))
    arrives(phone, language, "Dit certificaat is echt")
    expect(phone.get_by_text("Sanne Visser")).to_be_visible()
    phone.goto(phone.url.replace(code, code[::-1]))
    arrives(phone, language, "Dit certificaat kennen we niet")
    expect(phone.get_by_text("Sanne Visser")).to_have_count(0)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, live_server: Any) -> RoomsInMemory:
    """Keeps the rooms of sessions that meet at "memory"; a browser in the tests only reaches this host."""
    service = RoomsInMemory(address=f"{live_server.url}/kamer")
    known: dict[str, Any] = {each.key: each for each in hooks.meeting_providers()} | {"memory": service}
    monkeypatch.setattr(hooks, "meeting_provider", known.get)
    return service


def test_through_the_door_of_a_webinar_once_it_is_open(
    phone: Page,
    page_tree: SimpleNamespace,
    run_jobs: RunJobs,
    mailoutbox: list[EmailMessage],
    service: RoomsInMemory,
    language: str,
) -> None:
    edition = webinar(page_tree)
    book(edition, SANNE, language=language)
    run_jobs()
    personal = link_in(newest(mailoutbox, SANNE.email), "inschrijving")
    phone.goto(personal)
    arrives(phone, language, "U bent erbij, %(name)s", name="Sanne Visser")
    door = phone.get_by_role("link", name=said(language, "Ga naar binnen"))
    press(door)
    assert phone.url == personal
    phone.goto(f"{personal}deelnemen/")  # whoever knows the address, does not come in either
    expect(phone.get_by_role("status")).to_have_text(said(language, "De deur is nu niet open."))
    assert Attendance.objects.count() == 0

    hall = f"{service.address}/zaal/"
    opens(edition, meeting_provider="link", meeting_url=hall)
    phone.goto(personal)
    press(door)
    phone.wait_for_url(hall)
    assert Attendance.objects.get().registration.name == "Sanne Visser"

    # A room of a service that has not been made yet, and then is.
    opens(edition, meeting_provider="memory", meeting_url="")
    phone.goto(personal)
    press(door)
    told = "De vergaderkamer is nog niet klaar. Probeer het over een paar minuten weer, of bel ons."
    expect(phone.get_by_role("status")).to_have_text(said(language, told))
    arrange_rooms(edition=str(edition.public_id))
    press(door)
    phone.wait_for_url(f"{service.address}/guest-*/")
    assert [list(people.values()) for people in service.lists.values()] == [[SANNE.email]]


def opens(edition: Edition, **facts: str) -> None:
    """Let the only session be on now, with these facts."""
    began = timezone.now() - dt.timedelta(minutes=5)
    edition.sessions.update(starts_at=began, walk_in_at=began, ends_at=began + dt.timedelta(hours=1), **facts)
