"""Derive from the sessions who attended an edition."""

from collections.abc import Collection

from cms.api import User
from events.actions.mark_attendance import mark_attendance
from events.lifecycles import RegistrationStatus
from events.models import Edition
from events.queries.attendance import outcomes


def settle_attendance(*, edition: Edition, registration_ids: Collection[int], user: User | None = None) -> None:
    """Mark whose outcome is certain by the share of the edition, which is locked; the others stay as they are."""
    found = outcomes(edition, registration_ids, edition.attendance_share)
    attended = [pk for pk, outcome in found.items() if outcome == RegistrationStatus.ATTENDED]
    absent = [pk for pk, outcome in found.items() if outcome == RegistrationStatus.ABSENT]
    mark_attendance(registration_ids=attended, attendance=RegistrationStatus.ATTENDED, user=user)
    mark_attendance(registration_ids=absent, attendance=RegistrationStatus.ABSENT, user=user)
