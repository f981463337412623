"""Give an edition that was made out of another the same assignments, as much later."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from events.api import EditionView, note_on_edition
from events.plugins.leertraject.deadlines import due_at, session_of
from events.plugins.leertraject.models import Assignment

KEPT = ("title", "description", "handed_in", "required")


@transaction.atomic
def copy_assignments(*, source: EditionView, copy: EditionView, days: int | None) -> int:
    """What follows from a session follows from the one with the same place; returns how many.

    When the numbers of sessions differ nobody knows which that is: such a deadline becomes a day, as much later. Without days
    it has none.
    """
    copies = [_copied(each, source, copy, days) for each in Assignment.objects.filter(edition=source.public_id)]
    for each in copies:
        each.save()
        note_on_edition(copy.public_id, "leertraject.assignment_added", title=each.title)
    return len(copies)


def _copied(assignment: Assignment, source: EditionView, copy: EditionView, days: int | None) -> Assignment:
    new = Assignment(edition=copy.public_id, **{name: getattr(assignment, name) for name in KEPT})
    session = session_of(assignment, source)
    due = due_at(assignment, source)
    if session and len(source.sessions) == len(copy.sessions):
        new.session = copy.sessions[source.sessions.index(session)].public_id
        new.days_before = assignment.days_before
    elif due and days is not None:
        new.due_on = timezone.localdate(due) + dt.timedelta(days=days)
    return new
