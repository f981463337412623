"""How many places the workgroups of an edition still have."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.lifecycles import SEATED
from events.models import Registration
from events.workgroups import Workgroup


@dataclass(frozen=True)
class WorkgroupPlaces:
    """A workgroup with how many participants chose it."""

    workgroup: Workgroup
    taken: int

    @property
    def left(self) -> int:
        return max(self.workgroup.capacity - self.taken, 0)

    @property
    def words(self) -> str:
        """nog 3 plaatsen"""
        if not self.left:
            return _("vol")
        return ngettext("nog %(count)s plaats", "nog %(count)s plaatsen", self.left) % {"count": self.left}


def workgroup_places(edition: UUID, workgroups: Sequence[Workgroup]) -> list[WorkgroupPlaces]:
    """One statement, and none when there are no workgroups.

    What is counted stays true only while the edition is locked.
    """
    if not workgroups:
        return []
    chosen = Registration.objects.filter(edition__public_id=edition, status__in=SEATED).exclude(workgroup="")
    taken = dict(chosen.order_by().values_list("workgroup").annotate(count=Count("pk")))
    return [WorkgroupPlaces(workgroup, taken.get(workgroup.key, 0)) for workgroup in workgroups]
