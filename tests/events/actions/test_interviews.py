"""The talks of an intake: offered, chosen, moved, given back and forgotten."""

import base64
import datetime as dt
import re
import uuid

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import registry

from cms.api import NotAllowed
from cms.models import Message
from events.actions.add_interview_slots import SlotFacts, add_interview_slots
from events.actions.cancel_edition import cancel_edition
from events.actions.cancel_registration import cancel_registration
from events.actions.choose_interview import choose_interview
from events.actions.decide_intake import admit_registration
from events.actions.forget_intakes import forget_intakes
from events.actions.free_interview import remove_interview_slot
from events.actions.substitute_participant import substitute_participant
from events.models import Edition, InterviewSlot, Registration
from tests.events.bookings import PIETER, SANNE, book
from tests.factories.events import EditionFactory, InterviewSlotFactory

pytestmark = pytest.mark.django_db

ANSWERS = {"intake": {"motivation": "Leren.", "experience": ""}, "details": {}}


@pytest.fixture
def edition() -> Edition:
    found: Edition = EditionFactory.create(has_intake=True, capacity=4)
    return found


def apply(edition: Edition, who: object = PIETER) -> Registration:
    (registration,) = book(edition, who, answers=ANSWERS).registrations  # type: ignore[arg-type]
    return Registration.objects.get(pk=registration.pk)


def slots(edition: Edition, count: int = 2) -> list[InterviewSlot]:
    return [InterviewSlotFactory.create(edition=edition) for _ in range(count)]


def subjects_to(address: str) -> list[str]:
    found = Message.objects.filter(recipient=address).order_by("pk").values_list("subject", flat=True)
    return [re.split(r":| op ", subject)[0] for subject in found]


def calendar_of(message: Message) -> str:
    (attachment,) = message.attachments
    return base64.b64decode(attachment["content"]).decode().replace("\r\n ", "")


def facts(*starts: dt.datetime) -> SlotFacts:
    return SlotFacts(starts=starts, minutes=30, interviewer="Ruben Hofstra", place="Raadhuisplein 1")


# Offering


def test_offering_moments_tells_applicants_once(edition: Edition) -> None:
    apply(edition)
    soon = timezone.now() + dt.timedelta(days=3)
    later = soon + dt.timedelta(minutes=30)
    assert add_interview_slots(edition_id=edition.pk, facts=facts(soon, later)) == 2
    assert add_interview_slots(edition_id=edition.pk, facts=facts(soon, later)) == 0  # sent twice
    assert add_interview_slots(edition_id=edition.pk, facts=facts(later + dt.timedelta(hours=1))) == 1
    assert subjects_to(PIETER.email)[1:] == ["Kies een moment voor uw gesprek"]


def test_who_applies_later_is_told_too(edition: Edition) -> None:
    slots(edition)
    apply(edition)
    assert subjects_to(PIETER.email)[1:] == ["Kies een moment voor uw gesprek"]


def test_no_moments_without_an_intake_or_in_the_past(edition: Edition) -> None:
    with pytest.raises(NotAllowed):
        add_interview_slots(edition_id=edition.pk, facts=facts(timezone.now() - dt.timedelta(minutes=1)))
    other = EditionFactory.create()
    with pytest.raises(NotAllowed):
        add_interview_slots(edition_id=other.pk, facts=facts(timezone.now() + dt.timedelta(days=3)))
    assert not InterviewSlot.objects.exists()


# Choosing


def test_chosen_with_a_calendar_item(edition: Edition) -> None:
    first, _second = slots(edition)
    registration = apply(edition)
    for _click in range(2):
        choose_interview(registration_id=registration.pk, slot=first.public_id)
    assert subjects_to(PIETER.email)[2:] == ["Uw gesprek"]
    item = calendar_of(Message.objects.latest("pk"))
    for line in ("METHOD:REQUEST", "SEQUENCE:1", f"UID:interview.{registration.public_id}@", "STATUS:CONFIRMED"):
        assert line in item
    log = registry.get_logs_for_instance(registration).values_list("action", flat=True)
    assert list(log) == ["events.interview_chosen"]


def test_moved_the_first_is_free_again_and_the_item_moves_along(edition: Edition) -> None:
    first, second = slots(edition)
    registration = apply(edition)
    choose_interview(registration_id=registration.pk, slot=first.public_id)
    choose_interview(registration_id=registration.pk, slot=second.public_id)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.registration_id, second.registration_id) == (None, registration.pk)
    item = calendar_of(Message.objects.latest("pk"))
    assert "SEQUENCE:2" in item
    assert f"UID:interview.{registration.public_id}@" in item


