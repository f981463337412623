"""Webex, as https://developer.webex.com/meeting/docs/api/v1/meetings documents the requests that we make."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from tests.events.meetings.stand_in import (
    EMAIL,
    Answer,
    Asked,
    Body,
    Refused,
    StandIn,
    check_body,
    check_query,
    one_of,
    text,
    yes_or_no,
)

CLIENT, SECRET, REFRESH, HOST = "client-1", "secret-1", "refresh-1", "studio@academie.example"
MOMENT: Final = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
ADDRESS: Final = r"[^@\s]+@[^@\s]+"
REQUIRED: Final = {"title": text(128), "start": text(20, MOMENT), "end": text(20, MOMENT)}
OPTIONAL: Final = {
    "agenda": text(1300),
    "timezone": one_of("UTC", "Europe/Amsterdam"),
    "hostEmail": EMAIL,
    "sendEmail": yes_or_no,
}
ONLY_NEW: Final = {
    "enabledAutoRecordMeeting": yes_or_no,
    "integrationTags": lambda value: isinstance(value, list) and len(value) <= 3 and all(map(text(64), value)),
}


class Webex(StandIn):
    """Meetings with their invitees. It gives a page of two at a time, with the next in the header Link."""

    prefix = "/v1"
    token_path = "/v1/access_token"
    token_lasts = 1_209_599

    def __init__(self) -> None:
        super().__init__()
        self.meetings: dict[str, Body] = {}
        self.invitees: dict[str, Body] = {}
        self.secret = SECRET

    def give_token(self, asked: Asked) -> Answer:
        check_body(
            asked.body,
            {name: text(200) for name in ("grant_type", "client_id", "client_secret", "refresh_token")},
            {},
            "invalid_request",
        )
        expected = {"grant_type": "refresh_token", "client_id": CLIENT, "client_secret": self.secret}
        if asked.method != "POST" or asked.body != {**expected, "refresh_token": REFRESH}:
            raise Refused(401, "invalid_client", "The credentials are wrong.")
        given = {"access_token": self.new_token(), "expires_in": self.token_lasts, "token_type": "Bearer"}
        return 200, {**given, "refresh_token": REFRESH, "refresh_token_expires_in": 7_776_000}

    def error(self, refused: Refused) -> Body:
        said = refused.message or "The request could not be served."
        return {"message": said, "errors": [{"description": said}], "trackingId": "ROUTER_1"}

    def routes(self) -> Sequence[tuple[str, str, Callable[[Asked], Answer]]]:
        one = r"/meetings/(?P<meeting>[0-9a-z]+)"
        return [
            ("GET", "/meetings", self.list_meetings),
            ("POST", "/meetings", self.create_meeting),
            ("PATCH", one, self.update_meeting),
            ("DELETE", one, self.delete_meeting),
            ("GET", "/meetingInvitees", self.list_invitees),
            ("POST", "/meetingInvitees", self.create_invitee),
            ("DELETE", r"/meetingInvitees/(?P<invitee>\w+)", self.delete_invitee),
        ]

    def list_meetings(self, asked: Asked) -> Answer:
        kinds = "meetingSeries|scheduledMeeting|meeting"
        check_query(
            asked.query,
            {"meetingType": kinds, "integrationTag": r".{1,64}", "from": MOMENT, "to": MOMENT, "hostEmail": ADDRESS},
            400,
        )
        self._host(asked.query)
        found = [
            meeting
            for meeting in self.meetings.values()
            if asked.query["integrationTag"] in meeting["integrationTags"]
            and asked.query["from"] <= meeting["start"] <= asked.query["to"]
        ]
        return 200, {"items": [{**meeting, "meetingType": asked.query["meetingType"]} for meeting in found]}

    def create_meeting(self, asked: Asked) -> Answer:
        check_body(asked.body, REQUIRED, {**OPTIONAL, **ONLY_NEW}, 400)
        self._facts(asked.body)
        key = f"{self.next_id():032x}"
        self.meetings[key] = {**asked.body, "id": key, "webLink": f"https://academie.webex.example/m/{key}"}
        return 200, self.meetings[key]

    def update_meeting(self, asked: Asked) -> Answer:
        meeting = self._meeting(asked.parts["meeting"])
        check_body(asked.body, {}, {**REQUIRED, **OPTIONAL}, 400)
        self._facts({**meeting, **asked.body})
        meeting.update(asked.body)
        return 200, meeting

    def delete_meeting(self, asked: Asked) -> Answer:
        check_query(asked.query, {"hostEmail": ADDRESS, "sendEmail": "true|false"}, 400)
        self._host(asked.query)
        self._meeting(asked.parts["meeting"])
        del self.meetings[asked.parts["meeting"]]
        self.invitees = {key: one for key, one in self.invitees.items() if one["meetingId"] in self.meetings}
        return 204, None

    def list_invitees(self, asked: Asked) -> Answer:
        check_query(
            asked.query,
            {"meetingId": r"\w+", "hostEmail": ADDRESS, "max": r"[1-9]\d?|100", "offset": r"\d+"},
            400,
        )
        self._host(asked.query)
        self._meeting(asked.query.get("meetingId", ""))
        listed = [one for one in self.invitees.values() if one["meetingId"] == asked.query["meetingId"]]
        start = int(asked.query.get("offset", "0"))
        if start + 2 < len(listed):
            more = urlencode({**asked.query, "offset": str(start + 2)})
            self.extra_headers = {"Link": f'<https://webexapis.com/v1/meetingInvitees?{more}>; rel="next"'}
        return 200, {"items": listed[start : start + 2]}

    def create_invitee(self, asked: Asked) -> Answer:
        optional = {"displayName": text(128), "coHost": yes_or_no, "hostEmail": EMAIL, "sendEmail": yes_or_no}
        check_body(asked.body, {"meetingId": text(64), "email": EMAIL}, {**optional, "panelist": yes_or_no}, 400)
        self._host(asked.body)
        self._meeting(asked.body["meetingId"])
        if any(
            one["email"].lower() == asked.body["email"].lower() and one["meetingId"] == asked.body["meetingId"]
            for one in self.invitees.values()
        ):
            raise Refused(409, 409, "The invitee is there already.")
        key = f"{asked.body['meetingId']}_{self.next_id()}"
        shown = {name: asked.body[name] for name in ("email", "displayName", "meetingId")}
        self.invitees[key] = {"id": key, "coHost": False, "panelist": False, **shown}
        return 200, self.invitees[key]

    def delete_invitee(self, asked: Asked) -> Answer:
        check_query(asked.query, {"hostEmail": ADDRESS, "sendEmail": "true|false"}, 400)
        self._host(asked.query)
        if self.invitees.pop(asked.parts["invitee"], None) is None:
            raise Refused(404, 404, "The invitee does not exist.")
        return 204, None

    def people(self) -> list[str]:
        return sorted(one["email"] for one in self.invitees.values())

    def subjects(self) -> list[str]:
        return [meeting["title"] for meeting in self.meetings.values()]

    def starts(self) -> list[str]:
        return [meeting["start"] for meeting in self.meetings.values()]

    def lose_rooms(self) -> None:
        self.meetings.clear()
        self.invitees.clear()

    def change_credentials(self) -> None:
        self.secret = "secret-2"
        self.end_tokens()

    def _meeting(self, key: str) -> Body:
        if key not in self.meetings:
            raise Refused(404, 404, "The meeting does not exist.")
        return self.meetings[key]

    def _host(self, facts: Any) -> None:
        if facts.get("hostEmail") != HOST:
            raise Refused(403, 403, "A service app acts for a host.")

    def _facts(self, body: Body) -> None:
        self._host(body)
        start, end = dt.datetime.fromisoformat(body["start"]), dt.datetime.fromisoformat(body["end"])
        if not dt.timedelta(minutes=10) <= end - start <= dt.timedelta(hours=24):
            raise Refused(400, 400, "The duration is not between ten minutes and a day.")
