import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betalingen.pricing import (
    LineSum,
    Price,
    Reduction,
    SubsidyTerms,
    SubsidyTreatment,
    VatCategory,
    VatTerms,
    half_up,
    order_sum,
    price_of,
    shared_out,
    vat_within,
)

STANDARD = VatTerms(VatCategory.STANDARD, Decimal(21), "21 % btw")
LOW = VatTerms(VatCategory.STANDARD, Decimal(9), "9 % btw")
REVERSE = VatTerms(VatCategory.REVERSE, Decimal(0), "btw verlegd", "Btw verlegd")
EXEMPT = VatTerms(VatCategory.EXEMPT, Decimal(0), "vrijgesteld van btw", "Vrijgesteld, artikel 11")


def half(treatment: SubsidyTreatment) -> SubsidyTerms:
    return SubsidyTerms("Regeling", "Fonds", treatment, percentage=Decimal(50))


grosses = st.integers(0, 1_000_000)
subsidies = st.one_of(st.none(), st.sampled_from([half(treatment) for treatment in SubsidyTreatment]))
reductions = st.lists(st.builds(Reduction, st.just("early"), st.just("Korting"), grosses), max_size=3)
prices = st.builds(
    price_of, grosses, vat=st.sampled_from([STANDARD, LOW, EXEMPT]), subsidy=subsidies, discounts=reductions
)


@pytest.mark.parametrize(
    ("vat", "treatment", "base", "vat_cents", "asked", "payable"),
    [
        (EXEMPT, SubsidyTreatment.UNLINKED, 0, 0, 155_000, 155_000),
        (EXEMPT, SubsidyTreatment.LINKED, 0, 0, 155_000, 155_000),
        (STANDARD, SubsidyTreatment.UNLINKED, 155_000, 32_550, 155_000, 187_550),
        (STANDARD, SubsidyTreatment.LINKED, 310_000, 65_100, 155_000, 220_100),
        (STANDARD, SubsidyTreatment.EMPLOYER, 310_000, 65_100, 310_000, 375_100),
    ],
)
def test_four_ways_of_subsidy(
    vat: VatTerms, treatment: SubsidyTreatment, base: int, vat_cents: int, asked: int, payable: int
) -> None:
    subsidy = half(treatment)

    assert price_of(310_000, vat=vat, subsidy=subsidy) == Price(
        gross_cents=310_000,
        subsidy_cents=155_000,
        net_cents=155_000,
        asked_cents=asked,
        vat_base_cents=base,
        vat_cents=vat_cents,
        payable_cents=payable,
        vat=vat,
        subsidy=subsidy,
    )


@pytest.mark.parametrize(
    ("vat", "treatment", "base", "vat_cents", "payable"),
    [
        (EXEMPT, SubsidyTreatment.UNLINKED, 0, 0, 150_000),
        (STANDARD, SubsidyTreatment.UNLINKED, 150_000, 31_500, 181_500),
        (STANDARD, SubsidyTreatment.LINKED, 300_000, 63_000, 213_000),
        (STANDARD, SubsidyTreatment.EMPLOYER, 300_000, 63_000, 363_000),
    ],
)
def test_a_discount_comes_off_before_the_subsidy(
    vat: VatTerms, treatment: SubsidyTreatment, base: int, vat_cents: int, payable: int
) -> None:
    early = Reduction("early", "Vroegboekkorting", 10_000, dt.date(2026, 9, 1))
    price = price_of(310_000, vat=vat, subsidy=half(treatment), discounts=[early])

    assert (price.charged_cents, price.subsidy_cents, price.discounts) == (300_000, 150_000, (early,))
    assert (price.vat_base_cents, price.vat_cents, price.payable_cents) == (base, vat_cents, payable)
    assert Price.from_json(price.to_json()) == price


def test_what_was_kept_before_there_were_discounts_is_still_read() -> None:
    kept = price_of(310_000, vat=STANDARD).to_json()
    del kept["discounts"]

    assert Price.from_json(kept) == price_of(310_000, vat=STANDARD)


def test_discounts_take_no_more_than_there_is_in_their_order() -> None:
    wanted = [Reduction("a", "Eerst", 90), Reduction("b", "Dan", 20), Reduction("c", "Te laat", 1)]
    price = price_of(100, vat=STANDARD, discounts=wanted)

    assert [(each.key, each.cents) for each in price.discounts] == [("a", 90), ("b", 10)]
    assert price.is_free


