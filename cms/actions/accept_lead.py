"""An organisation gets one of the places of a call."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cms.audit import record_audit
from cms.contracts import NotAllowed
from cms.lifecycle import move
from cms.lifecycles import LEAD, LeadStatus
from cms.mail.leads import mail_accepted
from cms.models import CallPlace, Lead, User
from cms.page_cache.changes import pages_changed


@transaction.atomic
def accept_lead(*, lead_id: int, user: User | None = None) -> Lead:
    """Take a place and mail the organisation. Raises MoveNotAllowed; NotAllowed when it is no application or no place is left."""
    lead = Lead.objects.select_for_update(of=("self",)).get(pk=lead_id)
    if lead.place_id is None:
        raise NotAllowed(_("Dit is geen aanmelding voor een oproep."))
    now = move(LEAD, lead.status, LeadStatus.ACCEPTED)
    if now == lead.status:
        return lead
    lead.status = now
    lead.save(update_fields=["status"])
    record_audit(lead, "cms.lead_accepted", user=user)
    mail_accepted(lead)
    if not take_place(lead.place_id):
        raise NotAllowed(_("Er is geen plaats meer voor deze soort organisatie. Er is niets veranderd."))
    return lead


def take_place(place_id: int) -> bool:
    """Take one place; False when none is left.

    One conditional update: two that want the last place wait for each other on the row, and the second sees the first.
    The constraint `call_place_room` stands behind it.
    """
    pages_changed()
    changed = CallPlace.objects.filter(pk=place_id, taken__lt=F("places")).update(taken=F("taken") + 1)
    return bool(changed)
