"""Tell finance on the first working day of a month that there is something to export: a link, never a file in a mail."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from betalingen.queries.journal_lines import unexported
from betalingen.queries.ledger_codes import finance_settings
from betalingen.queries.movements import Period, totals
from cms.api import queue_mail


@transaction.atomic
def remind_exports() -> None:
    """Leave one mail a month to the address that finance chose; nothing on other days or without an address."""
    today, address = timezone.localdate(), finance_settings().export_reminder_to
    if not address or today != _first_working_day(today):
        return
    last_day = today.replace(day=1) - dt.timedelta(days=1)
    first_day = last_day.replace(day=1)
    queue_mail(
        key=f"export-reminder:{first_day:%Y-%m}",
        to=address,
        template="betalingen/export_reminder",
        context={
            "first_day": first_day,
            "totals": totals(Period(first_day=first_day, last_day=last_day)),
            "waiting": unexported()["count"],
            "path": reverse("exports:index"),
        },
        language="nl",
    )


def _first_working_day(day: dt.date) -> dt.date:
    """Of its month; public holidays count as working days, a mail then waits in the inbox."""
    first = day.replace(day=1)
    days_off = max(0, 7 - first.weekday()) if first.weekday() >= 5 else 0
    return first + dt.timedelta(days=days_off)
