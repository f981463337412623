"""Webex meetings: whoever may come in is an invitee, and comes in by the address of the meeting.

A service app asks for everything, on behalf of one host. Webex gives invitees no link of their own that lasts: the personal
page is the door. https://developer.webex.com/meeting/docs/api/v1/meetings and .../meeting-invitees
"""

import datetime as dt
from collections.abc import Sequence
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

API: Final = "https://webexapis.com/v1"
TOKENS: Final = "https://webexapis.com/v1/access_token"
LONGEST_NAME: Final = 128
PAGE: Final = "100"
AROUND: Final = dt.timedelta(days=1)
"""How far from its time a meeting is looked for: Webex lists only what lies between two moments."""
NEEDED: Final = ("WEBEX_CLIENT_ID", "WEBEX_CLIENT_SECRET", "WEBEX_REFRESH_TOKEN", "WEBEX_HOST")


class WebexMeetings:
    """A meeting per session, with the reference of the session as its integration tag."""

    key = "webex"
    label = _("Webex, met een lijst van genodigden")

    def open_room(self, request: RoomRequest) -> Room:
        query = {
            "meetingType": "meetingSeries",
            "integrationTag": _tag(request),
            "from": in_utc(request.starts_at - AROUND),
            "to": in_utc(request.ends_at + AROUND),
            "hostEmail": settings.WEBEX_HOST,
        }
        for found in _client().call("GET", "/meetings", query=query).get("items", []):
            return self.change_room(_room(found), request)
        facts = {**_facts(request), "integrationTags": [_tag(request)], "enabledAutoRecordMeeting": False}
        return _room(_client().call("POST", "/meetings", json=facts))

    def change_room(self, room: Room, request: RoomRequest) -> Room:
        return _room(_client().call("PATCH", f"/meetings/{quote(room.external_id, safe='')}", json=_facts(request)))

    def close_room(self, room: Room) -> None:
        _delete(f"/meetings/{quote(room.external_id, safe='')}")

    def guests(self, room: Room) -> Sequence[Guest]:
        query = {"meetingId": room.external_id, "hostEmail": settings.WEBEX_HOST, "max": PAGE}
        pages = _client().pages("/meetingInvitees", query)
        return [
            Guest(text_in(one, "id"), text_in(one, "email"), room.address)
            for page in pages
            for one in page.get("items", [])
        ]

    def let_in(self, room: Room, registration: RegistrationView) -> Guest:
        person = {
            "meetingId": room.external_id,
            "email": registration.email,
            "displayName": registration.name[:LONGEST_NAME],
            "hostEmail": settings.WEBEX_HOST,
            "sendEmail": False,
        }
        answer = _client().call("POST", "/meetingInvitees", json=person)
        return Guest(text_in(answer, "id"), registration.email, room.address)

    def keep_out(self, room: Room, guest: Guest) -> None:  # noqa: ARG002  # an invitee is of one meeting
        _delete(f"/meetingInvitees/{quote(guest.external_id, safe='')}")

    def check_configuration(self) -> Sequence[Problem]:
        return [
            Problem("error", f"{name} is missing.", f"Set {name}; the service app of Webex shows the credentials.")
            for name in NEEDED
            if not getattr(settings, name)
        ]


def _client() -> RestClient:
    form = {
        "grant_type": "refresh_token",
        "client_id": settings.WEBEX_CLIENT_ID,
        "client_secret": settings.WEBEX_CLIENT_SECRET,
        "refresh_token": settings.WEBEX_REFRESH_TOKEN,
    }
    return RestClient(API, Credentials(TOKENS, form))


def _delete(path: str) -> None:
    """Without a mail from Webex: ours says what happened. What is gone is fine."""
    try:
        _client().call("DELETE", path, query={"hostEmail": settings.WEBEX_HOST, "sendEmail": "false"})
    except RoomGone:
        return


def _tag(request: RoomRequest) -> str:
    return f"vakwerk-{request.reference}"


def _facts(request: RoomRequest) -> dict[str, Any]:
    return {
        "title": request.subject,
        "start": in_utc(request.starts_at),
        "end": in_utc(request.ends_at),
        "timezone": "UTC",
        "hostEmail": settings.WEBEX_HOST,
        "sendEmail": False,
    }


def _room(answer: dict[str, Any]) -> Room:
    return Room(text_in(answer, "id"), text_in(answer, "webLink"))
