"""Delete what we need no longer."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils import timezone

from cms.lifecycles import SETTLED_LEADS
from cms.mail.leads import reference
from cms.models import Lead, Message
from cms.queries.leads import settled_before

KEPT_FOR: Final = dt.timedelta(days=365)  # after it was settled; the forms promise a year


def forget_leads() -> int:
    """Delete leads that were settled a year ago, with the mails about them; returns how many.

    What was accepted stays until somebody closes it. The log keeps what happened, without names.
    """
    with transaction.atomic():
        old = list(
            settled_before(timezone.now() - KEPT_FOR, SETTLED_LEADS).select_for_update(of=("self",), skip_locked=True)
        )
        Message.objects.filter(about__in=[reference(lead) for lead in old]).delete()
        Lead.objects.filter(pk__in=[lead.pk for lead in old]).delete()
    return len(old)
