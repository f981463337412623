"""The editions that a contract still misses, on their days; nothing is stored here."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from events.models import Edition, Quote, Session
from events.models.registrations import new_access_key
from events.queries.edition_copy import edition_copy
from events.working_hours import is_working_day


@dataclass(frozen=True, kw_only=True)
class PlannedRun:
    """One edition of one day, or that begins on it; the times only count without an example."""

    day: dt.date
    start: dt.time = dt.time(9, 30)
    end: dt.time = dt.time(16, 30)
    team: str = ""


@dataclass(frozen=True, kw_only=True)
class EditionPlan:
    """What a colleague wants planned: `runs` for `capacity` people each.

    With an `example` each edition has the days, times, places and material of that one, moved to its own first day.
    `email_domains` as in `restrict_edition`.
    """

    runs: tuple[PlannedRun, ...]
    capacity: int
    mode: str = Session.Mode.ON_SITE
    place: str = ""
    meeting_provider: str = ""
    email_domains: tuple[str, ...] = field(default=())
    example: Edition | None = None


def spread(first: dt.date, count: int, every: int) -> list[dt.date]:
    """`count` different working days, `every` so many days; what falls on a weekend or holiday goes to the next working day."""
    days: list[dt.date] = []
    for number in range(count):
        day = first + dt.timedelta(days=every * number)
        while not is_working_day(day) or day in days:
            day += dt.timedelta(days=1)
        days.append(day)
    return days


def unsaved_edition(contract: Quote, plan: EditionPlan, run: PlannedRun) -> Edition:
    """One edition of the plan: closed, for the people of the organisation, without a price because the quote's order pays it."""
    edition = edition_copy(plan.example, run.day) if plan.example else _one_day(contract, plan, run)
    edition.offering = contract.request.offering
    edition.quote = contract
    edition.team = run.team
    edition.access_key = new_access_key()
    edition.email_domains = " ".join(plan.email_domains)
    edition.minimum, edition.capacity = 1, plan.capacity
    edition.gross_price_cents, edition.subsidy_scheme, edition.vat_rule = 0, None, None
    edition.cancellation_steps = []
    return edition


def _one_day(contract: Quote, plan: EditionPlan, run: PlannedRun) -> Edition:
    edition = Edition(offering=contract.request.offering)
    edition.sessions = [
        Session(
            starts_at=_moment(run.day, run.start),
            ends_at=_moment(run.day, run.end),
            mode=plan.mode,
            place=plan.place,
            meeting_provider=plan.meeting_provider,
        )
    ]
    return edition


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time))
