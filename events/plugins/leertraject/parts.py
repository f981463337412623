"""What of this plugin an edition has, asked at once: most have nothing, and their personal pages are to cost one statement."""

from collections.abc import Set
from typing import Final
from uuid import UUID

from django.db.models import Value

from events.plugins.leertraject.models import Assignment, LearningGroup

ASSIGNMENTS: Final = "assignments"
GROUP: Final = "group"


def parts_of(edition: UUID) -> Set[str]:
    """One statement."""
    assignments = Assignment.objects.filter(edition=edition).order_by().values_list(Value(ASSIGNMENTS))
    groups = LearningGroup.objects.filter(edition=edition, is_open=True).values_list(Value(GROUP))
    return {part for (part,) in assignments.union(groups)}