def test_somebody_elses_is_refused(edition: Edition) -> None:
    first, _second = slots(edition)
    pieter, sanne = apply(edition), apply(edition, SANNE)
    choose_interview(registration_id=pieter.pk, slot=first.public_id)
    with pytest.raises(NotAllowed, match="niet meer vrij"):
        choose_interview(registration_id=sanne.pk, slot=first.public_id)
    first.refresh_from_db()
    assert first.registration_id == pieter.pk


def test_of_another_edition_or_of_none_is_refused(edition: Edition) -> None:
    registration = apply(edition)
    for slot in (InterviewSlotFactory.create().public_id, uuid.uuid4()):
        with pytest.raises(NotAllowed):
            choose_interview(registration_id=registration.pk, slot=slot)


def test_until_a_day_before(edition: Edition) -> None:
    first, second = slots(edition)
    registration = apply(edition)
    choose_interview(registration_id=registration.pk, slot=first.public_id)
    with (
        time_machine.travel(first.starts_at - dt.timedelta(hours=24)),
        pytest.raises(NotAllowed, match="verzetten kan niet meer"),
    ):
        choose_interview(registration_id=registration.pk, slot=second.public_id)


def test_whoever_is_decided_about_chooses_nothing(edition: Edition) -> None:
    first, _second = slots(edition)
    registration = apply(edition)
    admit_registration(registration_id=registration.pk)
    with pytest.raises(NotAllowed):
        choose_interview(registration_id=registration.pk, slot=first.public_id)


def test_the_database_refuses_a_second_talk(edition: Edition) -> None:
    first, second = slots(edition)
    registration = apply(edition)
    choose_interview(registration_id=registration.pk, slot=first.public_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        InterviewSlot.objects.filter(pk=second.pk).update(registration=registration)


# Giving back


@pytest.fixture
def chosen(edition: Edition) -> InterviewSlot:
    first, _second = slots(edition)
    registration = apply(edition)
    choose_interview(registration_id=registration.pk, slot=first.public_id)
    first.refresh_from_db()
    return first


def holder_of(slot: InterviewSlot) -> int:
    assert slot.registration_id is not None
    return slot.registration_id


def is_free(slot: InterviewSlot) -> bool:
    slot.refresh_from_db()
    mails = Message.objects.filter(subject__startswith="Het gesprek op")
    item = calendar_of(mails.get())
    assert "METHOD:CANCEL" in item
    assert "SEQUENCE:2" in item
    return slot.registration_id is None


def test_cancelled_it_is_free_again(chosen: InterviewSlot) -> None:
    cancel_registration(registration_id=holder_of(chosen))
    assert is_free(chosen)


def test_admitted_before_the_talk_it_is_free_again(chosen: InterviewSlot) -> None:
    admit_registration(registration_id=holder_of(chosen))
    assert is_free(chosen)
    assert "ander moment" not in Message.objects.get(subject__startswith="Het gesprek op").text


def test_a_colleague_comes_instead_it_is_free_again(chosen: InterviewSlot) -> None:
    substitute_participant(registration_id=holder_of(chosen), participant=SANNE)
    assert is_free(chosen)


def test_with_the_edition_it_is_off(chosen: InterviewSlot) -> None:
    cancel_edition(edition_id=chosen.edition_id, reason="De spreker is ziek.")
    assert is_free(chosen)


def test_removed_by_a_colleague_another_can_be_chosen(chosen: InterviewSlot) -> None:
    remove_interview_slot(slot_id=chosen.pk)
    mail = Message.objects.get(subject__startswith="Het gesprek op")
    assert "Kies op uw persoonlijke pagina een ander moment." in mail.text
    other = InterviewSlot.objects.get()
    choose_interview(registration_id=Registration.objects.get().pk, slot=other.public_id)
    assert "SEQUENCE:3" in calendar_of(Message.objects.latest("pk"))


def test_a_talk_that_was_had_stays_until_the_notes_go(chosen: InterviewSlot) -> None:
    with time_machine.travel(chosen.ends_at + dt.timedelta(hours=1)):
        admit_registration(registration_id=holder_of(chosen))
        chosen.refresh_from_db()
        assert chosen.registration_id is not None
        assert not Message.objects.filter(subject__startswith="Het gesprek op").exists()
    with time_machine.travel(chosen.ends_at + dt.timedelta(days=27)):
        forget_intakes()
        assert InterviewSlot.objects.count() == 2
    with time_machine.travel(chosen.ends_at + dt.timedelta(days=30)):
        forget_intakes()
        assert not InterviewSlot.objects.exists()
