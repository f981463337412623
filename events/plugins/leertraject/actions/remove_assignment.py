"""Take an assignment off an edition, with what was handed in for it."""

from uuid import UUID

from django.db import transaction

from cms.api import User
from events.api import drop_participant_files, note_on_edition
from events.plugins.leertraject.models import Assignment
from events.plugins.leertraject.queries import files_of


@transaction.atomic
def remove_assignment(*, edition: UUID, assignment: UUID, user: User | None = None) -> None:
    """Raises Assignment.DoesNotExist when the edition has none with this id."""
    gone = Assignment.objects.select_for_update().get(edition=edition, public_id=assignment)
    drop_participant_files(files_of(gone.works.all()))
    note_on_edition(edition, "leertraject.assignment_removed", user=user, title=gone.title)
    gone.delete()
