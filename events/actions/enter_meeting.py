"""Count that somebody came to an online session."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, record_audit
from events.lifecycles import RegistrationStatus
from events.models import Attendance, Registration, Session


@transaction.atomic
def enter_meeting(*, registration_id: int, session: UUID) -> Attendance:
    """Note that a participant goes in. What was noted before stays: a colleague's list outranks a click on a link.

    Raises NotAllowed for who has no definite place, and outside the hours of the door.
    """
    registration = Registration.objects.select_for_update(of=("self",), no_key=True).get(pk=registration_id)
    entered: Session = Session.objects.get(edition=registration.edition_id, public_id=session)
    now = timezone.now()
    opens_at = entered.walk_in_at or entered.starts_at
    if registration.status != RegistrationStatus.CONFIRMED or not opens_at <= now < entered.ends_at:
        raise NotAllowed(_("De deur is nu niet open."))
    attendance, is_new = Attendance.objects.get_or_create(
        registration=registration, session=entered, defaults={"present": True, "source": Attendance.Source.ONLINE}
    )
    if is_new:
        record_audit(registration, "events.meeting_entered", session=str(entered.public_id))
    return attendance
