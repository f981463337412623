"""Rooms on a Jitsi Meet server of the academy or of its supplier.

Such a server makes a room for the first one who opens its address, so there is nothing to ask it: the name is all that
keeps others out. https://jitsi.github.io/handbook/docs/user-guide/user-guide-start-a-jitsi-meeting
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from cms.api import Problem, hookimpl
from events.api import MeetingProvider, RegistrationView, SessionView


class JitsiRooms:
    """A room per session, with one address for everybody who may come in.

    Nobody can guess the name from what is public, and a session keeps its room when it moves. Another DJANGO_SECRET_KEY
    gives other rooms.
    """

    key = "jitsi"
    label = _("Jitsi, een kamer die vanzelf ontstaat")

    def schedule(self, session: SessionView) -> str:
        if not settings.JITSI_ORIGIN or session.mode == "on_site":
            return ""
        name = salted_hmac("events.meetings.jitsi", str(session.public_id), algorithm="sha256").hexdigest()
        return f"{settings.JITSI_ORIGIN}/{name}"

    def invite(self, session: SessionView, registration: RegistrationView) -> str:  # noqa: ARG002  # one room for all
        return self.schedule(session)

    def withdraw(self, session: SessionView, registration: RegistrationView) -> None:
        """The room does not know who was invited; our own door stays shut for who has no place."""

    def check_configuration(self) -> Sequence[Problem]:
        if not settings.JITSI_ORIGIN:
            hint = "Set JITSI_ORIGIN to the address of the server, such as https://meet.example.nl."
            return [Problem("error", "it is not known on which server the rooms are.", hint)]
        if urlsplit(settings.JITSI_ORIGIN).scheme != "https":
            hint = "Set JITSI_ORIGIN to an address with https."
            return [Problem("error", "browsers give no camera or microphone to a page without https.", hint)]
        return []


@hookimpl
def meeting_providers() -> list[MeetingProvider]:
    return [JitsiRooms()]
