"""A participant takes back what was handed in or ticked."""

from uuid import UUID

from django.db import transaction

from cms.api import record_audit
from events.api import RegistrationView, drop_participant_files
from events.plugins.leertraject.actions.hand_in import locked_work


@transaction.atomic
def take_back(*, registration: RegistrationView, assignment: UUID) -> None:
    """Text and file are deleted. Nothing happens when there is nothing. Raises NotAllowed when it was accomplished."""
    asked, work = locked_work(registration, assignment)
    if work.handed_in_at is None:
        return
    drop_participant_files([work.file] if work.file else [])
    work.delete()
    record_audit(asked, "leertraject.taken_back", registration=str(registration.public_id))
