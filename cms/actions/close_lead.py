"""Nothing more will be done about a lead."""

from django.db import transaction
from django.utils import timezone

from cms.audit import record_audit
from cms.lifecycle import move
from cms.lifecycles import LEAD, LeadStatus
from cms.models import Lead, User


@transaction.atomic
def close_lead(*, lead_id: int, user: User | None = None) -> Lead:
    """The visitor is told nothing. An organisation that was accepted keeps its place. Raises MoveNotAllowed."""
    lead = Lead.objects.select_for_update(of=("self",)).get(pk=lead_id)
    now = move(LEAD, lead.status, LeadStatus.CLOSED)
    if now == lead.status:
        return lead
    lead.status = now
    lead.settled_at = timezone.now()
    lead.save(update_fields=["status", "settled_at"])
    record_audit(lead, "cms.lead_closed", user=user)
    return lead
