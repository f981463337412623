"""Change an offer that nobody outside has seen."""

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.actions.draft_quote import QuoteFacts, store_facts
from events.lifecycles import QuoteStatus
from events.locking import locked_quote
from events.models import Quote


@transaction.atomic
def change_quote(*, quote_id: int, facts: QuoteFacts, user: User | None = None) -> Quote:
    """Raises NotAllowed once the offer has been sent: what an organisation reads never changes under its eyes."""
    quote = locked_quote(quote_id)
    if quote.status != QuoteStatus.DRAFT:
        raise NotAllowed(_("Deze offerte is al verstuurd. Maak een nieuwe versie."))
    store_facts(quote, facts)
    record_audit(quote, "events.quote_changed", user=user)
    return quote
