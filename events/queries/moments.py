"""When the pages about editions change by themselves."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from cms.api import Given, Prepared
from events.models import Edition, Session


def next_moment(now: dt.datetime) -> dt.datetime | None:
    """The first deadline, walk-in, start or end after `now`, of any edition; one query."""
    return min(_FIRSTS(now=now), default=None)


def _firsts() -> QuerySet[Any]:
    first, *others = (
        rows.filter(**{f"{name}__gt": Given("now")}).order_by(name).values_list(name, flat=True)[:1]
        for rows, name in (
            (Edition.objects.all(), "closes_at"),
            (Session.objects.all(), "walk_in_at"),
            (Session.objects.all(), "starts_at"),
            (Session.objects.all(), "ends_at"),
        )
    )
    return first.union(*others, all=True)


_FIRSTS: Prepared[Any] = Prepared(_firsts)
