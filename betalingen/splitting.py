"""An order cut into instalments, to the cent: each asks precisely what was agreed, and together they are the order, per VAT
rule, in price, VAT and what a fund pays. No database."""

from collections.abc import Sequence
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
    for place, cents in enumerate(asked):
        taken = shared_out(cents, [Decimal(cents) * each / sum(left) for each in left])
        parts.append([_cell(*each, is_first=place == 0) for each in zip(whole, left, taken, strict=True)])
        left = [each - part for each, part in zip(left, taken, strict=True)]
    return parts


def _cell(sums: Sums, left: int, cents: int, *, is_first: bool) -> Sums:
    if not sums.asked_cents:
        return sums if is_first else Sums(0, 0)  # all of it is a fund's
    start = sums.asked_cents - left
    part = Share(start, start + cents, sums.asked_cents)
    vat_cents, fund_cents = part.of(sums.vat_cents), part.of(sums.fund_cents)
    return Sums(cents + fund_cents - vat_cents, vat_cents, fund_cents)


def equal_parts(cents: int, count: int) -> list[int]:
    """`cents` in `count` parts that differ by at most a cent, the larger ones first."""
    return shared_out(cents, [Decimal(cents) / count] * count)
