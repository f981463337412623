"""What of this plugin an edition has, asked at once: most have nothing, and their personal pages are to cost one statement."""

from collections.abc import Set
from typing import Final
from uuid import UUID

from django.db.models import Value
from django.utils import timezone

from events.plugins.leertraject.models import Assignment, DatePoll, LearningGroup

ASSIGNMENTS: Final = "assignments"
GROUP: Final = "group"
POLLS: Final = "polls"


def parts_of(edition: UUID) -> Set[str]:
    """One statement."""
    assignments = Assignment.objects.filter(edition=edition).order_by().values_list(Value(ASSIGNMENTS))
    groups = LearningGroup.objects.filter(edition=edition, is_open=True).values_list(Value(GROUP))
    polls = DatePoll.objects.filter(edition=edition, chosen=None, closes_at__gt=timezone.now())
    open_polls = polls.order_by().values_list(Value(POLLS))
    return {part for (part,) in assignments.union(groups, open_polls)}
