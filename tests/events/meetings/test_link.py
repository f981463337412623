import uuid

from django.utils import timezone

from events.contracts import EditionView, RegistrationView, SessionView
from events.meetings.link.hooks import MeetingLink

NOW = timezone.now()
SESSION = SessionView(
    uuid.uuid4(), "", NOW, NOW, None, "online", "", "", "Webex", "link", "https://meet.example.org/zaal"
)
EDITION = EditionView(uuid.uuid4(), uuid.uuid4(), "Webinar", "", "open", 1, 9, 1, 0, is_free=True, sessions=(SESSION,))
PIETER = RegistrationView(
    uuid.uuid4(), "VA-2026-0001", "Pieter", "p@example.org", "", "", "confirmed", "nl", "https://example.org/", EDITION
)


def test_everybody_gets_the_link_that_was_pasted() -> None:
    provider = MeetingLink()

    assert provider.schedule(SESSION) == "https://meet.example.org/zaal"
    assert provider.invite(SESSION, PIETER) == "https://meet.example.org/zaal"
    assert provider.check_configuration() == []
