"""What giving back a place costs: by the rules of its edition as they were when it was booked, said in words beforehand."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betalingen.api import CancellationStep, GivingUp, giving_up, percentage_at, step_at, steps_from
from cms.api import notation
from events.lifecycles import SEATED
from events.models import Registration
from events.queries.wording import language


@dataclass(frozen=True)
class Leaving:
    """What becomes of the money when somebody leaves now; `money` is None when nothing is owed for the place.

    `percentage` of the price stays owed by the rule, until and including `until` (None: from now on).
    """

    money: GivingUp | None
    percentage: int
    until: dt.date | None

    @property
    def share(self) -> str:
        """The percentage in words: "50 %"."""
        return _percents(self.percentage)


def leaving(registration: Registration, *, costs_cents: int | None = None) -> Leaving:
    """As `cancel_registration` will do it; three or four queries. `costs_cents` is what staff decide instead of the rule."""
    booking = registration.booking
    steps = steps_from(booking.cancellation_steps)
    first_day = _first_day(registration)
    days_before = (first_day - timezone.localdate()).days if first_day else 0
    # Without a day there is no telling how near it is: the first step holds.
    step = step_at(steps, days_before) if first_day else steps[0] if steps else None
    percentage = step.percentage if step else percentage_at(steps, days_before)
    money = None
    if booking.order_id is not None:
        money = giving_up(
            f"booking:{booking.public_id}",
            places=Registration.objects.filter(booking=booking, status__in=SEATED).count(),
            percentage=percentage,
            costs_cents=costs_cents,
        )
    return Leaving(money, percentage, first_day - dt.timedelta(days=step.days) if step and first_day else None)


def cancellation_lines(raw_steps: Sequence[Any], first_day: dt.date | None) -> list[str]:
    """The rules in sentences, in their order. `first_day` is None while there are no dates; no query."""
    steps = steps_from(raw_steps)
    if not steps:
        return [_("Afmelden is gratis tot het begin.")]
    return [_line(step, first_day) for step in steps] + [_("Daarna: de hele prijs.")] * (steps[-1].percentage < 100)


def _percents(percentage: int) -> str:
    return notation.percentage(Decimal(percentage), language())


def _line(step: CancellationStep, first_day: dt.date | None) -> str:
    when = (
        notation.date_of(first_day - dt.timedelta(days=step.days), language())
        if first_day
        else ngettext("%(days)s dag voor het begin", "%(days)s dagen voor het begin", step.days) % {"days": step.days}
    )
    costs = (
        _("gratis")
        if not step.percentage
        else _("%(percentage)s van de prijs") % {"percentage": _percents(step.percentage)}
    )
    return _("Afmelden tot en met %(when)s: %(costs)s.") % {"when": when, "costs": costs}


def _first_day(registration: Registration) -> dt.date | None:
    starts_at = registration.edition.sessions.order_by("starts_at").values_list("starts_at", flat=True).first()
    return timezone.localdate(starts_at) if starts_at else None
