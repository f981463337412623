"""Delete who was asked to receive a session, once nobody asks about it any more."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.api import record_audit
from events.locking import locked_edition
from events.models import HostInvitation

KEPT_FOR: Final = dt.timedelta(days=28)  # after the session: to thank them, and to hear how it went


def forget_hosts() -> int:
    """Of sessions that ended four weeks ago; returns how many. Where it was stays with the session."""
    editions = _old().order_by("session__edition").values_list("session__edition", flat=True).distinct()
    return sum(_forget_in(edition_id) for edition_id in list(editions))


def _old() -> QuerySet[HostInvitation]:
    return HostInvitation.objects.filter(session__ends_at__lte=timezone.now() - KEPT_FOR)


@transaction.atomic
def _forget_in(edition_id: int) -> int:
    edition = locked_edition(edition_id)
    count, _per_model = _old().filter(session__edition=edition).delete()
    if count:
        record_audit(edition, "events.hosts_forgotten", count=count)
    return count
