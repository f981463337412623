"""What this plugin contributes."""

from collections.abc import Sequence

from cms.api import hookimpl
from events.api import MeetingService
from events.meetings.webex.service import WebexMeetings


@hookimpl
def meeting_providers() -> Sequence[MeetingService]:
    return [WebexMeetings()]
