"""The screen of an edition says how the room of each session stands, and has a button to try again."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from events import hooks
from events.actions.arrange_rooms import arrange_rooms
from events.api import MeetingFailure, MeetingFault
from events.meetings.jitsi.hooks import JitsiRooms
from events.models import Edition, MeetingRoom
from tests.events.rooms import RoomsInMemory
from tests.factories.events import EditionFactory, SessionFactory
from tests.job_queue import run_due_jobs

pytestmark = pytest.mark.django_db

QUERIES = 32


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> RoomsInMemory:
    settings.JITSI_ORIGIN = "https://meet.example.nl"
    service = RoomsInMemory()
    known = {each.key: each for each in hooks.meeting_providers()} | {"memory": service, "jitsi": JitsiRooms()}
    monkeypatch.setattr(hooks, "meeting_provider", known.get)
    return service


@pytest.fixture
def edition(service: RoomsInMemory) -> Edition:
    made: Edition = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=made, meeting_provider="memory", meeting_url="")
    return made


def screen(manager: Client, edition: Edition) -> str:
    return manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode()


def retry_url(edition: Edition) -> str:
    return reverse("editions:retry_rooms", args=[edition.pk])


def test_before_and_after_the_service_was_asked(manager: Client, edition: Edition) -> None:
    assert "De kamer wordt gemaakt." in screen(manager, edition)

    arrange_rooms(edition=str(edition.public_id))
    html = screen(manager, edition)
    assert "De kamer staat klaar." in html
    assert retry_url(edition) not in html


def test_what_went_wrong_is_said_and_tried_again_by_a_button(
    manager: Client, edition: Edition, service: RoomsInMemory
) -> None:
    service.fault = MeetingFailure(MeetingFault.NO_ACCESS, "401")
    arrange_rooms(edition=str(edition.public_id))
    html = screen(manager, edition)
    assert "Er is nog geen kamer." in html
    assert "De vergaderdienst laat ons niet binnen." in html
    assert "We proberen het weer op" in html
    assert f'action="{retry_url(edition)}"' in html

    service.fault = None
    response = manager.post(retry_url(edition))
    run_due_jobs()
    assert response.headers["Location"] == reverse("editions:inspect", args=[edition.pk])
    html = screen(manager, edition)
    assert "De kamer staat klaar." in html
    assert "laat ons niet binnen" not in html
    assert "Vergaderkamers opnieuw geprobeerd" in html


@pytest.mark.parametrize(
    ("session", "words"),
    [
        ({"meeting_provider": "jitsi", "meeting_url": ""}, "De vergaderlink is er."),
        ({"meeting_provider": "link"}, "De vergaderlink is er."),
        ({"meeting_provider": "link", "meeting_url": ""}, "Nog geen vergaderlink."),
    ],
)
def test_a_place_that_needs_no_service(
    manager: Client, service: RoomsInMemory, session: dict[str, Any], words: str
) -> None:
    edition = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=edition, **session)

    assert words in screen(manager, edition)


def test_a_draft_says_when_the_room_comes(manager: Client, edition: Edition) -> None:
    Edition.objects.update(status="draft")
    assert "De kamer komt er als de editie open is." in screen(manager, edition)


def test_what_is_over_says_nothing(manager: Client, edition: Edition) -> None:
    edition.sessions.update(
        starts_at=timezone.now() - dt.timedelta(days=2),
        ends_at=timezone.now() - dt.timedelta(days=1),
        walk_in_at=None,
    )
    assert "kamer" not in screen(manager, edition)


def test_the_screen_costs_as_many_queries_with_one_room_as_with_ten(
    manager: Client, edition: Edition, django_assert_num_queries: Any
) -> None:
    address = reverse("editions:inspect", args=[edition.pk])
    arrange_rooms(edition=str(edition.public_id))
    manager.get(address)
    with django_assert_num_queries(QUERIES):
        manager.get(address)
    for days in range(40, 49):
        SessionFactory.create(
            edition=edition, meeting_provider="memory", starts_at=timezone.now() + dt.timedelta(days=days)
        )
    arrange_rooms(edition=str(edition.public_id))
    assert MeetingRoom.objects.count() == 10
    with django_assert_num_queries(QUERIES):
        manager.get(address)
