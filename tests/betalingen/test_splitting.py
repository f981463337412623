"""An order in parts: whatever the amounts, nothing is lost, gained or below zero."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from betalingen.pricing import SubsidyTerms, SubsidyTreatment, VatCategory, VatTerms, order_sum, price_of, vat_over
from betalingen.splitting import Sums, equal_parts, split

RATES = (VatTerms(VatCategory.STANDARD, Decimal(21), "21 %"), VatTerms(VatCategory.EXEMPT, Decimal(0), "vrij"))


def whole(grosses: list[int], *, is_linked: bool) -> list[Sums]:
    """An order with a line for each price, at 21 % and exempt in turn."""
    terms = SubsidyTerms("Regeling", "Fonds", SubsidyTreatment.LINKED, percentage=Decimal(50)) if is_linked else None
    prices = [
        (1, price_of(gross, vat=RATES[place % 2], subsidy=terms if place % 2 == 0 else None))
        for place, gross in enumerate(grosses)
    ]
    groups: dict[VatTerms, Sums] = {}
    for (_one, price), line in zip(prices, order_sum(prices).lines, strict=True):
        before = groups.get(price.vat, Sums(0, 0))
        fund = price.vat_base_cents - line.asked_cents if price.vat is RATES[0] else 0
        groups[price.vat] = Sums(
            before.base_cents + line.asked_cents + fund,
            before.vat_cents + line.vat_cents,
            before.fund_cents + fund,
        )
    return list(groups.values())


@given(
    grosses=st.lists(st.integers(1, 400_000), min_size=1, max_size=4),
    is_linked=st.booleans(),
    weights=st.lists(st.integers(1, 100), min_size=1, max_size=12),
)
def test_parts_add_up_per_vat_rule_and_per_payer(grosses: list[int], is_linked: bool, weights: list[int]) -> None:  # noqa: FBT001
    sums = whole(grosses, is_linked=is_linked)
    total = sum(each.asked_cents for each in sums)
    assume(total)  # an order of nothing is no order
    done = [total * sum(weights[:place]) // sum(weights) for place in range(len(weights) + 1)]
    asked = [end - start for start, end in pairwise(done) if end > start]

    parts = split(sums, asked)

    assert [sum(cell.asked_cents for cell in part) for part in parts] == asked
    for place, rule in enumerate(sums):
        cells = [part[place] for part in parts]
        for name in ("base_cents", "vat_cents", "fund_cents"):
            assert sum(getattr(cell, name) for cell in cells) == getattr(rule, name)
            assert all(getattr(cell, name) >= 0 for cell in cells)


@given(gross=st.integers(1, 400_000), weights=st.lists(st.integers(1, 100), min_size=2, max_size=12))
def test_the_vat_of_a_part_is_that_of_its_base_within_a_cent(gross: int, weights: list[int]) -> None:
    [sums] = whole([gross], is_linked=False)
    done = [sums.asked_cents * sum(weights[:place]) // sum(weights) for place in range(len(weights) + 1)]
    asked = [end - start for start, end in pairwise(done) if end > start]

    for [part] in split([sums], asked):
        assert abs(part.vat_cents - vat_over(part.base_cents, RATES[0])) <= 1


def test_what_is_asked_of_a_part_of_the_order_leaves_the_rest() -> None:
    [[part]] = split([Sums(155_000, 32_550)], [93_775])
    assert part == Sums(77_500, 16_275)


@pytest.mark.parametrize(("cents", "count", "parts"), [(10, 3, [4, 3, 3]), (187_550, 2, [93_775, 93_775])])
def test_equal_parts(cents: int, count: int, parts: list[int]) -> None:
    assert equal_parts(cents, count) == parts
