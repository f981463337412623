"""What colleagues hear of bookings and of talks."""

import base64

import pytest
from icalendar import Calendar

from cms.api import User
from cms.models import AcademySettings, Message
from events.actions.cancel_registration import cancel_registration
from events.actions.choose_interview import choose_interview
from events.actions.free_interview import remove_interview_slot
from events.actions.set_notify import set_notify
from events.models import Edition, InterviewSlot, Registration
from tests.events.bookings import PIETER, SANNE, book
from tests.factories.events import EditionFactory, InterviewSlotFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

ACADEMY = "administratie@vakwerk.example"
COLLEAGUE = "hrm@vakwerk.example"
INTERVIEWER = "r.hofstra@vakwerk.example"


@pytest.fixture(autouse=True)
def _address(academy_details: AcademySettings) -> None:
    academy_details.email = ACADEMY
    academy_details.save()


def received() -> list[tuple[str, str]]:
    """Who was told that somebody booked."""
    found = Message.objects.filter(key__endswith=":received").order_by("pk")
    return [(mail.recipient, mail.subject) for mail in found]


def test_of_an_intake_the_academy_hears_that_it_must_act() -> None:
    edition = EditionFactory.create(offering__title="Leernetwerk HRM", has_intake=True)

    first, _second = book(edition, PIETER, SANNE).registrations

    assert received() == [(ACADEMY, "Nieuwe aanvraag voor een intake: Leernetwerk HRM")]
    text = Message.objects.get(recipient=ACADEMY).text
    for told in ("Sanne Visser meldde aan:", "- Pieter de Boer", "Gemeente Lindewaard", f"/inspect/{first.pk}/"):
        assert told in text


def test_of_another_booking_nobody_hears_unless_somebody_wants_to() -> None:
    edition = EditionFactory.create(offering__title="Leernetwerk HRM")
    book(edition, PIETER)
    assert received() == []

    set_notify(edition_id=edition.pk, email=COLLEAGUE)
    book(Edition.objects.get(), SANNE)

    assert received() == [(COLLEAGUE, "Nieuwe aanmelding: Leernetwerk HRM")]


def test_whoever_wants_to_hear_gets_the_intakes_too() -> None:
    book(EditionFactory.create(has_intake=True, notify=COLLEAGUE))

    assert [to for to, _subject in received()] == [COLLEAGUE]


def test_what_a_colleague_books_is_no_news(administrator: User) -> None:
    book(EditionFactory.create(notify=COLLEAGUE), user=administrator)

    assert received() == []


@pytest.fixture
def slots() -> list[InterviewSlot]:
    edition = EditionFactory.create(offering__title="Leernetwerk HRM", has_intake=True)
    return [InterviewSlotFactory.create(edition=edition, email=INTERVIEWER) for _ in range(2)]


def told() -> list[str]:
    """What the interviewer heard since the last look."""
    found = Message.objects.filter(recipient=INTERVIEWER).order_by("pk").values_list("subject", flat=True)
    subjects = [" ".join(subject.split()[:3]) for subject in found]
    Message.objects.all().delete()
    return subjects


def test_the_interviewer_follows_the_talk(slots: list[InterviewSlot]) -> None:
    registration: Registration = RegistrationFactory.create(booking__edition=slots[0].edition, status="intake")

    choose_interview(registration_id=registration.pk, slot=slots[0].public_id)
    mail = Message.objects.get(recipient=INTERVIEWER)
    assert f"{registration.name} koos een gesprek met u." in mail.text
    assert "Leernetwerk HRM" in mail.text
    assert told() == ["U hebt een"]

    choose_interview(registration_id=registration.pk, slot=slots[1].public_id)
    assert told() == ["Het intakegesprek op", "U hebt een"]

    cancel_registration(registration_id=registration.pk)
    assert told() == ["Het intakegesprek op"]


def items() -> list[tuple[str, str, int, str]]:
    """What the mails to the interviewer did to their calendar: method, status, sequence and UID; told in order."""
    found = []
    for mail in Message.objects.filter(recipient=INTERVIEWER).order_by("pk"):
        (attachment,) = mail.attachments
        calendar = Calendar.from_ical(base64.b64decode(attachment["content"]))
        (event,) = calendar.walk("VEVENT")
        assert str(event["attendee"]) == f"MAILTO:{INTERVIEWER}"
        assert "/inschrijving/" not in str(calendar.to_ical())  # the applicant's own page is not for others
        found.append((str(calendar["method"]), str(event["status"]), int(str(event["sequence"])), str(event["uid"])))
    Message.objects.all().delete()
    return found


def test_the_calendar_of_the_interviewer_follows_the_talk(slots: list[InterviewSlot]) -> None:
    registration: Registration = RegistrationFactory.create(booking__edition=slots[0].edition, status="intake")

    choose_interview(registration_id=registration.pk, slot=slots[0].public_id)
    ((method, status, sequence, first),) = items()
    assert (method, status, sequence) == ("REQUEST", "CONFIRMED", 1)

    choose_interview(registration_id=registration.pk, slot=slots[1].public_id)
    (gone, made) = items()
    assert gone == ("CANCEL", "CANCELLED", 2, first)
    assert made[:3] == ("REQUEST", "CONFIRMED", 2)
    assert made[3] != first

    remove_interview_slot(slot_id=slots[1].pk)
    assert items() == [("CANCEL", "CANCELLED", 3, made[3])]


def test_without_an_address_nobody_is_told(slots: list[InterviewSlot]) -> None:
    InterviewSlot.objects.update(email="")
    registration = RegistrationFactory.create(booking__edition=slots[0].edition, status="intake")

    choose_interview(registration_id=registration.pk, slot=slots[0].public_id)

    assert Message.objects.exclude(recipient=registration.email).count() == 0
