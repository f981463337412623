"""Delete what was written in and about an intake, and when the talk was, some weeks after the decision."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.api import record_audit
from events.lifecycles import RegistrationStatus
from events.models import Booking, Intake, InterviewSlot

KEPT_FOR: Final = dt.timedelta(days=28)
"""After the decision: long enough to answer who asks why, as the General Data Protection Regulation's storage limitation wants
no longer than needed."""


def forget_intakes() -> int:
    """Empty notes, reasons and the answers of the intake form; returns of how many people. The log keeps that it was done."""
    old = Intake.objects.filter(decided_at__lt=timezone.now() - KEPT_FOR).exclude(
        registration__status=RegistrationStatus.INTAKE
    )
    # Nobody came: what is left of it says only with whom.
    InterviewSlot.objects.filter(registration=None, starts_at__lt=timezone.now() - KEPT_FOR).delete()
    written = ~Q(notes="") | ~Q(reason="") | Q(registration__booking__answers__has_key="intake")
    written |= Q(registration__interview__isnull=False)
    return sum(_forget(pk) for pk in old.filter(written).values_list("pk", flat=True))


@transaction.atomic
def _forget(pk: int) -> int:
    intake = Intake.objects.select_related("registration").get(pk=pk)
    booking = Booking.objects.select_for_update(no_key=True).get(pk=intake.registration.booking_id)
    booking.answers.pop("intake", None)
    booking.save(update_fields=["answers"])
    InterviewSlot.objects.filter(registration=intake.registration).delete()
    intake.notes = intake.reason = ""
    intake.save(update_fields=["notes", "reason"])
    record_audit(intake.registration, "events.intake_forgotten")
    return 1
