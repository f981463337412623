"""A colleague in the place of somebody who is admitted only after a talk."""

import pytest
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from cms.models import Message, User
from events.actions.choose_interview import choose_interview
from events.actions.decide_intake import admit_registration, note_intake
from events.actions.name_participant import name_participant
from events.actions.substitute_participant import substitute_participant
from events.contracts import Participant
from events.models import Edition, Intake, InterviewSlot, Registration
from tests.events.bookings import PIETER, SANNE, book, paid_edition
from tests.factories.events import InterviewSlotFactory

pytestmark = pytest.mark.django_db

ANSWERS = {"intake": {"motivation": "Ik wil beter adviseren."}, "details": {}}
JORIS = Participant("Joris Kok", "j.kok@lindewaard.example")


@pytest.fixture
def edition() -> Edition:
    return paid_edition(has_intake=True, capacity=4)


@pytest.fixture
def staff(django_user_model: type[User]) -> User:
    return django_user_model.objects.create_user("staff@example.org")


def applied(edition: Edition, *people: Participant) -> list[Registration]:
    return list(book(edition, *people, answers=ANSWERS).registrations)


def told(person: Participant) -> list[str]:
    """The subjects of what somebody got, without the title."""
    subjects = Message.objects.filter(recipient=person.email).order_by("pk").values_list("subject", flat=True)
    return [subject.partition(":")[0] for subject in subjects]


def test_the_colleague_begins_the_intake_anew_in_the_same_seat(edition: Edition, staff: User) -> None:
    [old] = applied(edition, PIETER)
    first, second = (InterviewSlotFactory.create(edition=edition) for _ in range(2))
    choose_interview(registration_id=old.pk, slot=first.public_id)
    note_intake(registration_id=old.pk, notes="Weet al veel.", user=staff)
    Message.objects.all().delete()

    new = substitute_participant(registration_id=old.pk, participant=SANNE)

    old.refresh_from_db()
    edition.refresh_from_db()
    assert (old.status, new.status, edition.taken) == ("cancelled", "intake", 1)
    assert (old.intake.notes, Intake.objects.filter(registration=new).exists()) == ("Weet al veel.", False)
    assert set(InterviewSlot.objects.values_list("registration", flat=True)) == {None}
    talk, place = told(PIETER)
    assert (talk.startswith("Het gesprek op"), place) == (True, "Een collega komt in uw plaats")
    calendars = [
        kind["content_type"] for mail in Message.objects.filter(recipient=PIETER.email) for kind in mail.attachments
    ]
    assert calendars == ["text/calendar; method=CANCEL"]  # of the talk
    assert len(told(SANNE)) == 2
    received, invited = Message.objects.filter(recipient=SANNE.email).order_by("pk")
    assert "voor een gesprek" in received.text
    assert new.access_key in received.text
    assert new.access_key in invited.text

    choose_interview(registration_id=new.pk, slot=second.public_id)
    with pytest.raises(NotAllowed):
        choose_interview(registration_id=old.pk, slot=first.public_id)


def test_whoever_comes_for_somebody_who_was_admitted_is_not_decided_about(edition: Edition) -> None:
    first, second = applied(edition, PIETER, SANNE)
    admit_registration(registration_id=first.pk)

    joris = substitute_participant(registration_id=first.pk, participant=JORIS)
    admit_registration(registration_id=second.pk)
    assert set(Registration.objects.filter(booking=first.booking).values_list("status", flat=True)) == {
        "cancelled",
        "intake",
    }

    admit_registration(registration_id=joris.pk)
    joris.refresh_from_db()
    second.refresh_from_db()
    assert (joris.status, second.status) == ("awaiting_payment", "awaiting_payment")


def test_once_somebody_is_admitted_a_link_lets_no_colleague_in(edition: Edition) -> None:
    [old] = applied(edition, PIETER)
    admit_registration(registration_id=old.pk)
    before = Message.objects.count()

    with pytest.raises(NotAllowed, match="na een gesprek"):
        substitute_participant(registration_id=old.pk, participant=SANNE)

    old.refresh_from_db()
    assert (old.status, old.successor, Message.objects.count()) == ("awaiting_payment", None, before)


def test_staff_who_let_a_colleague_come_admit_that_colleague(edition: Edition, staff: User) -> None:
    [old] = applied(edition, PIETER)
    admit_registration(registration_id=old.pk)

    new = substitute_participant(registration_id=old.pk, participant=SANNE, user=staff)

    assert (new.status, new.intake.decided_at is not None) == ("awaiting_payment", True)
    lines = ModelLogEntry.objects.filter(object_id=str(new.pk), user=staff).values_list("action", flat=True)
    assert set(lines) == {"events.registration_taken_over", "events.intake_admitted"}
    with pytest.raises(NotAllowed, match="na een gesprek"):
        substitute_participant(registration_id=new.pk, participant=JORIS)


def test_whoever_is_named_during_the_intake_hears_what_follows(edition: Edition) -> None:
    [seat] = applied(edition, Participant("", ""))
    InterviewSlotFactory.create(edition=edition)
    name_participant(registration_id=seat.pk, participant=SANNE)
    assert len(told(SANNE)) == 2
    assert "voor een gesprek" in Message.objects.filter(recipient=SANNE.email).order_by("pk")[0].text


def test_in_a_place_that_is_held_somebody_hears_that_too() -> None:
    edition = paid_edition(pays_when="go_ahead")
    [old] = book(edition, PIETER).registrations
    substitute_participant(registration_id=old.pk, participant=SANNE)
    assert told(SANNE) == ["Uw plaats staat vast onder voorbehoud"]
    assert told(PIETER)[-1] == "Een collega komt in uw plaats"
