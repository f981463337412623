"""Apply to a call on behalf of an organisation."""

import uuid

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.actions.receive_lead import LeadDetails, receive_lead
from cms.contracts import NotAllowed
from cms.models import CallPage, CallPlace, Lead
from cms.queries.leads import call

CLOSED = gettext_lazy("De oproep is gesloten. Uw organisatie is niet aangemeld.")


def apply_to_call(*, page: CallPage, place_id: int, form_key: uuid.UUID, details: LeadDetails, language: str) -> Lead:
    """An application for one of the places of this page. It holds no place yet: accepting it does (accept_lead).

    Raises NotAllowed when the call is closed or has no place left of this kind; then nothing is stored or mailed.
    """
    sent_before = Lead.objects.filter(form_key=form_key).first()
    if sent_before:
        return sent_before
    if not call(page).is_open:
        raise NotAllowed(CLOSED)
    place = CallPlace.objects.filter(pk=place_id, call_key=page.translation_key).first()
    if place is None or place.left < 1:
        raise NotAllowed(_("Voor deze soort organisatie is geen plaats meer. Uw organisatie is niet aangemeld."))
    return receive_lead(
        page=page,
        kind=Lead.Kind.APPLICATION,
        form_key=form_key,
        details=details,
        language=language,
        place=place,
    )
