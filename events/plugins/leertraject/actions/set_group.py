"""Let the participants of an edition share what they want to learn, or stop that."""

from uuid import UUID

from django.db import transaction

from cms.api import User
from events.api import note_on_edition
from events.plugins.leertraject.models import LearningGroup


def open_group(*, edition: UUID, user: User | None = None) -> LearningGroup:
    """What was written before it was closed comes back."""
    return _set(edition, "opened", user)


def close_group(*, edition: UUID, user: User | None = None) -> LearningGroup:
    """Nobody reads or writes any more; what was written is kept until it would have gone anyway."""
    return _set(edition, "closed", user)


@transaction.atomic
def _set(edition: UUID, verb: str, user: User | None) -> LearningGroup:
    group, _is_new = LearningGroup.objects.update_or_create(edition=edition, defaults={"is_open": verb == "opened"})
    note_on_edition(edition, f"leertraject.group_{verb}", user=user)
    return group
