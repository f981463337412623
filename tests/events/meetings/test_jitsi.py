import re
import uuid
from dataclasses import replace

import pytest
from pytest_django import Settings

from events.contracts import SessionView
from events.meetings.jitsi.hooks import JitsiRooms, meeting_providers
from tests.events.meetings.test_link import PIETER, SESSION

ROOM = replace(SESSION, meeting_provider="jitsi", meeting_url="")


@pytest.fixture(autouse=True)
def _server(settings: Settings) -> None:
    settings.JITSI_ORIGIN = "https://meet.example.nl"


def test_a_room_has_a_name_that_does_not_show_the_session() -> None:
    address = JitsiRooms().schedule(ROOM)

    assert re.fullmatch(r"https://meet\.example\.nl/[0-9a-f]{64}", address)
    assert ROOM.public_id.hex not in address
    assert JitsiRooms().invite(ROOM, PIETER) == address


def test_a_session_that_moves_keeps_its_room_and_another_has_another() -> None:
    later = replace(ROOM, starts_at=PIETER.edition.sessions[0].ends_at, title="Verplaatst")

    assert JitsiRooms().schedule(later) == JitsiRooms().schedule(ROOM)
    assert JitsiRooms().schedule(replace(ROOM, public_id=uuid.uuid4())) != JitsiRooms().schedule(ROOM)


def test_another_secret_gives_another_room(settings: Settings) -> None:
    before = JitsiRooms().schedule(ROOM)
    settings.SECRET_KEY = "another-secret-of-this-installation"

    assert JitsiRooms().schedule(ROOM) != before


def _nowhere(session: SessionView) -> tuple[str, str]:
    return JitsiRooms().schedule(session), JitsiRooms().invite(session, PIETER)


def test_who_meets_on_location_has_no_room() -> None:
    assert _nowhere(replace(ROOM, mode="on_site")) == ("", "")
    assert _nowhere(replace(ROOM, mode="hybrid"))[0]


@pytest.mark.parametrize(
    ("origin", "problems"),
    [
        ("https://meet.example.nl", []),
        ("", ["it is not known on which server the rooms are."]),
        ("http://meet.example.nl", ["browsers give no camera or microphone to a page without https."]),
    ],
)
def test_what_is_wrong_with_the_setting(settings: Settings, origin: str, problems: list[str]) -> None:
    settings.JITSI_ORIGIN = origin
    (provider,) = meeting_providers()
    found = provider.check_configuration()

    assert [problem.message for problem in found] == problems
    assert all(problem.level == "error" and "JITSI_ORIGIN" in problem.hint for problem in found)


def test_without_a_server_there_is_no_address(settings: Settings) -> None:
    settings.JITSI_ORIGIN = ""

    assert _nowhere(ROOM) == ("", "")
