"""The mails about offers, to organisations and to the academy; as in events.mails each has a key that names the event."""

import datetime as dt
from typing import Any

from django.conf import settings

from betalingen.api import OrderView
from cms.api import queue_mail
from events.academy_mails import academy_address
from events.contracts import QuoteView
from events.models import QuoteRequest


def mail_quote_requested(request: QuoteRequest, title: str) -> None:
    """To the organisation a receipt, to the academy the question."""
    reference = f"quote-request:{request.public_id}"
    queue_mail(
        key=f"{reference}:received",
        to=request.email,
        template="events/quote_requested",
        context={"request": request, "title": title},
        language=request.language,
        about=reference,
    )
    _mail_academy("quote_to_make", key=f"{reference}:academy", about=reference, request=request, title=title)


def mail_quote_sent(quote: QuoteView, valid_until: dt.date) -> None:
    """The offer and the personal link to it; a later version says that it replaces the one before."""
    reference = f"quote:{quote.public_id}"
    queue_mail(
        key=f"{reference}:sent",
        to=quote.email,
        template="events/quote_sent",
        context={"quote": quote, "valid_until": valid_until},
        language=quote.language,
        about=reference,
    )


def mail_quote_withdrawn(quote: QuoteView) -> None:
    """An offer that was sent can no longer be accepted."""
    reference = f"quote:{quote.public_id}"
    queue_mail(
        key=f"{reference}:withdrawn",
        to=quote.email,
        template="events/quote_withdrawn",
        context={"quote": quote},
        language=quote.language,
        about=reference,
    )


def mail_quote_accepted(quote: QuoteView, order: OrderView, accepted_by: str) -> None:
    """To the organisation a confirmation, to the academy the news."""
    reference = f"quote:{quote.public_id}"
    queue_mail(
        key=f"{reference}:accepted",
        to=quote.email,
        template="events/quote_accepted",
        context={"quote": quote, "order": order, "accepted_by": accepted_by},
        language=quote.language,
        about=reference,
    )
    _mail_academy(
        "quote_won", key=f"{reference}:won", about=reference, quote=quote, order=order, accepted_by=accepted_by
    )


def mail_report(quote: QuoteView, report_url: str, sent_at: dt.datetime) -> None:
    """The closing report can be read; once for each time that it is sent."""
    reference = f"quote:{quote.public_id}"
    queue_mail(
        key=f"{reference}:report:{sent_at.isoformat()}",
        to=quote.email,
        template="events/report_sent",
        context={"quote": quote, "report_url": report_url},
        language=quote.language,
        about=reference,
    )


def mail_quote_declined(quote: QuoteView, reason: str) -> None:
    """To the academy."""
    reference = f"quote:{quote.public_id}"
    _mail_academy("quote_lost", key=f"{reference}:lost", about=reference, quote=quote, reason=reason)


def _mail_academy(template: str, *, key: str, about: str, **context: Any) -> None:
    queue_mail(
        key=key,
        to=academy_address(),
        template=f"events/{template}",
        context=context,
        language=settings.LANGUAGE_CODE,
        about=about,
    )
