"""What editions tell funders about an order: who took part, and how much of it fell in a period."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from betalingen.api import ColumnType, SubsidyReportPart, TableColumn, Value
from events.lifecycles import SEATED, RegistrationStatus
from events.models import Booking, Session

PREFIX: Final = "booking:"
COLUMNS: Final = (
    TableColumn("participants", _("Deelnemers"), ColumnType.NUMBER),
    TableColumn("attended", _("Waarvan aanwezig"), ColumnType.NUMBER),
    TableColumn("sessions", _("Bijeenkomsten"), ColumnType.NUMBER),
    TableColumn("hours", _("Uren per deelnemer"), ColumnType.NUMBER),
    TableColumn("hours_in_period", _("Waarvan in de periode"), ColumnType.NUMBER),
)


def took_part(references: Sequence[str], first_day: dt.date, last_day: dt.date) -> Mapping[str, Sequence[Value]]:
    """By reference of the order of a booking; three queries."""
    keys = [reference.removeprefix(PREFIX) for reference in references if reference.startswith(PREFIX)]
    bookings = Booking.objects.filter(public_id__in=keys).select_related("edition")
    return {
        f"{PREFIX}{booking.public_id}": _values(booking, first_day, last_day)
        for booking in bookings.prefetch_related("registrations", "edition__sessions")
    }


def _values(booking: Booking, first_day: dt.date, last_day: dt.date) -> Sequence[Value]:
    statuses = [RegistrationStatus(each.status) for each in booking.registrations.all()]
    sessions = list(booking.edition.sessions.all())
    within = [each for each in sessions if first_day <= timezone.localdate(each.starts_at) <= last_day]
    return [
        sum(status in SEATED for status in statuses),
        statuses.count(RegistrationStatus.ATTENDED),
        len(sessions),
        _hours(sessions),
        _hours(within),
    ]


def _hours(sessions: Sequence[Session]) -> Decimal:
    seconds = sum((each.ends_at - each.starts_at).total_seconds() for each in sessions)
    return (Decimal(seconds) / 3600).quantize(Decimal("0.01"))


PART: Final = SubsidyReportPart("events.participation", COLUMNS, took_part)
