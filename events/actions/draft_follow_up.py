"""Offer the same again once a contract, often of a pilot, was carried out."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.actions.draft_addendum import asked_again
from events.actions.draft_quote import QuoteFacts, QuoteLineFacts, store_facts
from events.lifecycles import QuoteStatus
from events.locking import locked_quote
from events.models import Quote
from events.queries.contracts import follow_ups_of, is_contract, progress_of
from events.queries.follow_ups import follow_up_lines

VALIDITY: Final = timedelta(days=30)


@transaction.atomic
def draft_follow_up(*, quote_id: int, head_count: int, user: User | None = None) -> Quote:
    """Return a draft for `head_count` people, with a request that follows the contract; nobody is mailed.

    It has the lines of the contract for the price that was agreed on last, and the repeated one as often as the people make groups.
    Raises NotAllowed when the offer is no contract, when editions are still to come, or when such a draft lies there already.
    """
    contract = locked_quote(quote_id)
    if not is_contract(contract):
        raise NotAllowed(_("Een vervolg maakt u op een offerte waarop akkoord is gegeven."))
    if not progress_of(contract).is_finished:
        raise NotAllowed(_("Er komen nog edities. Een vervolg biedt u aan als ze alle zijn afgerond."))
    if follow_ups_of(contract).filter(status=QuoteStatus.DRAFT).exists():
        raise NotAllowed(_("Er staat al een vervolg klaar als concept."))
    quote = Quote(
        request=asked_again(
            contract.request, follows=contract, head_count=head_count, group_size=contract.request.group_size
        ),
        status=QuoteStatus.DRAFT,
    )
    facts = QuoteFacts(
        title=_("Vervolg: %(title)s") % {"title": contract.title},
        introduction="",
        agreements=contract.agreements,
        valid_until=timezone.localdate() + VALIDITY,
        vat_rule_id=contract.vat_rule_id,
        contact_id=contract.contact_id,
        lines=tuple(QuoteLineFacts(*line) for line in follow_up_lines(contract, head_count)),
    )
    store_facts(quote, facts)
    record_audit(quote, "events.quote_drafted", user=user, version=quote.version)
    record_audit(contract, "events.follow_up_drafted", user=user, people=head_count)
    return quote
