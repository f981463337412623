"""Stop asking for consent once nobody keeps a place any more for whom it was asked."""

from cms.api import move, record_audit
from events.lifecycles import CONSENT, ConsentStatus, RegistrationStatus
from events.models import ConsentRequest


def withdraw_consents(edition_id: int) -> None:
    """Call it with the edition locked, when places of it were given back; the link then says that it is not needed."""
    asked = ConsentRequest.objects.filter(booking__edition=edition_id, status=ConsentStatus.ASKED)
    for request in asked.exclude(booking__registrations__status=RegistrationStatus.APPLIED).select_related("booking"):
        request.status = move(CONSENT, request.status, ConsentStatus.WITHDRAWN)
        request.save(update_fields=["status"])
        request.booking.payer = {}
        request.booking.save(update_fields=["payer"])
        record_audit(request.booking, "events.consent_withdrawn")
