"""Offering moments for talks, on the screen of an edition."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.actions.choose_interview import choose_interview
from events.actions.decide_intake import admit_registration
from events.models import Edition, InterviewSlot, Registration
from tests.events.bookings import PIETER, SANNE, book
from tests.factories.events import EditionFactory, InterviewSlotFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    found: Edition = EditionFactory.create(has_intake=True)
    return found


@pytest.fixture
def registration(edition: Edition) -> Registration:
    found: Registration = RegistrationFactory.create(booking__edition=edition, status="intake")
    return found


def typed(**changes: object) -> dict[str, object]:
    day = timezone.localdate() + dt.timedelta(days=3)
    return {
        "date": day.isoformat(),
        "first": "09:00",
        "last": "10:45",
        "minutes": "30",
        "interviewer": "Ruben Hofstra",
        "place": "Raadhuisplein 1",
        "url": "",
        **changes,
    }


def test_a_row_of_talks_is_added_and_shown(manager: Client, edition: Edition, registration: Registration) -> None:
    path = reverse("editions:add_interviews", args=[edition.pk])
    assert manager.get(path).status_code == 200
    text = manager.post(path, typed(), follow=True).content.decode()
    assert "3 momenten toegevoegd." in text
    starts = [timezone.localtime(slot.starts_at).strftime("%H:%M") for slot in InterviewSlot.objects.all()]
    assert starts == ["09:00", "09:30", "10:00"]
    choose_interview(registration_id=registration.pk, slot=InterviewSlot.objects.all()[0].public_id)
    screen = manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode()
    assert screen.count("nog vrij") == 2
    assert registration.name in screen


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"place": ""}, "place"),
        ({"last": "09:10"}, "last"),
        ({"date": "2020-01-01"}, "date"),
        ({"minutes": "1"}, "minutes"),
    ],
)
def test_a_mistake_stands_beside_its_field(
    manager: Client, edition: Edition, changes: dict[str, object], field: str
) -> None:
    response = manager.post(reverse("editions:add_interviews", args=[edition.pk]), typed(**changes))
    assert list(response.context["form"].errors) == [field]
    assert not InterviewSlot.objects.exists()


def test_a_moment_is_removed_after_a_question(manager: Client, edition: Edition, registration: Registration) -> None:
    slot = InterviewSlotFactory.create(edition=edition)
    choose_interview(registration_id=registration.pk, slot=slot.public_id)
    path = reverse("editions:remove_interview", args=[slot.pk])
    assert f"{registration.name} krijgt een mail" in manager.get(path).content.decode()
    assert "Het moment is verwijderd." in manager.post(path, follow=True).content.decode()
    assert not InterviewSlot.objects.exists()


def test_an_edition_without_intake_shows_no_talks(manager: Client) -> None:
    edition = EditionFactory.create()
    assert "Intakegesprekken" not in manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode()


def test_the_screen_says_what_it_means_to_let_a_colleague_come(manager: Client, edition: Edition) -> None:
    answers = {"intake": {"motivation": "Leren.", "experience": ""}, "details": {}}
    [old] = book(edition, PIETER, answers=answers).registrations
    url = reverse("registrations:name", args=[old.pk])
    assert "begint de intake opnieuw" in manager.get(url).content.decode()

    admit_registration(registration_id=old.pk)
    assert "laat u ook toe" in manager.get(url).content.decode()

    new = Registration.objects.exclude(pk=old.pk)
    assert manager.post(url, {"name": SANNE.name, "email": SANNE.email, "function": ""}).status_code == 302
    assert (new.get().status, new.get().intake.decided_at is not None) == ("confirmed", True)
