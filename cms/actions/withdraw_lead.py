"""An organisation that was accepted pulls out."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cms.audit import record_audit
from cms.lifecycle import move
from cms.lifecycles import LEAD, LeadStatus
from cms.models import CallPlace, Lead, User
from cms.page_cache.changes import pages_changed


@transaction.atomic
def withdraw_lead(*, lead_id: int, user: User | None = None) -> Lead:
    """Its place is free again; nobody is mailed, for the organisation told us itself. Raises MoveNotAllowed."""
    lead = Lead.objects.select_for_update(of=("self",)).get(pk=lead_id)
    now = move(LEAD, lead.status, LeadStatus.WITHDRAWN)
    if now == lead.status:
        return lead
    lead.status = now
    lead.settled_at = timezone.now()
    lead.save(update_fields=["status", "settled_at"])
    record_audit(lead, "cms.lead_withdrawn", user=user)
    pages_changed()
    CallPlace.objects.filter(applications=lead).update(taken=F("taken") - 1)
    return lead
