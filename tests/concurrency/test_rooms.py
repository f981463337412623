"""Workers that are killed with kill -9 while a meeting service answers, or that want the same room at once."""

import datetime as dt
import os
import signal
from collections.abc import Iterator
from queue import SimpleQueue
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from events import hooks
from events.actions.arrange_rooms import note_changes
from events.actions.tend_room import tend_room
from events.api import Room, RoomRequest
from events.models import Edition, MeetingInvitation, MeetingRoom
from tests.events.meetings.services import SERVICES
from tests.events.meetings.stand_in import Asked, Body, serving
from tests.events.meetings.zoom_stand_in import Zoom
from tests.events.rooms import RoomsInMemory
from tests.factories.events import EditionFactory, RegistrationFactory, SessionFactory
from tests.processes import start

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = ["a@example.org", "b@example.org"]
TEND = "from events.actions.tend_room import tend_rooms; tend_rooms()"
# The tempting way: what nobody noted did not happen.
FORGETFUL = f"""
from events.actions import tend_room
from events.meetings.zoom.service import ZoomMeetings

tend_room._find_back = lambda *details: None
ZoomMeetings._pages = lambda *details: iter(())
{TEND}
"""


class MurderousZoom(Zoom):
    """Does what is asked, and kills who asked before the answer arrives, at the request in `at`."""

    def __init__(self) -> None:
        super().__init__()
        self.at = ""
        self.victim: SimpleQueue[int] = SimpleQueue()

    def answer(self, asked: Asked) -> tuple[int, Body | None, dict[str, str]]:
        answer = super().answer(asked)
        if self.at and self.at in self.log[-1:] and asked.path != self.token_path:
            self.at = ""
            os.kill(self.victim.get(timeout=60), signal.SIGKILL)
        return answer


@pytest.fixture
def zoom() -> Iterator[MurderousZoom]:
    there = MurderousZoom()
    with serving(there):
        yield there


@pytest.fixture
def edition() -> Edition:
    made: Edition = EditionFactory.create(sessions=0)
    session = SessionFactory.create(edition=made, meeting_provider="zoom", meeting_url="")
    MeetingRoom.objects.create(edition=made, session=session, provider="zoom", changes=1)
    for email in PEOPLE:
        RegistrationFactory.create(booking__edition=made, booking__email=email)
    return made


def work(zoom: MurderousZoom, code: str = TEND) -> int:
    """A worker in a process of its own; gives what it ended with."""
    process = start(
        "shell",
        "--no-imports",
        "-c",
        code,
        settings="cms.project.settings.test",
        VAKWERK_PLUGINS="zoom",
        MEETINGS_API_BASE=zoom.url,
        **SERVICES["zoom"].settings,
    )
    zoom.victim.put(process.pid)
    return process.wait()


def killed_and_done_again(zoom: MurderousZoom, at: str, code: str = TEND) -> None:
    zoom.at = at
    assert work(zoom, code) == -signal.SIGKILL
    zoom.victim = SimpleQueue()
    MeetingRoom.objects.update(lease_until=timezone.now() - dt.timedelta(seconds=1))
    assert work(zoom, code) == 0


@pytest.mark.parametrize(
    "at", ["POST /users/studio@academie.example/meetings", "POST /meetings/90000000001/registrants"]
)
def test_killed_before_the_answer_arrives(zoom: MurderousZoom, edition: Edition, at: str) -> None:
    killed_and_done_again(zoom, at)

    assert (len(zoom.meetings), zoom.people()) == (1, PEOPLE)
    assert MeetingInvitation.objects.exclude(address="").count() == 2
    room = MeetingRoom.objects.get()
    assert (room.handled, room.lease_until, room.fault) == (1, None, "")


def test_the_twin_that_does_not_look_makes_things_double(zoom: MurderousZoom, edition: Edition) -> None:
    killed_and_done_again(zoom, "POST /meetings/90000000001/registrants", FORGETFUL)

    assert sorted(zoom.people()) == ["a@example.org", "a@example.org", "b@example.org"]


class Crowded(RoomsInMemory):
    """While it makes a room, another worker comes for the same one."""

    def open_room(self, request: RoomRequest) -> Room:
        if not self.asked:
            self.asked.append("first")
            other = Thread(target=come_too)
            other.start()
            other.join()
        return super().open_room(request)


def come_too() -> None:
    try:
        tend_room(MeetingRoom.objects.get().pk)
    finally:
        connection.close()


@pytest.mark.parametrize(("lease", "asked"), [(dt.timedelta(minutes=10), 1), (dt.timedelta(minutes=-1), 2)])
def test_a_room_is_one_workers_for_the_time_of_its_lease(
    monkeypatch: pytest.MonkeyPatch, lease: dt.timedelta, asked: int
) -> None:
    """The second case is the twin, with a lease that holds nobody off."""
    service = Crowded()
    monkeypatch.setattr(hooks, "meeting_provider", {"memory": service}.get)
    monkeypatch.setattr("events.actions.tend_room.LEASE", lease)
    edition = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=edition, meeting_provider="memory")
    note_changes(str(edition.public_id))
    tend_room(MeetingRoom.objects.get().pk)

    assert service.asked.count("open") == asked
