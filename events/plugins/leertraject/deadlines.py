"""When an assignment must be done. Derived, so that it moves along when its session does."""

import datetime as dt

from django.utils import timezone

from events.api import EditionView, SessionView
from events.plugins.leertraject.models import Assignment

END_OF_DAY = dt.time(23, 59)  # events.api.until writes such a moment as a whole day


def session_of(assignment: Assignment, edition: EditionView) -> SessionView | None:
    """The session that it belongs to; None without one, and when that session is gone."""
    return next((each for each in edition.sessions if each.public_id == assignment.session), None)


def due_at(assignment: Assignment, edition: EditionView) -> dt.datetime | None:
    """The last moment: the end of a day, or the start of the session. None without a deadline."""
    if assignment.due_on:
        return timezone.make_aware(dt.datetime.combine(assignment.due_on, END_OF_DAY))
    session = session_of(assignment, edition)
    if session is None:
        return None
    if not assignment.days_before:
        return session.starts_at
    day = timezone.localdate(session.starts_at) - dt.timedelta(days=assignment.days_before)
    return timezone.make_aware(dt.datetime.combine(day, END_OF_DAY))
