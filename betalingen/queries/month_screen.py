"""What finance sees before a month is closed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Min
from django.utils import timezone

from betalingen.models import Account, ClosedMonth, Discrepancy, JournalEntry, Order
from betalingen.queries.bank_lines import lines_to_decide
from betalingen.queries.books import Control, balances, controls
from betalingen.queries.order_lists import orders_to_invoice

NEWEST = 24


@dataclass(frozen=True)
class MonthScreen:
    """`month` is the first day of the month to close, None when there is none that is over. Amounts in cents.

    `movements` are its accounts, `without_invoice` the first orders that should have an invoice, `exceptions` and
    `bank_lines` how many of these wait.
    """

    month: dt.date | None
    controls: Sequence[Control]
    movements: Sequence["Movement"]
    without_invoice: Sequence[Order]
    exceptions: int
    bank_lines: int
    closed: Sequence[ClosedMonth]

    @property
    def is_right(self) -> bool:
        """Nothing differs."""
        return not any(control.difference for control in self.controls)


@dataclass(frozen=True)
class Movement:
    """An account in a month: what stood on it, what was booked, what stands on it then."""

    label: str
    before_cents: int
    moved_cents: int

    @property
    def after_cents(self) -> int:
        """What stands on it at the end."""
        return self.before_cents + self.moved_cents


def month_screen() -> MonthScreen:
    """Everything of the first month that is over and not closed."""
    closed = list(ClosedMonth.objects.select_related("user")[:NEWEST])
    month = month_to_close()
    return MonthScreen(
        month=month,
        controls=controls(),
        movements=_movements(month) if month else [],
        without_invoice=list(orders_to_invoice().order_by("pk")[:10]),
        exceptions=Discrepancy.objects.filter(resolved_at__isnull=True).count(),
        bank_lines=lines_to_decide(),
        closed=closed,
    )


def month_after(first_day: dt.date) -> dt.date:
    """The first day of the month after."""
    return (first_day + dt.timedelta(days=31)).replace(day=1)


def month_to_close() -> dt.date | None:
    """The first day of the first month that is over and not closed; None when there is none."""
    last = ClosedMonth.objects.first()
    running = timezone.localdate().replace(day=1)
    if last:
        month = month_after(last.first_day)
    else:
        first = JournalEntry.objects.aggregate(day=Min("booked_on"))["day"]
        month = first.replace(day=1) if first else running
    return month if month < running else None


def _movements(month: dt.date) -> list[Movement]:
    end = month_after(month)
    before = balances(JournalEntry.objects.filter(booked_on__lt=month))
    moved: Mapping[Account, int] = balances(JournalEntry.objects.filter(booked_on__gte=month, booked_on__lt=end))
    return [
        Movement(str(account.label), before[account], moved[account])
        for account in Account
        if before[account] or moved[account]
    ]
