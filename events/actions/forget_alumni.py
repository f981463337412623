"""Take people off the alumni list who said yes long ago."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils import timezone

from cms.api import record_audit
from events.models import Alumnus

KEPT_FOR: Final = dt.timedelta(
    days=5 * 365
)  # after they said yes, as the page promises; who takes part again is asked again


def forget_alumni() -> int:
    """Delete the old places on the list; returns how many. The log keeps that it was done."""
    with transaction.atomic():
        old = list(
            Alumnus.objects.select_for_update(of=("self",))
            .filter(joined_at__lt=timezone.now() - KEPT_FOR)
            .select_related("registration")
            .order_by("pk")
        )
        for alumnus in old:
            record_audit(alumnus.registration, "events.alumni_forgotten")
        Alumnus.objects.filter(pk__in=[alumnus.pk for alumnus in old]).delete()
    return len(old)
