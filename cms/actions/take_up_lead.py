"""Somebody is going to answer."""

from django.db import transaction

from cms.audit import record_audit
from cms.lifecycle import move
from cms.lifecycles import LEAD, LeadStatus
from cms.models import Lead, User


@transaction.atomic
def take_up_lead(*, lead_id: int, user: User | None = None) -> Lead:
    """Also when somebody wrote back after an answer. Raises MoveNotAllowed."""
    lead = Lead.objects.select_for_update(of=("self",)).get(pk=lead_id)
    now = move(LEAD, lead.status, LeadStatus.IN_PROGRESS)
    if now == lead.status:
        return lead
    lead.status = now
    lead.settled_at = None
    lead.save(update_fields=["status", "settled_at"])
    record_audit(lead, "cms.lead_taken_up", user=user)
    return lead
