"""Zoom meetings with registration: everybody who may come in has a link of their own.

A server-to-server OAuth app of the academy's account asks for everything, on behalf of one host.
https://developers.zoom.us/docs/api/meetings/ and https://developers.zoom.us/docs/internal-apps/s2s-oauth/
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.api import Problem
from events.api import (
    Credentials,
    Guest,
    RegistrationView,
    RestClient,
    Room,
    RoomGone,
    RoomRequest,
    in_utc,
    text_in,
)

API: Final = "https://api.zoom.us/v2"
TOKENS: Final = "https://zoom.us/oauth/token"
SCHEDULED: Final = 2  # the type of a meeting at a set time
AT_ONCE: Final = 0  # approval_type: who is registered need not wait for anybody
LONGEST_NAME: Final = 64
NEEDED: Final = ("ZOOM_ACCOUNT_ID", "ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET", "ZOOM_HOST")


class ZoomMeetings:
    """A meeting per session. The description (`agenda`) holds the reference by which it is found back."""

    key = "zoom"
    label = _("Zoom, met een eigen link voor elke deelnemer")

    def open_room(self, request: RoomRequest) -> Room:
        for meeting in self._pages(f"/users/{_host()}/meetings", "meetings", {"type": "upcoming"}):
            if _mark(request) in str(meeting.get("agenda", "")):
                return self.change_room(Room(text_in(meeting, "id"), ""), request)
        meeting = _client().call("POST", f"/users/{_host()}/meetings", json=_facts(request))
        return Room(text_in(meeting, "id"), "")

    def change_room(self, room: Room, request: RoomRequest) -> Room:
        _client().call("PATCH", f"/meetings/{quote(room.external_id)}", json=_facts(request))
        return room

    def close_room(self, room: Room) -> None:
        # Our own mail says that it is off.
        unsaid = {"schedule_for_reminder": "false", "cancel_meeting_reminder": "false"}
        try:
            _client().call("DELETE", f"/meetings/{quote(room.external_id)}", query=unsaid)
        except RoomGone:
            return

    def guests(self, room: Room) -> Sequence[Guest]:
        listed = self._pages(_registrants(room), "registrants", {"status": "approved"})
        return [Guest(text_in(one, "id"), text_in(one, "email"), text_in(one, "join_url")) for one in listed]

    def let_in(self, room: Room, registration: RegistrationView) -> Guest:
        first, _space, rest = registration.name.strip().partition(" ")
        person = {"email": registration.email, "first_name": first[:LONGEST_NAME]}
        if rest:
            person["last_name"] = rest[:LONGEST_NAME]
        answer = _client().call("POST", _registrants(room), json=person)
        return Guest(text_in(answer, "registrant_id"), registration.email, text_in(answer, "join_url"))

    def keep_out(self, room: Room, guest: Guest) -> None:
        person = {"id": guest.external_id, "email": guest.email}
        try:
            _client().call("PUT", f"{_registrants(room)}/status", json={"action": "cancel", "registrants": [person]})
        except RoomGone:
            return

    def check_configuration(self) -> Sequence[Problem]:
        return [
            Problem("error", f"{name} is missing.", f"Set {name} to what the server-to-server OAuth app of Zoom says.")
            for name in NEEDED
            if not getattr(settings, name)
        ]

    def _pages(self, path: str, name: str, query: dict[str, str]) -> Iterator[dict[str, Any]]:
        asked = {**query, "page_size": "300"}
        while True:
            answer = _client().call("GET", path, query=asked)
            yield from answer.get(name, [])
            if not answer.get("next_page_token"):
                return
            asked["next_page_token"] = str(answer["next_page_token"])


def _client() -> RestClient:
    form = {"grant_type": "account_credentials", "account_id": settings.ZOOM_ACCOUNT_ID}
    return RestClient(API, Credentials(TOKENS, form, (settings.ZOOM_CLIENT_ID, settings.ZOOM_CLIENT_SECRET)))


def _host() -> str:
    return quote(settings.ZOOM_HOST, safe="@")


def _registrants(room: Room) -> str:
    return f"/meetings/{quote(room.external_id)}/registrants"


def _mark(request: RoomRequest) -> str:
    return f"Vakwerk {request.reference}"


def _facts(request: RoomRequest) -> dict[str, Any]:
    return {
        "topic": request.subject,
        "type": SCHEDULED,
        "start_time": in_utc(request.starts_at),
        "duration": -(-int((request.ends_at - request.starts_at).total_seconds()) // 60),
        "agenda": _mark(request),
        "settings": {
            "approval_type": AT_ONCE,
            "registration_type": 1,
            # Our mails go out, with the personal page; nobody gets a second one with another link.
            "registrants_email_notification": False,
            "registrants_confirmation_email": False,
            "waiting_room": False,
        },
    }
