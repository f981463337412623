"""Say no to a quote."""

from django.db import transaction
from django.utils import timezone

from cms.api import move, record_audit
from events.actions.accept_quote import check_stands
from events.lifecycles import QUOTE, QuoteStatus
from events.locking import locked_quote
from events.models import Quote
from events.queries.snapshots import quote_view
from events.quote_mails import mail_quote_declined


@transaction.atomic
def decline_quote(*, quote_id: int, reason: str = "") -> Quote:
    """Tell the academy; declined before changes nothing. Raises NotAllowed when the offer no longer stands."""
    quote = locked_quote(quote_id)
    if quote.status == QuoteStatus.DECLINED:
        return quote
    check_stands(quote)
    quote.status = move(QUOTE, quote.status, QuoteStatus.DECLINED)
    quote.answered_at = timezone.now()
    quote.save(update_fields=["status", "answered_at"])
    record_audit(quote, "events.quote_declined")
    mail_quote_declined(quote_view(quote), reason)
    return quote
