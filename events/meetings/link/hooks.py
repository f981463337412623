"""A link that somebody made elsewhere and pasted: Webex, Teams, Zoom, anything with an address."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from cms.api import Problem, hookimpl
from events.api import MeetingProvider, RegistrationView, SessionView


class MeetingLink:
    """Everybody gets the address that stands on the session."""

    key = "link"
    label = _("link uit een andere vergaderdienst")

    def schedule(self, session: SessionView) -> str:
        return session.meeting_url

    def invite(self, session: SessionView, registration: RegistrationView) -> str:  # noqa: ARG002  # the link is everybody's
        return session.meeting_url

    def withdraw(self, session: SessionView, registration: RegistrationView) -> None:
        """The room does not know who was invited."""

    def check_configuration(self) -> Sequence[Problem]:
        return []


@hookimpl
def meeting_providers() -> list[MeetingProvider]:
    return [MeetingLink()]
