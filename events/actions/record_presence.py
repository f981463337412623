"""Record that a participant came to a session, as it is seen happening."""

from django.db import transaction

from cms.api import record_audit
from events.models import Attendance, Registration, Session


@transaction.atomic
def record_presence(*, registration: Registration, session: Session, source: Attendance.Source) -> bool:
    """Whether this was news. What was noted before stays: a colleague's list outranks a click on a link."""
    _row, is_new = Attendance.objects.get_or_create(
        registration=registration, session=session, defaults={"present": True, "source": source}
    )
    if is_new:
        record_audit(
            registration,
            "events.presence_recorded",
            session=str(session.public_id),
            source=Attendance.Source(source).value,
        )
    return is_new
