"""Ask what a programme costs in one's own organisation."""

import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from wagtail.models import Page

from cms.api import organisation_called, record_audit
from events.lifecycles import QuoteStatus
from events.models import Quote, QuoteRequest
from events.queries.offerings import source_of, title_in
from events.quote_mails import mail_quote_requested


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What an organisation tells about itself; `group_size` None when it does not know yet."""

    organisation_name: str
    contact_name: str
    email: str
    head_count: int
    phone: str = ""
    group_size: int | None = None
    period: str = ""
    wish: str = ""


def request_quote(*, offering: Page, form_key: uuid.UUID, wish: Wish, language: str) -> QuoteRequest:
    """Store the question, with a quote for staff to make, and mail both sides. The same `form_key` again changes nothing."""
    try:
        with transaction.atomic():
            return _stored(source_of(offering), form_key, wish, language)
    except IntegrityError:
        return QuoteRequest.objects.get(form_key=form_key)


def _stored(offering: Page, form_key: uuid.UUID, wish: Wish, language: str) -> QuoteRequest:
    organisation = organisation_called(wish.organisation_name)
    request = QuoteRequest.objects.create(
        form_key=form_key,
        offering=offering,
        organisation_name=organisation.name if organisation else wish.organisation_name,
        organisation=organisation,
        contact_name=wish.contact_name,
        email=wish.email,
        phone=wish.phone,
        head_count=wish.head_count,
        group_size=wish.group_size,
        period=wish.period,
        wish=wish.wish,
        language=language,
    )
    title = title_in(offering, language)
    Quote.objects.create(request=request, status=QuoteStatus.REQUESTED, title=title)
    record_audit(request, "events.quote_requested", head_count=request.head_count)
    mail_quote_requested(request, title)
    return request
