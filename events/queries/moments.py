"""When the pages about editions change by themselves."""

import datetime as dt

from events.models import Edition, Session


def next_moment(now: dt.datetime) -> dt.datetime | None:
    """The first deadline, walk-in, start or end after `now`, of any edition; one query."""
    firsts = [
        rows.filter(**{f"{name}__gt": now}).order_by(name).values_list(name, flat=True)[:1]
        for rows, name in (
            (Edition.objects.all(), "closes_at"),
            (Session.objects.all(), "walk_in_at"),
            (Session.objects.all(), "starts_at"),
            (Session.objects.all(), "ends_at"),
        )
    ]
    return min(firsts[0].union(*firsts[1:], all=True), default=None)
