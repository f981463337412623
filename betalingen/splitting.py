"""An order cut into instalments, to the cent: each asks precisely what was agreed, and together they are the order, per VAT
rule, in price, VAT and what a fund pays. No database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from betalingen.pricing import Share, shared_out


@dataclass(frozen=True, slots=True)
class Sums:
    """What stands under one VAT rule, in cents: the price without VAT, the VAT, and what a fund pays of these."""

    base_cents: int
    vat_cents: int
    fund_cents: int = 0

    @property
    def asked_cents(self) -> int:
        """What is left for the customer."""
        return self.base_cents + self.vat_cents - self.fund_cents


def split(whole: Sequence[Sums], asked: Sequence[int]) -> list[list[Sums]]:
    """For each of the amounts `asked` of customers its sums, one per VAT rule of the whole.

    `asked` together is at most the whole. Each takes its share of what is left of every rule (largest remainder), so nothing
    is below zero and the last one closes.
    """
    left = [sums.asked_cents for sums in whole]
    parts = []
    for cents in asked:
        taken = shared_out(cents, [Decimal(cents) * each / sum(left) for each in left])
        parts.append(list(_cells(whole, left, taken)))
        left = [each - part for each, part in zip(left, taken, strict=True)]
    return parts


def _cells(whole: Sequence[Sums], left: Sequence[int], taken: Sequence[int]) -> Iterator[Sums]:
    for sums, rest, cents in zip(whole, left, taken, strict=True):
        if not sums.asked_cents:
            yield Sums(0, 0)
            continue
        start = sums.asked_cents - rest
        part = Share(start, start + cents, sums.asked_cents)
        vat_cents, fund_cents = part.of(sums.vat_cents), part.of(sums.fund_cents)
        yield Sums(cents + fund_cents - vat_cents, vat_cents, fund_cents)


def equal_parts(cents: int, count: int) -> list[int]:
    """`cents` in `count` parts that differ by at most a cent, the larger ones first."""
    return shared_out(cents, [Decimal(cents) / count] * count)
