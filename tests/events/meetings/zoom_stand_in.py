"""Zoom, as https://developers.zoom.us/docs/api/meetings/ documents the requests that we make."""

import base64
import re
from collections.abc import Callable, Sequence
from typing import Any, Final

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
    whole,
    yes_or_no,
)

INVALID: Final = 300
ACCOUNT, CLIENT, SECRET, HOST = "account-1", "client-1", "secret-1", "studio@academie.example"

SETTINGS: Final = {
    "approval_type": one_of(0, 1, 2),
    "registration_type": one_of(1, 2, 3),
    "registrants_email_notification": yes_or_no,
    "registrants_confirmation_email": yes_or_no,
    "waiting_room": yes_or_no,
}
FACTS: Final = {
    "topic": text(200),
    "type": one_of(1, 2, 3, 8, 10),
    "start_time": text(20, r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
    "duration": whole,
    "agenda": text(2000),
    "settings": lambda value: isinstance(value, dict),
}


class Zoom(StandIn):
    """Meetings with their registrants by status. It gives a page of two at a time."""

    prefix = "/v2"
    token_path = "/oauth/token"

    def __init__(self) -> None:
        super().__init__()
        self.meetings: dict[str, Body] = {}
        self.registrants: dict[str, dict[str, Body]] = {}
        self.secret = SECRET

    def give_token(self, asked: Asked) -> Answer:
        expected = base64.b64encode(f"{CLIENT}:{self.secret}".encode()).decode()
        if asked.method != "POST" or asked.headers.get("Authorization") != f"Basic {expected}":
            raise Refused(400, "invalid_client", "Invalid client_id or client_secret")
        if asked.body != {"grant_type": "account_credentials", "account_id": ACCOUNT}:
            raise Refused(400, "unsupported_grant_type")
        return 200, {
            "access_token": self.new_token(),
            "token_type": "bearer",
            "expires_in": self.token_lasts,
            "scope": "meeting:write:meeting:admin",
            "api_url": self.url,
        }

    def error(self, refused: Refused) -> Body:
        if isinstance(refused.code, str):
            return {"reason": refused.message, "error": refused.code}
        return {"code": refused.code, "message": refused.message}

    def routes(self) -> Sequence[tuple[str, str, Callable[[Asked], Answer]]]:
        one, people = r"/meetings/(?P<meeting>\d+)", r"/meetings/(?P<meeting>\d+)/registrants"
        return [
            ("GET", r"/users/(?P<user>[^/]+)/meetings", self.list_meetings),
            ("POST", r"/users/(?P<user>[^/]+)/meetings", self.create_meeting),
            ("PATCH", one, self.update_meeting),
            ("DELETE", one, self.delete_meeting),
            ("GET", people, self.list_registrants),
            ("POST", people, self.add_registrant),
            ("PUT", f"{people}/status", self.update_status),
        ]

    def list_meetings(self, asked: Asked) -> Answer:
        self._host(asked)
        check_query(
            asked.query,
            {
                "type": "scheduled|live|upcoming|upcoming_meetings|previous_meetings",
                "page_size": r"\d+",
                "next_page_token": r"\d+",
            },
            INVALID,
        )
        return 200, self._page("meetings", list(self.meetings.values()), asked)

    def create_meeting(self, asked: Asked) -> Answer:
        self._host(asked)
        check_query(asked.query, {}, INVALID)
        self._facts(asked.body)
        number = str(90_000_000_000 + self.next_id())
        self.meetings[number] = {**asked.body, "id": int(number)}
        self.registrants[number] = {}
        shown = {
            "id": int(number),
            "join_url": f"https://zoom.example/j/{number}",
            "start_url": "https://zoom.example/s/1",
        }
        return 201, {**asked.body, **shown, "registration_url": f"https://zoom.example/meeting/register/{number}"}

    def update_meeting(self, asked: Asked) -> Answer:
        number = self._meeting(asked)
        self._facts(asked.body)
        self.meetings[number].update(asked.body)
        return 204, None

    def delete_meeting(self, asked: Asked) -> Answer:
        number = self._meeting(asked)
        yes = "true|false"
        check_query(asked.query, {"schedule_for_reminder": yes, "cancel_meeting_reminder": yes}, INVALID)
        del self.meetings[number], self.registrants[number]
        return 204, None

    def list_registrants(self, asked: Asked) -> Answer:
        number = self._meeting(asked)
        check_query(
            asked.query, {"status": "pending|approved|denied", "page_size": r"\d+", "next_page_token": r"\d+"}, INVALID
        )
        listed = [
            one for one in self.registrants[number].values() if one["status"] == asked.query.get("status", "approved")
        ]
        return 200, self._page("registrants", listed, asked)

    def add_registrant(self, asked: Asked) -> Answer:
        number = self._meeting(asked)
        check_body(asked.body, {"email": EMAIL, "first_name": text(64)}, {"last_name": text(64)}, INVALID)
        if self.meetings[number]["settings"]["approval_type"] == 2:
            raise Refused(400, 303, "Registration has not been enabled for this meeting.")
        key = f"reg{self.next_id()}"
        address = f"https://zoom.example/w/{number}?tk={key}"
        self.registrants[number][key] = {"id": key, "join_url": address, "status": "approved", **asked.body}
        return 201, {
            "id": int(number),
            "registrant_id": key,
            "join_url": address,
            "topic": self.meetings[number]["topic"],
        }

    def update_status(self, asked: Asked) -> Answer:
        number = self._meeting(asked)
        check_body(
            asked.body,
            {"action": one_of("approve", "cancel", "deny")},
            {"registrants": lambda value: isinstance(value, list) and 0 < len(value) <= 30},
            INVALID,
        )
        for person in asked.body.get("registrants", []):
            check_body(person, {}, {"id": text(128), "email": EMAIL}, INVALID)
            if person["id"] not in self.registrants[number]:
                raise Refused(404, 404, "Registrant does not exist.")
            self.registrants[number][person["id"]]["status"] = "denied"
        return 204, None

    def subjects(self) -> list[str]:
        """What each meeting is about."""
        return [meeting["topic"] for meeting in self.meetings.values()]

    def starts(self) -> list[str]:
        """When each meeting begins, as it was told."""
        return [meeting["start_time"] for meeting in self.meetings.values()]

    def lose_rooms(self) -> None:
        """Somebody deleted them by hand."""
        self.meetings.clear()
        self.registrants.clear()

    def change_credentials(self) -> None:
        """Ours are those of before."""
        self.secret = "secret-2"
        self.end_tokens()

    def people(self) -> list[str]:
        """Who may come in, wherever."""
        return sorted(
            one["email"] for each in self.registrants.values() for one in each.values() if one["status"] == "approved"
        )

    def _page(self, name: str, items: list[Body], asked: Asked) -> Body:
        start = int(asked.query.get("next_page_token", "0"))
        more = str(start + 2) if start + 2 < len(items) else ""
        return {"page_size": 2, "total_records": len(items), "next_page_token": more, name: items[start : start + 2]}

    def _host(self, asked: Asked) -> None:
        if re.sub("%40", "@", asked.parts["user"]) != HOST:
            raise Refused(404, 1001, f"User does not exist: {asked.parts['user']}.")

    def _meeting(self, asked: Asked) -> str:
        if asked.parts["meeting"] not in self.meetings:
            raise Refused(404, 3001, f"Meeting does not exist: {asked.parts['meeting']}.")
        return asked.parts["meeting"]

    def _facts(self, body: Any) -> None:
        check_body(body, {}, FACTS, INVALID)
        check_body(body.get("settings", {}), {}, SETTINGS, INVALID)
