"""Store what a visitor sent, and tell both sides."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from wagtail.models import Page

from cms.audit import record_audit
from cms.mail.leads import mail_received
from cms.models import CallPlace, Lead
from cms.queries.leads import mailboxes_of
from cms.queries.organisations import organisation_called


@dataclass(frozen=True, kw_only=True)
class LeadDetails:
    """What a visitor typed; `answers` are pairs of question and answer."""

    name: str
    email: str
    phone: str = ""
    organisation_name: str = ""
    message: str = ""
    answers: Sequence[tuple[str, str]] = ()


def receive_lead(
    *,
    page: Page,
    kind: Lead.Kind,
    form_key: uuid.UUID,
    details: LeadDetails,
    language: str,
    place: CallPlace | None = None,
) -> Lead:
    """A new lead, with a receipt for the visitor and a mail to the people of the page. The same `form_key` changes nothing."""
    try:
        with transaction.atomic():
            return _stored(page, kind, form_key, details, language, place)
    except IntegrityError:
        # Sent twice. Anything else that the database refuses is a mistake of ours, and the look-up says so.
        return Lead.objects.get(form_key=form_key)


def _stored(
    page: Page,
    kind: Lead.Kind,
    form_key: uuid.UUID,
    details: LeadDetails,
    language: str,
    place: CallPlace | None,
) -> Lead:
    organisation = organisation_called(details.organisation_name)
    lead = Lead.objects.create(
        form_key=form_key,
        kind=kind,
        page=page,
        page_title=page.title,
        place=place,
        name=details.name,
        email=details.email,
        phone=details.phone,
        organisation_name=organisation.name if organisation else details.organisation_name,
        organisation=organisation,
        message=details.message,
        answers=[list(pair) for pair in details.answers],
        language=language,
    )
    record_audit(lead, "cms.lead_received", kind=kind.value)
    mail_received(lead, page.title, mailboxes_of(page))
    return lead
