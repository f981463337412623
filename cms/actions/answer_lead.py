"""A visitor got an answer."""

from django.db import transaction
from django.utils import timezone

from cms.audit import record_audit
from cms.lifecycle import move
from cms.lifecycles import LEAD, LeadStatus
from cms.mail.leads import mail_answer
from cms.models import Lead, User


@transaction.atomic
def answer_lead(*, lead_id: int, text: str = "", user: User | None = None) -> Lead:
    """Mail `text` to the visitor; without a text somebody answered by phone or in their own mail. Raises MoveNotAllowed."""
    lead = Lead.objects.select_for_update(of=("self",)).get(pk=lead_id)
    now = move(LEAD, lead.status, LeadStatus.ANSWERED)
    if now == lead.status:
        return lead
    lead.status = now
    lead.settled_at = timezone.now()
    lead.save(update_fields=["status", "settled_at"])
    record_audit(lead, "cms.lead_answered", user=user, mailed=bool(text))
    if text:
        mail_answer(lead, text, reply_to=user.email if user else "")
    return lead
