"""Note who was at a session."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.actions.settle_attendance import settle_attendance
from events.lifecycles import EditionStatus
from events.locking import locked_edition
from events.models import Attendance, Registration, Session
from events.queries.attendance import EXPECTED, noted_at


@transaction.atomic
def note_attendance(
    *, session_id: int, listed: Collection[int], present: Collection[int], user: User | None = None
) -> int:
    """Of everybody `listed` (keys of registrations) whether they were `present`; returns how many rows that changed.

    Whoever lost their place meanwhile, or is of another edition, is passed over. After the edition was completed the outcome
    of those that changed is settled anew. Raises NotAllowed before the session begins, Session.DoesNotExist.
    """
    session = Session.objects.get(pk=session_id)
    edition = locked_edition(session.edition_id)
    if session.starts_at > timezone.now():
        raise NotAllowed(_("De bijeenkomst is nog niet begonnen; aanwezigheid noteren kan daarna."))
    people = Registration.objects.select_for_update().filter(pk__in=listed, edition=edition, status__in=EXPECTED)
    noted = noted_at(session)
    rows = [
        Attendance(registration=person, session=session, present=person.pk in present, source=Attendance.Source.LIST)
        for person in people.order_by("pk")
        if noted.get(person.pk) != (person.pk in present)
    ]
    if not rows:
        return 0
    Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["registration", "session"],
        update_fields=["present", "source"],
    )
    came = sum(row.present for row in rows)
    counts = {"present": came, "absent": len(rows) - came}
    record_audit(edition, "events.attendance_noted", user=user, session=str(session.public_id), **counts)
    if edition.status == EditionStatus.COMPLETED:
        settle_attendance(edition=edition, registration_ids=[row.registration_id for row in rows], user=user)
    return len(rows)
