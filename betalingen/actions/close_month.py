"""Close a month: from then on nothing is booked in it."""

import datetime as dt

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.models import ClosedMonth, JournalEntry
from betalingen.queries.books import balances, controls
from betalingen.queries.month_screen import month_after
from cms.api import NotAllowed, User, record_audit


@transaction.atomic
def close_month(*, first_day: dt.date, user: User) -> ClosedMonth:
    """Close the month that starts on `first_day`, with the balances at its end; the same month again changes nothing.

    Raises NotAllowed while the month runs, when an earlier month with entries is open, and when the books do not agree.
    """
    known = ClosedMonth.objects.filter(first_day=first_day).first()
    if known:
        return known
    with connection.cursor() as cursor:
        # Whoever is writing an entry finishes first; whoever starts after this sees the closed month (migration 0004).
        cursor.execute(f"LOCK TABLE {JournalEntry._meta.db_table} IN SHARE MODE")
    _check(first_day)
    totals = balances(JournalEntry.objects.filter(booked_on__lt=month_after(first_day)))
    month = ClosedMonth.objects.create(
        first_day=first_day, totals={account.value: cents for account, cents in totals.items()}, user=user
    )
    record_audit(month, "betalingen.month_closed", user=user, month=f"{first_day:%Y-%m}")
    return month


def _check(first_day: dt.date) -> None:
    if first_day.day != 1:
        raise NotAllowed(_("Een maand begint op de eerste dag."))
    if first_day >= timezone.localdate().replace(day=1):
        raise NotAllowed(_("Deze maand is nog niet voorbij."))
    last = ClosedMonth.objects.first()
    earlier = JournalEntry.objects.filter(booked_on__lt=first_day)
    if last:
        if first_day < last.first_day:
            raise NotAllowed(_("Er is al een latere maand afgesloten."))
        earlier = earlier.filter(booked_on__gte=month_after(last.first_day))
    if earlier.exists():
        raise NotAllowed(_("Sluit eerst de maand ervoor af."))
    wrong = [str(control.label) for control in controls() if control.difference]
    if wrong:
        raise NotAllowed(_("De boeken kloppen niet: %(controls)s.") % {"controls": ", ".join(wrong)})
