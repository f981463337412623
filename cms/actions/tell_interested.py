"""Whoever wanted to hear of the next dates hears of them, once."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cms.audit import record_audit
from cms.lifecycle import move
from cms.lifecycles import LEAD, LeadStatus
from cms.mail.leads import mail_dates_known
from cms.models import User
from cms.queries.leads import waiting_for_dates


@transaction.atomic
def tell_interested(*, page_key: UUID, context: Callable[[str], Mapping[str, Any]], user: User | None = None) -> int:
    """Mail everybody on the interest list of the page with this translation key; returns how many mails.

    `context` gives, for a language, what the mail says: `title`, `when` and the absolute `url` of the page. Who asked twice
    gets one mail. Afterwards nobody is on the list.
    """
    told: set[str] = set()
    for lead in waiting_for_dates(page_key).select_for_update(of=("self",)).order_by("pk"):
        is_new = lead.email.lower() not in told
        lead.status = move(LEAD, lead.status, LeadStatus.ANSWERED)
        lead.settled_at = timezone.now()
        lead.save(update_fields=["status", "settled_at"])
        record_audit(lead, "cms.lead_answered", user=user, mailed=is_new)
        if is_new:
            mail_dates_known(lead, context(lead.language))
        told.add(lead.email.lower())
    return len(told)
