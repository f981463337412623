"""Add an assignment to an edition, or change one."""

import datetime as dt
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction

from cms.api import User
from events.api import note_on_edition
from events.plugins.leertraject.models import Assignment


@dataclass(frozen=True, kw_only=True)
class AssignmentFacts:
    """What a colleague fills in: a day, or a session with a number of days, or neither."""

    title: str
    description: str = ""
    handed_in: str = Assignment.HandedIn.WORK.value
    required: bool = False
    due_on: dt.date | None = None
    session: UUID | None = None
    days_before: int = 0


@transaction.atomic
def keep_assignment(
    *, edition: UUID, facts: AssignmentFacts, assignment: UUID | None = None, user: User | None = None
) -> Assignment:
    """A new one, or the one with this id. Raises Assignment.DoesNotExist when the edition has none with it."""
    if assignment:
        kept: Assignment = Assignment.objects.select_for_update().get(edition=edition, public_id=assignment)
    else:
        kept = Assignment(edition=edition)
    for name, value in asdict(facts).items():
        setattr(kept, name, value)
    kept.save()
    verb = "changed" if assignment else "added"
    note_on_edition(edition, f"leertraject.assignment_{verb}", user=user, title=kept.title)
    return kept
