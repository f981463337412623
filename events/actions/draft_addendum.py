"""Offer more editions of a contract, for the same price each."""

from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.lifecycles import QuoteStatus
from events.locking import locked_quote
from events.models import Quote, QuoteLine, QuoteRequest
from events.queries.contracts import addenda_of, is_contract

VALIDITY: Final = timedelta(days=30)


@transaction.atomic
def draft_addendum(*, quote_id: int, count: int, head_count: int = 0, user: User | None = None) -> Quote:
    """Return a draft for `count` editions more, with a request of its own that extends the contract; nobody is mailed.

    `head_count` people come on top of those of the contract. From here it is an offer like any other: a yes makes an order of
    its own. Raises NotAllowed when the offer is no contract, or when a draft of an addendum lies there already.
    """
    contract = locked_quote(quote_id)
    if not is_contract(contract):
        raise NotAllowed(_("Een aanvulling maakt u op een offerte waarop akkoord is gegeven."))
    if addenda_of(contract).filter(status=QuoteStatus.DRAFT).exists():
        raise NotAllowed(_("Er staat al een aanvulling klaar als concept."))
    request = asked_again(
        contract.request,
        extends=contract,
        head_count=head_count,
        # Without more people there is nothing to hold the groups against.
        group_size=contract.request.group_size if head_count else None,
    )
    quote: Quote = Quote.objects.create(
        request=request,
        status=QuoteStatus.DRAFT,
        title=_("Aanvulling: %(title)s") % {"title": contract.title},
        agreements=contract.agreements,
        edition_count=count,
        valid_until=timezone.localdate() + VALIDITY,
        vat_rule_id=contract.vat_rule_id,
        contact_id=contract.contact_id,
    )
    repeated = max(contract.lines.all(), key=lambda line: line.quantity)
    QuoteLine.objects.create(
        quote=quote, description=repeated.description, quantity=count, unit_price_cents=repeated.unit_price_cents
    )
    record_audit(quote, "events.quote_drafted", user=user, version=quote.version)
    record_audit(contract, "events.addendum_drafted", user=user, count=count)
    return quote


def asked_again(asked: QuoteRequest, **changes: Any) -> QuoteRequest:
    """A request of the same organisation and person for the same programme."""
    made: QuoteRequest = QuoteRequest.objects.create(
        offering_id=asked.offering_id,
        organisation_name=asked.organisation_name,
        organisation_id=asked.organisation_id,
        contact_name=asked.contact_name,
        email=asked.email,
        phone=asked.phone,
        language=asked.language,
        **changes,
    )
    return made
