"""Delete who came as a guest, once nobody asks about it any more."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.api import record_audit
from events.locking import locked_edition
from events.models import Guest

KEPT_FOR: Final = dt.timedelta(days=28)  # after the session, as the form and the mail promise


def forget_guests() -> int:
    """Of sessions that ended four weeks ago; returns how many. How many there were stays with the guest list."""
    editions = _old().order_by("guest_list__edition").values_list("guest_list__edition", flat=True).distinct()
    return sum(_forget_in(edition_id) for edition_id in list(editions))


def _old() -> QuerySet[Guest]:
    return Guest.objects.filter(guest_list__session__ends_at__lte=timezone.now() - KEPT_FOR)


@transaction.atomic
def _forget_in(edition_id: int) -> int:
    edition = locked_edition(edition_id)
    count, _per_model = _old().filter(guest_list__edition=edition).delete()
    if count:
        record_audit(edition, "events.guests_forgotten", count=count)
    return count
