import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from events.actions.forget_invitations import KEPT_FOR, forget_invitations
from events.models import Attendance, MeetingInvitation, MeetingRoom
from tests.factories.events import RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def invitation(ended: dt.timedelta) -> MeetingInvitation:
    """Somebody was let into a session that ended this long ago, and was there."""
    end = timezone.now() - ended
    session = SessionFactory.create(starts_at=end - dt.timedelta(hours=1), ends_at=end, meeting_provider="zoom")
    room = MeetingRoom.objects.create(edition=session.edition, session=session, provider="zoom", external_id="81")
    registration = RegistrationFactory.create(booking__edition=session.edition, booking__name="Yasmin el Amrani")
    Attendance.objects.create(registration=registration, session=session, present=True, source="online")
    address = "https://zoom.example.org/w/81?tk=secret"
    return MeetingInvitation.objects.create(room=room, registration=registration, external_id="9", address=address)


def test_four_weeks_after_the_session_the_address_goes_and_the_attendance_stays() -> None:
    old, recent = invitation(KEPT_FOR + MINUTE), invitation(KEPT_FOR - MINUTE)
    assert (forget_invitations(), forget_invitations()) == (1, 0)
    assert list(MeetingInvitation.objects.all()) == [recent]
    assert (Attendance.objects.count(), MeetingRoom.objects.count()) == (2, 2)
    line = ModelLogEntry.objects.get(action="events.invitations_forgotten")
    assert (line.object_id, line.data["count"]) == (str(old.room.edition_id), 1)


def test_what_is_to_come_keeps_its_addresses() -> None:
    invitation(-dt.timedelta(days=3))
    assert forget_invitations() == 0
    assert not ModelLogEntry.objects.filter(action="events.invitations_forgotten").exists()
