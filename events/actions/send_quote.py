"""Give an offer its number and mail the organisation the link to it."""

from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.api import next_number
from cms.api import NotAllowed, User, move, record_audit
from events.lifecycles import QUOTE, QuoteStatus
from events.locking import locked_quote
from events.models import Quote
from events.queries.snapshots import quote_view
from events.quote_mails import mail_quote_sent

SERIES: Final = "O"


@transaction.atomic
def send_quote(*, quote_id: int, user: User | None = None) -> Quote:
    """Raises NotAllowed with what is missing. A later version keeps the number of the first."""
    quote = locked_quote(quote_id)
    now = move(QUOTE, quote.status, QuoteStatus.SENT)
    if now == quote.status:
        return quote
    if not quote.lines.filter(unit_price_cents__gt=0).exists():
        raise NotAllowed(_("Voeg eerst een regel met een prijs toe."))
    if quote.vat_rule_id is None:
        raise NotAllowed(_("Kies eerst een btw-regel."))
    if quote.valid_until is None or quote.valid_until < timezone.localdate():
        raise NotAllowed(_("Kies eerst een geldigheid die nog niet voorbij is."))
    quote.status = now
    quote.sent_at = timezone.now()
    quote.number = quote.number or next_number(SERIES)
    quote.save(update_fields=["status", "sent_at", "number"])
    record_audit(quote, "events.quote_sent", user=user, number=quote.number, version=quote.version)
    mail_quote_sent(quote_view(quote), quote.valid_until)
    return quote
