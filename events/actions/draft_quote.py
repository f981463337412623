"""Turn what an organisation asked into an offer that only staff see yet."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, move, record_audit
from events.lifecycles import QUOTE, QuoteStatus
from events.models import Quote, QuoteLine, QuoteRequest


@dataclass(frozen=True)
class QuoteLineFacts:
    """One part of the offer; the price is for one piece, in cents, without VAT."""

    description: str
    quantity: int
    unit_price_cents: int


@dataclass(frozen=True, kw_only=True)
class QuoteFacts:
    """What stands in the offer; `agreements` has one agreement per line of text. `edition_count` None: the largest quantity."""

    title: str
    introduction: str
    agreements: str
    valid_until: dt.date | None
    vat_rule_id: int | None
    contact_id: int | None
    lines: tuple[QuoteLineFacts, ...]
    edition_count: int | None = None
    is_pilot: bool = False


@transaction.atomic
def draft_quote(*, request_id: int, facts: QuoteFacts, user: User | None = None) -> Quote:
    """Make the first version. Raises NotAllowed when this request has an offer already: send, withdraw or revise that one."""
    request = QuoteRequest.objects.select_for_update(no_key=True).get(pk=request_id)
    quote = request.quotes.filter(status=QuoteStatus.REQUESTED).first()
    if quote is None:
        if request.quotes.exists():
            raise NotAllowed(_("Voor deze aanvraag is al een offerte gemaakt."))
        quote = Quote(request=request)
    quote.status = move(QUOTE, quote.status, QuoteStatus.DRAFT)
    store_facts(quote, facts)
    record_audit(quote, "events.quote_drafted", user=user, version=quote.version)
    return quote


def store_facts(quote: Quote, facts: QuoteFacts) -> None:
    """Write the facts over those of a draft whose request is locked."""
    quote.title = facts.title
    quote.introduction = facts.introduction
    quote.agreements = facts.agreements
    quote.edition_count = facts.edition_count
    quote.is_pilot = facts.is_pilot
    quote.valid_until = facts.valid_until
    quote.vat_rule_id = facts.vat_rule_id
    quote.contact_id = facts.contact_id
    quote.save()
    QuoteLine.objects.filter(quote=quote).delete()
    QuoteLine.objects.bulk_create(
        QuoteLine(
            quote=quote,
            position=position,
            description=line.description,
            quantity=line.quantity,
            unit_price_cents=line.unit_price_cents,
        )
        for position, line in enumerate(facts.lines)
    )
