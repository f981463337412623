"""Set the workgroups that participants of an edition choose from."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.api import NotAllowed, User, record_audit
from events.lifecycles import EditionStatus
from events.locking import locked_edition
from events.models import Edition
from events.queries.workgroups import WorkgroupPlaces, workgroup_places
from events.workgroups import with_key, workgroups_in


@transaction.atomic
def set_workgroups(*, edition_id: int, workgroups: Any, user: User | None = None) -> Edition:
    """`workgroups` is a checked value of `Edition.workgroups`.

    Raises NotAllowed when the edition is over, or people chose a workgroup that would go or become too small for them.
    """
    edition = locked_edition(edition_id)
    if edition.status in (EditionStatus.COMPLETED, EditionStatus.CANCELLED):
        raise NotAllowed(_("Deze editie is voorbij of gaat niet door; er valt niets meer te kiezen."))
    before = workgroup_places(edition.public_id, workgroups_in(edition.workgroups.raw_data))
    edition.workgroups = workgroups
    then = workgroups_in(workgroups.get_prep_value())
    for places in before:
        remaining = with_key(then, places.workgroup.key)
        if places.taken > (remaining.capacity if remaining else 0):
            raise NotAllowed(_too_small(places))
    edition.save(update_fields=["workgroups"])
    record_audit(edition, "events.workgroups_set", user=user, count=len(workgroups))
    return edition


def _too_small(places: WorkgroupPlaces) -> str:
    told = ngettext(
        "Er zit al %(taken)s deelnemer in “%(title)s”. Minder plaatsen, of zonder deze werkgroep, kan niet.",
        "Er zitten al %(taken)s deelnemers in “%(title)s”. Minder plaatsen, of zonder deze werkgroep, kan niet.",
        places.taken,
    )
    return told % {"taken": places.taken, "title": places.workgroup.title}
