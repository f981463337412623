"""Note who was there."""

from collections.abc import Collection
from typing import Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, move, record_audit
from events.lifecycles import REGISTRATION, RegistrationStatus
from events.models import Registration, Session

Attendance = Literal[RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT]


@transaction.atomic
def mark_attendance(
    *, registration_ids: Collection[int], attendance: Attendance, user: User | None = None
) -> list[Registration]:
    """Mark all or none; returns those that changed. A slip of the pen is put right by marking again.

    Raises NotAllowed before an edition has begun, MoveNotAllowed for somebody without a definite place.
    """
    registrations = list(
        Registration.objects.select_for_update(of=("self",)).filter(pk__in=registration_ids).order_by("pk")
    )
    editions = {registration.edition_id for registration in registrations}
    begun = Session.objects.filter(edition__in=editions, starts_at__lte=timezone.now()).values("edition")
    if begun.distinct().count() < len(editions):
        raise NotAllowed(_("De bijeenkomst is nog niet begonnen; aanwezigheid noteren kan daarna."))
    changed = []
    for registration in registrations:
        now = move(REGISTRATION, registration.status, attendance)
        if now != registration.status:
            registration.status = now
            registration.save(update_fields=["status"])
            record_audit(registration, f"events.registration_{now.value}", user=user)
            changed.append(registration)
    return changed
