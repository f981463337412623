"""What came of contracts: the offers that followed them, and with which lines one begins."""

from enum import StrEnum

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from events.lifecycles import QuoteStatus
from events.models import Quote, QuoteLine
from events.queries.contracts import addenda_of

UNANSWERED = (QuoteStatus.REQUESTED, QuoteStatus.DRAFT, QuoteStatus.SENT)


class CameOfIt(StrEnum):
    """What an offer led to so far."""

    CONTRACT = "contract"
    OFFER = "offer"
    NOTHING = "nothing"


def with_what_came_of_it(quotes: QuerySet[Quote]) -> QuerySet[Quote]:
    """With `came_of_it`: a contract, an offer that waits for an answer, or nothing (yet)."""
    after = Quote.objects.filter(request__follows=OuterRef("pk"))
    found: QuerySet[Quote] = quotes.annotate(
        came_of_it=Case(
            When(Exists(after.filter(status=QuoteStatus.ACCEPTED)), then=Value(CameOfIt.CONTRACT.value)),
            When(Exists(after.filter(status__in=UNANSWERED)), then=Value(CameOfIt.OFFER.value)),
            default=Value(CameOfIt.NOTHING.value),
        )
    )
    return found


def follow_up_lines(contract: Quote, head_count: int) -> list[tuple[str, int, int]]:
    """The lines of a contract (what, how many, cents each) for the price that was agreed on last, in an addendum if there was one; the line with the largest
    quantity as often as `head_count` people make groups."""
    lines = list(contract.lines.all())
    addenda = addenda_of(contract).filter(status=QuoteStatus.ACCEPTED)
    agreed_last = dict(
        QuoteLine.objects.filter(quote__in=addenda)
        .order_by("quote__answered_at", "quote_id")
        .values_list("description", "unit_price_cents")
    )
    repeated = max(lines, key=lambda line: line.quantity)
    size = contract.request.group_size
    groups = -(-head_count // size) if size else repeated.quantity
    return [
        (
            line.description,
            groups if line is repeated else line.quantity,
            agreed_last.get(line.description, line.unit_price_cents),
        )
        for line in lines
    ]
