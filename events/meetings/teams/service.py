"""Teams meetings by Microsoft Graph: whoever may come in is an attendee, and comes in by the address of the meeting.

An app of the academy's tenant asks for everything, on behalf of one organiser; a policy of the tenant must allow it. An app
cannot make webinars, the only meetings of Teams with a link for each registrant: the personal page is the door.
https://learn.microsoft.com/graph/api/resources/onlinemeeting
"""

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

API: Final = "https://graph.microsoft.com/v1.0"
LOGIN: Final = "https://login.microsoftonline.com"
NEEDED: Final = ("TEAMS_TENANT_ID", "TEAMS_CLIENT_ID", "TEAMS_CLIENT_SECRET", "TEAMS_ORGANISER")


class TeamsMeetings:
    """A meeting per session. Graph keeps the reference of the session as its external id, and makes no second one with it.

    The list of attendees is one value: it is read, changed and written, by one job at a time.
    """

    key = "teams"
    label = _("Teams, met een lijst van deelnemers")

    def open_room(self, request: RoomRequest) -> Room:
        facts = {**_facts(request), "externalId": str(request.reference)}
        room = _room(_client().call("POST", f"{_meetings()}/createOrGet", json=facts))
        return self.change_room(room, request)  # one that was there holds what was true then

    def change_room(self, room: Room, request: RoomRequest) -> Room:
        # Participants have no account here, and nobody of the academy may be there to let them in.
        lobby = {"lobbyBypassSettings": {"scope": "everyone"}, "allowedPresenters": "organization"}
        return _room(_client().call("PATCH", _path(room), json={**_facts(request), **lobby}))

    def close_room(self, room: Room) -> None:
        try:
            _client().call("DELETE", _path(room))
        except RoomGone:
            return

    def guests(self, room: Room) -> Sequence[Guest]:
        return [Guest(one, one, room.address) for one in _attendees(room)]

    def let_in(self, room: Room, registration: RegistrationView) -> Guest:
        listed = _attendees(room)
        if registration.email.lower() not in {one.lower() for one in listed}:
            _set_attendees(room, [*listed, registration.email])
        return Guest(registration.email, registration.email, room.address)

    def keep_out(self, room: Room, guest: Guest) -> None:
        try:
            listed = _attendees(room)
            left = [one for one in listed if one.lower() != guest.email.lower()]
            if left != listed:
                _set_attendees(room, left)
        except RoomGone:
            return

    def check_configuration(self) -> Sequence[Problem]:
        return [
            Problem("error", f"{name} is missing.", f"Set {name}; the app registration in Microsoft Entra has it.")
            for name in NEEDED
            if not getattr(settings, name)
        ]


def _client() -> RestClient:
    form = {
        "grant_type": "client_credentials",
        "client_id": settings.TEAMS_CLIENT_ID,
        "client_secret": settings.TEAMS_CLIENT_SECRET,
        "scope": "https://graph.microsoft.com/.default",
    }
    tokens = f"{LOGIN}/{quote(settings.TEAMS_TENANT_ID, safe='')}/oauth2/v2.0/token"
    return RestClient(API, Credentials(tokens, form))


def _meetings() -> str:
    return f"/users/{quote(settings.TEAMS_ORGANISER, safe='')}/onlineMeetings"


def _path(room: Room) -> str:
    return f"{_meetings()}/{quote(room.external_id, safe='')}"


def _attendees(room: Room) -> list[str]:
    participants = _client().call("GET", _path(room)).get("participants") or {}
    return [str(one["upn"]) for one in participants.get("attendees") or [] if one.get("upn")]


def _set_attendees(room: Room, addresses: Sequence[str]) -> None:
    attendees = [{"upn": address, "role": "attendee"} for address in addresses]
    _client().call("PATCH", _path(room), json={"participants": {"attendees": attendees}})


def _facts(request: RoomRequest) -> dict[str, Any]:
    return {
        "subject": request.subject,
        "startDateTime": in_utc(request.starts_at),
        "endDateTime": in_utc(request.ends_at),
    }


def _room(answer: dict[str, Any]) -> Room:
    return Room(text_in(answer, "id"), text_in(answer, "joinWebUrl"))
