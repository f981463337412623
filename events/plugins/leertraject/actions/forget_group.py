"""Delete what participants wanted to learn and when they could meet, a while after their last session."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from events.api import editions_by_id, note_on_edition
from events.plugins.leertraject.actions.forget_work import KEPT_FOR
from events.plugins.leertraject.models import DatePoll, LearningGroup


def forget_group() -> int:
    """Group and polls go with all that is in them, also when the edition was thrown away; returns of how many editions."""
    asked = DatePoll.objects.order_by().values_list("edition", flat=True)
    kept = set(LearningGroup.objects.values_list("edition", flat=True).union(asked))
    if not kept:
        return 0
    known = editions_by_id(kept, settings.LANGUAGE_CODE)
    before = timezone.now() - KEPT_FOR
    over = [edition for edition, view in known.items() if view.ends_at and view.ends_at < before]
    for edition in over:
        with transaction.atomic():
            _forget_in(edition)
            note_on_edition(edition, "leertraject.group_forgotten")
    thrown_away = kept - set(known)
    for edition in thrown_away:
        _forget_in(edition)
    return len(over) + len(thrown_away)


@transaction.atomic
def _forget_in(edition: UUID) -> None:
    LearningGroup.objects.select_for_update().filter(edition=edition).delete()
    DatePoll.objects.select_for_update().filter(edition=edition).delete()
