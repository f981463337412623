"""What an offer comes to, and whether it has room for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass

from betalingen.api import OrderSum, VatTerms, order_sum, price_of
from events.models import Quote, QuoteRequest


def sum_of(lines: Iterable[tuple[int, int]], vat: VatTerms) -> OrderSum:
    """The sum of (quantity, price of one in cents) pairs: exactly what the order will be after a yes."""
    return order_sum([(quantity, price_of(cents, vat=vat)) for quantity, cents in lines])


def quote_sum(quote: Quote) -> OrderSum | None:
    """The sum of an offer, or None while it has no VAT rule. Its lines and rule may be prefetched."""
    if quote.vat_rule is None:
        return None
    return sum_of([(line.quantity, line.unit_price_cents) for line in quote.lines.all()], quote.vat_rule.terms)


def editions_offered(quote: Quote) -> int:
    """How many editions the offer promises: what it says, else the largest quantity of its lines, taken to be the groups."""
    return quote.edition_count or max((line.quantity for line in quote.lines.all()), default=0)


@dataclass(frozen=True)
class GroupCount:
    """`needed` groups of `size` for `head_count` people; `offered` groups have room for `places`, `short` too few."""

    head_count: int
    size: int
    needed: int
    offered: int
    places: int
    short: int


def group_count(request: QuoteRequest, offered: int) -> GroupCount | None:
    """Hold the editions that are offered against the head-count that was asked. None when no group size is known."""
    if not request.group_size:
        return None
    places = offered * request.group_size
    return GroupCount(
        head_count=request.head_count,
        size=request.group_size,
        needed=-(-request.head_count // request.group_size),
        offered=offered,
        places=places,
        short=max(request.head_count - places, 0),
    )
