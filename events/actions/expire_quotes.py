"""Close the offers whose validity has passed."""

from django.db import transaction
from django.utils import timezone

from cms.api import move, record_audit
from events.lifecycles import QUOTE, QuoteStatus
from events.locking import locked_quote
from events.models import Quote


def expire_quotes() -> int:
    """Expire what was valid until yesterday or before; returns how many. Each in a transaction of its own."""
    overdue = Quote.objects.filter(status=QuoteStatus.SENT, valid_until__lt=timezone.localdate())
    return sum(_expire(pk) for pk in overdue.values_list("pk", flat=True))


@transaction.atomic
def _expire(quote_id: int) -> bool:
    quote = locked_quote(quote_id)
    if quote.status != QuoteStatus.SENT:
        return False  # answered at this very moment
    quote.status = move(QUOTE, quote.status, QuoteStatus.EXPIRED)
    quote.save(update_fields=["status"])
    record_audit(quote, "events.quote_expired")
    return True
