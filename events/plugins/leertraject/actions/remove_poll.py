"""Take a date poll away, with what was answered."""

from uuid import UUID

from django.db import transaction

from cms.api import User
from events.api import note_on_edition
from events.plugins.leertraject.actions.answer_poll import locked_poll


@transaction.atomic
def remove_poll(*, edition: UUID, poll: UUID, user: User | None = None) -> None:
    """Nothing happens when it is gone. A session that got its moment by it keeps that."""
    gone = locked_poll(edition, poll)
    if gone:
        note_on_edition(edition, "leertraject.poll_removed", user=user, title=gone.title)
        gone.delete()
