"""An accepted offer of fifteen sessions for 170 people in groups of twelve, and plans for it."""

import datetime as dt
from typing import Any

from django.utils import timezone

from events.lifecycles import QuoteStatus
from events.models import Quote
from events.queries.contract_plan import EditionPlan, PlannedRun
from tests.factories.events import QuoteFactory


def contract(**changes: Any) -> Quote:
    made: Quote = QuoteFactory.create(**{"status": QuoteStatus.ACCEPTED, **changes})
    return made


def plan(count: int = 3, **changes: Any) -> EditionPlan:
    """One edition a week, from ten days from now on."""
    first = timezone.localdate() + dt.timedelta(days=10)
    runs = tuple(PlannedRun(day=first + dt.timedelta(weeks=week)) for week in range(count))
    return EditionPlan(**{"runs": runs, "capacity": 12, "email_domains": ("lindewaard.example",), **changes})
