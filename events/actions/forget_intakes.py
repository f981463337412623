"""Delete what was written in and about an intake, and when the talk was, some weeks after the decision."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cms.api import record_audit
from events.lifecycles import RegistrationStatus
from events.models import Booking, Intake, InterviewSlot, Registration

KEPT_FOR: Final = dt.timedelta(days=28)
"""After the decision: long enough to answer who asks why, as the General Data Protection Regulation's storage limitation wants
no longer than needed."""


def forget_intakes() -> int:
    """Empty notes, reasons and the answers of the intake form; returns of how many people something was noted. The log keeps that it
    was done.

    Whoever left or was replaced without a decision counts as decided about. What a booking answered stays for as long as it is
    of use to anybody on it.
    """
    long_ago = timezone.now() - KEPT_FOR
    # Nobody came: what is left of it says only with whom.
    InterviewSlot.objects.filter(registration=None, starts_at__lt=long_ago).delete()
    over = Q(decided_at__lt=long_ago) | Q(registration__cancelled_at__lt=long_ago)
    written = ~Q(notes="") | ~Q(reason="") | Q(registration__interview__isnull=False)
    old = Intake.objects.filter(over, written).exclude(registration__status=RegistrationStatus.INTAKE)
    people = sum(_forget(pk) for pk in old.values_list("pk", flat=True))
    recent = Q(status=RegistrationStatus.INTAKE) | Q(cancelled_at__gte=long_ago) | Q(intake__decided_at__gte=long_ago)
    of_use = Registration.objects.filter(recent, booking=OuterRef("pk"))
    for pk in Booking.objects.filter(~Exists(of_use), answers__has_key="intake").values_list("pk", flat=True):
        _forget_answers(pk)
    return people


@transaction.atomic
def _forget(pk: int) -> int:
    intake = Intake.objects.select_for_update(of=("self",)).select_related("registration").get(pk=pk)
    InterviewSlot.objects.filter(registration=intake.registration).delete()
    intake.notes = intake.reason = ""
    intake.save(update_fields=["notes", "reason"])
    record_audit(intake.registration, "events.intake_forgotten")
    return 1


@transaction.atomic
def _forget_answers(pk: int) -> None:
    booking = Booking.objects.select_for_update(no_key=True).get(pk=pk)
    booking.answers.pop("intake", None)
    booking.save(update_fields=["answers"])
    record_audit(booking, "events.intake_forgotten")
