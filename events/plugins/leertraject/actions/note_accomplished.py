"""A colleague notes who accomplished what."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cms.api import User
from events.api import note_on_edition, participants_of
from events.plugins.leertraject.models import Assignment, AssignmentWork

Cell = tuple[UUID, UUID]  # an assignment and a registration


@transaction.atomic
def note_accomplished(
    *, edition: UUID, listed: Collection[Cell], accomplished: Collection[Cell], user: User | None = None
) -> int:
    """Of every cell `listed` whether it is accomplished; returns how many that changed.

    What is of another edition, or of somebody who does not take part any more, is passed over.
    """
    wanted = {assignment for assignment, _registration in listed}
    locked = Assignment.objects.select_for_update().filter(edition=edition, public_id__in=wanted).order_by("pk")
    assignments = {each.public_id: each for each in locked}
    people = {person.public_id for person in participants_of(edition)}
    works = {
        (work.assignment_id, work.registration): work
        for work in AssignmentWork.objects.filter(assignment__in=assignments.values())
    }
    now = timezone.now()
    new: list[AssignmentWork] = []
    known: list[AssignmentWork] = []
    for cell in set(listed):
        assignment, registration = assignments.get(cell[0]), cell[1]
        if assignment is None or registration not in people:
            continue
        kept = works.get((assignment.pk, registration))
        work = kept or AssignmentWork(assignment=assignment, registration=registration)
        if (work.accomplished_at is not None) is not (cell in accomplished):
            work.accomplished_at = now if cell in accomplished else None
            (known if kept else new).append(work)
    AssignmentWork.objects.bulk_create(new)
    AssignmentWork.objects.bulk_update(known, ["accomplished_at"])
    changed = [*new, *known]
    if changed:
        yes = sum(work.accomplished_at is not None for work in changed)
        note_on_edition(edition, "leertraject.judged", user=user, accomplished=yes, withdrawn=len(changed) - yes)
    return len(changed)