@given(grosses, st.sampled_from([STANDARD, LOW, EXEMPT]), subsidies, reductions)
def test_a_price_with_discounts_is_that_of_a_lower_price(
    gross_cents: int, vat: VatTerms, subsidy: SubsidyTerms | None, wanted: list[Reduction]
) -> None:
    price = price_of(gross_cents, vat=vat, subsidy=subsidy, discounts=wanted)

    assert price.charged_cents == max(gross_cents - sum(each.cents for each in wanted), 0)
    assert replace(price, gross_cents=price.charged_cents, discounts=()) == price_of(
        price.charged_cents, vat=vat, subsidy=subsidy
    )
    assert Price.from_json(price.to_json()) == price


def test_without_subsidy() -> None:
    price = price_of(99_999, vat=STANDARD)

    assert (price.subsidy_cents, price.vat_cents, price.payable_cents) == (0, 21_000, 120_999)
    assert not price.is_free


def test_shifted_vat_has_a_base_and_no_amount() -> None:
    price = price_of(100_000, vat=REVERSE)

    assert (price.vat_base_cents, price.vat_cents, price.payable_cents) == (100_000, 0, 100_000)


def test_a_subsidy_is_never_more_than_the_price() -> None:
    whole = SubsidyTerms("Regeling", "Fonds", SubsidyTreatment.UNLINKED, amount_cents=500_000)

    assert price_of(310_000, vat=STANDARD, subsidy=whole).is_free


@pytest.mark.parametrize(("exact", "cents"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("2.4999", 2), ("-0.5", -1)])
def test_halves_go_up(exact: str, cents: int) -> None:
    assert half_up(Decimal(exact)) == cents


def test_vat_is_worked_out_over_the_sum_and_shared_over_the_lines() -> None:
    # Each alone has 0.21 VAT, rounded 0; together 0.63, rounded 1.
    penny = price_of(1, vat=STANDARD)

    found = order_sum([(1, penny), (1, penny), (1, penny)])

    assert (found.vat_cents, found.total_cents) == (1, 4)
    assert found.lines == (LineSum(1, 1, 1, 2), LineSum(1, 1, 0, 1), LineSum(1, 1, 0, 1))


def test_vat_per_rate() -> None:
    found = order_sum(
        [(2, price_of(10_050, vat=STANDARD)), (1, price_of(995, vat=LOW)), (1, price_of(500, vat=EXEMPT))]
    )

    assert [(share.vat.label, share.base_cents, share.vat_cents) for share in found.vat] == [
        ("21 % btw", 20_100, 4_221),
        ("9 % btw", 995, 90),
        ("vrijgesteld van btw", 0, 0),
    ]
    assert (found.asked_cents, found.total_cents) == (21_595, 25_906)


@given(st.lists(st.tuples(st.integers(1, 50), prices), min_size=1, max_size=8))
def test_lines_always_add_up_to_the_order(lines: list[tuple[int, Price]]) -> None:
    found = order_sum(lines)

    assert sum(line.payable_cents for line in found.lines) == found.total_cents
    assert sum(line.vat_cents for line in found.lines) == found.vat_cents == sum(share.vat_cents for share in found.vat)
    for line, (_quantity, price) in zip(found.lines, lines, strict=True):
        assert abs(line.vat_cents - line.vat_base_cents * price.vat.rate / 100) < 1


def test_the_largest_remainders_go_up() -> None:
    assert shared_out(10, [Decimal("3.3"), Decimal("3.3"), Decimal("3.4")]) == [3, 3, 4]


@given(st.integers(1, 10**7), st.integers(0, 10**6), st.lists(st.integers(1, 10**6), max_size=6))
def test_vat_of_parts_adds_up_to_the_vat_of_the_whole(total: int, vat: int, parts: list[int]) -> None:
    paid, shares = 0, 0
    for part in [*parts, total]:
        before = vat_within(paid, total_cents=total, vat_cents=vat)
        paid += part
        shares += vat_within(paid, total_cents=total, vat_cents=vat) - before

    assert shares == vat
