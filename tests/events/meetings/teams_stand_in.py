"""Microsoft Graph, as https://learn.microsoft.com/graph/api/resources/onlinemeeting documents the requests that we make."""

from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import unquote

from tests.events.meetings.stand_in import EMAIL, Answer, Asked, Body, Refused, StandIn, check_body, one_of, text

TENANT, CLIENT, SECRET, ORGANISER = "tenant-1", "client-1", "secret-1", "11111111-2222-3333-4444-555555555555"
INVALID: Final = "BadRequest"
MOMENT: Final = text(20, r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
FACTS: Final = {"subject": text(255), "startDateTime": MOMENT, "endDateTime": MOMENT}


def is_table(value: Any) -> bool:
    return isinstance(value, dict)


class Graph(StandIn):
    """Online meetings of one organiser, with their attendees."""

    prefix = "/v1.0"
    token_path = f"/{TENANT}/oauth2/v2.0/token"
    token_lasts = 3599

    def __init__(self) -> None:
        super().__init__()
        self.meetings: dict[str, Body] = {}
        self.secret = SECRET

    def give_token(self, asked: Asked) -> Answer:
        expected = {
            "grant_type": "client_credentials",
            "client_id": CLIENT,
            "client_secret": self.secret,
            "scope": "https://graph.microsoft.com/.default",
        }
        if asked.method != "POST" or asked.body != expected:
            raise Refused(401, "invalid_client")
        return 200, {"token_type": "Bearer", "expires_in": self.token_lasts, "access_token": self.new_token()}

    def error(self, refused: Refused) -> Body:
        inner = {"date": "2035-03-20T09:00:00", "request-id": "1", "client-request-id": "1"}
        return {"error": {"code": str(refused.code), "message": refused.message, "innerError": inner}}

    def routes(self) -> Sequence[tuple[str, str, Callable[[Asked], Answer]]]:
        all_ = r"/users/(?P<user>[^/]+)/onlineMeetings"
        one = all_ + r"/(?P<meeting>[^/]+)"
        return [
            ("POST", f"{all_}/createOrGet", self.create_or_get),
            ("GET", one, self.get),
            ("PATCH", one, self.update),
            ("DELETE", one, self.delete),
        ]

    def create_or_get(self, asked: Asked) -> Answer:
        self._organiser(asked)
        check_body(asked.body, {"externalId": text(255)}, {**FACTS, "participants": is_table}, INVALID)
        for meeting in self.meetings.values():
            if meeting["externalId"] == asked.body["externalId"]:
                return 200, meeting
        key = f"MSo{self.next_id()}*0**19:meeting@thread.v2"
        attendees: Body = {"participants": {"organizer": {"upn": "studio@academie.example"}, "attendees": []}}
        shown = {"id": key, "joinWebUrl": f"https://teams.example/l/meetup-join/{self.last}"}
        self.meetings[key] = {**attendees, **asked.body, **shown}
        return 201, self.meetings[key]

    def get(self, asked: Asked) -> Answer:
        return 200, self._meeting(asked)

    def update(self, asked: Asked) -> Answer:
        meeting = self._meeting(asked)
        more = {"allowedPresenters": one_of("everyone", "organization", "roleIsPresenter", "organizer")}
        check_body(
            asked.body, {}, {**FACTS, **more, "participants": is_table, "lobbyBypassSettings": is_table}, INVALID
        )
        scopes = one_of("organizer", "organization", "organizationAndFederated", "everyone", "invited")
        check_body(asked.body.get("lobbyBypassSettings", {}), {}, {"scope": scopes}, INVALID)
        if "participants" in asked.body:
            check_body(asked.body["participants"], {"attendees": lambda value: isinstance(value, list)}, {}, INVALID)
            for attendee in asked.body["participants"]["attendees"]:
                check_body(attendee, {"upn": EMAIL}, {"role": one_of("attendee", "presenter", "coorganizer")}, INVALID)
            meeting["participants"]["attendees"] = asked.body["participants"]["attendees"]
        meeting.update({name: value for name, value in asked.body.items() if name != "participants"})
        return 200, meeting

    def delete(self, asked: Asked) -> Answer:
        del self.meetings[self._meeting(asked)["id"]]
        return 204, None

    def people(self) -> list[str]:
        return sorted(one["upn"] for meeting in self.meetings.values() for one in meeting["participants"]["attendees"])

    def subjects(self) -> list[str]:
        return [meeting["subject"] for meeting in self.meetings.values()]

    def starts(self) -> list[str]:
        return [meeting["startDateTime"] for meeting in self.meetings.values()]

    def lose_rooms(self) -> None:
        self.meetings.clear()

    def change_credentials(self) -> None:
        self.secret = "secret-2"
        self.end_tokens()

    def _organiser(self, asked: Asked) -> None:
        if asked.parts["user"] != ORGANISER:
            raise Refused(404, "UserNotFound", "The organiser does not exist.")

    def _meeting(self, asked: Asked) -> Body:
        self._organiser(asked)
        key = unquote(asked.parts["meeting"])
        if key not in self.meetings:
            raise Refused(404, "NotFound", "The meeting does not exist.")
        return self.meetings[key]
