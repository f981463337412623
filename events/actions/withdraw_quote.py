"""Take an offer back."""

from django.db import transaction

from cms.api import User, move, record_audit
from events.lifecycles import QUOTE, QuoteStatus
from events.locking import locked_quote
from events.models import Quote
from events.queries.snapshots import quote_view
from events.quote_mails import mail_quote_withdrawn


@transaction.atomic
def withdraw_quote(*, quote_id: int, user: User | None = None) -> Quote:
    """Whoever got the offer is told; a draft disappears in silence. Raises MoveNotAllowed after an answer."""
    quote = locked_quote(quote_id)
    was_sent = quote.status == QuoteStatus.SENT
    now = move(QUOTE, quote.status, QuoteStatus.WITHDRAWN)
    if now == quote.status:
        return quote
    quote.status = now
    quote.save(update_fields=["status"])
    record_audit(quote, "events.quote_withdrawn", user=user)
    if was_sent:
        mail_quote_withdrawn(quote_view(quote))
    return quote
