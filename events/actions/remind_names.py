"""Ask bookers who still owe us names."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from cms.api import record_audit
from events.lifecycles import RegistrationStatus
from events.locking import locked_edition
from events.mails import mail_names_reminder
from events.models import Registration, Reminder
from events.queries.reminders import editions_without_names, names_due
from events.queries.snapshots import registration_view


def remind_names() -> None:
    """Three working days before the names must be known; once for each edition and deadline."""
    now = timezone.now()
    for edition in editions_without_names(now):
        if names_due(edition.names_at) <= now:
            _remind(edition.pk, edition.names_at)


@transaction.atomic
def _remind(edition_id: int, closes_at: dt.datetime) -> None:
    edition = locked_edition(edition_id)
    first = edition.sessions.earliest("starts_at")
    _row, is_new = Reminder.objects.get_or_create(session=first, kind=Reminder.Kind.NAMES, about=closes_at)
    if not is_new:  # another worker was first
        return
    # Whoever booked later than it was due has just been asked.
    seats = Registration.objects.filter(
        edition=edition, email="", status=RegistrationStatus.CONFIRMED, created_at__lte=names_due(closes_at)
    )
    of_bookings = {seat.booking_id: seat for seat in seats.select_related("booking").order_by("pk")}
    for seat in of_bookings.values():
        seat.edition = edition
        mail_names_reminder(registration_view(seat), closes_at)
    record_audit(edition, "events.reminded", kind=Reminder.Kind.NAMES.value, mails=len(of_bookings))
