"""Remind who did not do an assignment yet, a few days before it must be done."""

import datetime as dt
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from events.api import EditionView, editions_under_way, note_on_edition, participants_of
from events.plugins.leertraject.deadlines import due_at
from events.plugins.leertraject.mails import mail_due
from events.plugins.leertraject.models import Assignment, AssignmentWork

BEFORE: Final = dt.timedelta(days=3)
FROM: Final = dt.time(10)  # Dutch clock time: nobody is mailed at night


def send_reminders() -> int:
    """Once for each deadline; one that moves is reminded of anew. Returns how many mails that were."""
    now = timezone.localtime()
    if now.time() < FROM:
        return 0
    by_edition: dict[object, list[Assignment]] = {}
    for each in Assignment.objects.exclude(handed_in=Assignment.HandedIn.NOTHING).filter(forgotten_at=None):
        by_edition.setdefault(each.edition, []).append(each)
    if not by_edition:
        return 0
    return sum(
        _remind(each.pk, edition)
        for edition in editions_under_way(settings.LANGUAGE_CODE)
        for each in by_edition.get(edition.public_id, [])
        if _is_due(each, edition, now)
    )


def _is_due(assignment: Assignment, edition: EditionView, now: dt.datetime) -> bool:
    due = due_at(assignment, edition)
    if due is None or due <= now:
        return False
    day = timezone.localdate(due)
    return day - now.date() <= BEFORE and assignment.reminded_for != day


@transaction.atomic
def _remind(pk: int, edition: EditionView) -> int:
    assignment = Assignment.objects.select_for_update().filter(pk=pk).first()
    if assignment is None or not _is_due(assignment, edition, timezone.localtime()):
        return 0  # another worker was first
    works = AssignmentWork.objects.filter(assignment=assignment)
    done = {work.registration for work in works if work.handed_in_at or work.accomplished_at}
    people = [person for person in participants_of(edition.public_id) if person.public_id not in done]
    due = due_at(assignment, edition)
    assert due is not None  # noqa: S101  # _is_due says so
    for person in people:
        mail_due(person, assignment, due)
    assignment.reminded_for = timezone.localdate(due)
    assignment.save(update_fields=["reminded_for"])
    if people:
        note_on_edition(edition.public_id, "leertraject.reminded", title=assignment.title, mails=len(people))
    return len(people)
