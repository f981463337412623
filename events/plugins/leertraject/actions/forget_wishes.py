"""Delete what participants wanted to learn, a while after their last session."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from events.api import editions_by_id, note_on_edition
from events.plugins.leertraject.actions.forget_work import KEPT_FOR
from events.plugins.leertraject.models import LearningGroup


def forget_wishes() -> int:
    """The group goes with all of its wishes, also when the edition was thrown away; returns how many groups that were."""
    groups = set(LearningGroup.objects.values_list("edition", flat=True))
    if not groups:
        return 0
    known = editions_by_id(groups, settings.LANGUAGE_CODE)
    before = timezone.now() - KEPT_FOR
    over = [edition for edition, view in known.items() if view.ends_at and view.ends_at < before]
    for edition in over:
        _forget_in(edition)
    thrown_away = groups - set(known)
    LearningGroup.objects.filter(edition__in=thrown_away).delete()
    return len(over) + len(thrown_away)


@transaction.atomic
def _forget_in(edition: UUID) -> None:
    LearningGroup.objects.select_for_update().filter(edition=edition).delete()
    note_on_edition(edition, "leertraject.wishes_forgotten")
