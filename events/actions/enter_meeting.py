"""Count that somebody came to an online session."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, record_audit
from events.lifecycles import RegistrationStatus
from events.models import MeetingEntry, Registration, Session


@transaction.atomic
def enter_meeting(*, registration_id: int, session: UUID) -> MeetingEntry:
    """Note the first time that a participant goes in; later times change nothing.

    Raises NotAllowed for who has no definite place, and outside the hours of the door.
    """
    registration = Registration.objects.select_for_update(of=("self",), no_key=True).get(pk=registration_id)
    entered: Session = Session.objects.get(edition=registration.edition_id, public_id=session)
    now = timezone.now()
    opens_at = entered.walk_in_at or entered.starts_at
    if registration.status != RegistrationStatus.CONFIRMED or not opens_at <= now < entered.ends_at:
        raise NotAllowed(_("De deur is nu niet open."))
    entry, is_new = MeetingEntry.objects.get_or_create(
        registration=registration,
        session=entered,
        defaults={"provider": entered.meeting_provider, "joined_at": now},
    )
    if is_new:
        record_audit(registration, "events.meeting_entered", session=str(entered.public_id))
    return entry
