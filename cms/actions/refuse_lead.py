"""An organisation does not take part."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.audit import record_audit
from cms.contracts import NotAllowed
from cms.lifecycle import move
from cms.lifecycles import LEAD, LeadStatus
from cms.mail.leads import mail_refused
from cms.models import Lead, User


@transaction.atomic
def refuse_lead(*, lead_id: int, reason: str = "", user: User | None = None) -> Lead:
    """Tell the organisation, with the reason when there is one. Raises MoveNotAllowed; NotAllowed when it is no application."""
    lead = Lead.objects.select_for_update(of=("self",)).get(pk=lead_id)
    if lead.place_id is None:
        raise NotAllowed(_("Dit is geen aanmelding voor een oproep."))
    now = move(LEAD, lead.status, LeadStatus.REFUSED)
    if now == lead.status:
        return lead
    lead.status = now
    lead.settled_at = timezone.now()
    lead.save(update_fields=["status", "settled_at"])
    record_audit(lead, "cms.lead_refused", user=user)
    mail_refused(lead, reason)
    return lead
