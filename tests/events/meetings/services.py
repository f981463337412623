"""Each meeting service with its stand-in, and the settings with which ours speaks to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from events.api import MeetingService
from events.meetings.teams.service import TeamsMeetings
from events.meetings.webex.service import WebexMeetings
from events.meetings.zoom.service import ZoomMeetings
from tests.events.meetings import teams_stand_in, webex_stand_in, zoom_stand_in
from tests.events.meetings.stand_in import StandIn


@dataclass(frozen=True)
class Pair:
    """What we made, what it is tried on, and what it needs."""

    service: Callable[[], MeetingService]
    stand_in: Callable[[], StandIn]
    settings: Mapping[str, str]


SERVICES = {
    "zoom": Pair(
        ZoomMeetings,
        zoom_stand_in.Zoom,
        {
            "ZOOM_ACCOUNT_ID": zoom_stand_in.ACCOUNT,
            "ZOOM_CLIENT_ID": zoom_stand_in.CLIENT,
            "ZOOM_CLIENT_SECRET": zoom_stand_in.SECRET,
            "ZOOM_HOST": zoom_stand_in.HOST,
        },
    ),
    "webex": Pair(
        WebexMeetings,
        webex_stand_in.Webex,
        {
            "WEBEX_CLIENT_ID": webex_stand_in.CLIENT,
            "WEBEX_CLIENT_SECRET": webex_stand_in.SECRET,
            "WEBEX_REFRESH_TOKEN": webex_stand_in.REFRESH,
            "WEBEX_HOST": webex_stand_in.HOST,
        },
    ),
    "teams": Pair(
        TeamsMeetings,
        teams_stand_in.Graph,
        {
            "TEAMS_TENANT_ID": teams_stand_in.TENANT,
            "TEAMS_CLIENT_ID": teams_stand_in.CLIENT,
            "TEAMS_CLIENT_SECRET": teams_stand_in.SECRET,
            "TEAMS_ORGANISER": teams_stand_in.ORGANISER,
        },
    ),
}
