"""Somebody does not want to hear from us any more."""

from django.db import transaction

from cms.audit import record_audit
from cms.mail.leads import reference
from cms.models import Lead, Message


@transaction.atomic
def leave_interest_list(*, lead_id: int) -> None:
    """Delete the lead and the mails about it at once; what is gone already stays gone. The log keeps that it was, nameless."""
    lead = Lead.objects.select_for_update(of=("self",)).filter(pk=lead_id, kind=Lead.Kind.INTEREST).first()
    if lead is None:
        return
    record_audit(lead, "cms.lead_left")
    Message.objects.filter(about=reference(lead)).delete()
    lead.delete()
