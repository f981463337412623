import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from betalingen.fares import Buyer, Discount, Fare, NoSubsidy, SubsidyOffer
from betalingen.pricing import SubsidyTerms, SubsidyTreatment, VatCategory, VatTerms

VAT = VatTerms(VatCategory.STANDARD, Decimal(21), "21 % btw")
FIRST, LAST = dt.date(2026, 3, 1), dt.date(2026, 9, 30)


def terms(**changes: Any) -> SubsidyTerms:
    facts: dict[str, Any] = {"percentage": Decimal(50), "treatment": SubsidyTreatment.UNLINKED, **changes}
    return SubsidyTerms("Regeling", "het Fonds", **facts)


def fare(**changes: Any) -> Fare:
    facts: dict[str, Any] = {"scheme_id": 1, "terms": terms(), "valid_from": FIRST, **changes}
    return Fare(310_000, VAT, SubsidyOffer(**facts))


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (dt.date(2026, 2, 28), NoSubsidy.EARLY),
        (FIRST, None),
        (LAST, None),
        (dt.date(2026, 10, 1), NoSubsidy.LATE),
    ],
)
def test_the_day_of_booking_counts_both_ends_included(day: dt.date, reason: NoSubsidy | None) -> None:
    found = fare(valid_until=LAST)

    assert found.charge(on=day).refusal is reason
    assert found.charge(on=day).price.payable_cents == (375_100 if reason else 187_550)


@pytest.mark.parametrize(
    ("offer", "count", "left", "reason"),
    [
        ({"most_places": 5, "used_places": 3}, 2, 2, None),
        ({"most_places": 5, "used_places": 3}, 3, 2, NoSubsidy.TOO_MANY),
        ({"most_places": 5, "used_places": 5}, 1, 0, NoSubsidy.USED_UP),
        ({"most_places": 5, "used_places": 7}, 1, 0, NoSubsidy.USED_UP),
        ({"most_cents": 310_000, "used_cents": 0}, 2, 2, None),
        ({"most_cents": 310_000, "used_cents": 1}, 2, 1, NoSubsidy.TOO_MANY),
        ({"most_places": 9, "most_cents": 155_000}, 2, 1, NoSubsidy.TOO_MANY),
    ],
)
def test_a_group_has_all_of_it_or_nothing(
    offer: dict[str, int], count: int, left: int, reason: NoSubsidy | None
) -> None:
    found = fare(**offer)

    assert (found.charge(on=FIRST).places_left, found.charge(on=FIRST, count=count).refusal) == (left, reason)


def test_who_does_not_declare_what_is_asked_pays_the_full_price() -> None:
    found = fare(declaration="Wij zijn een gemeente.")

    assert found.charge(on=FIRST, is_declared=False).refusal is NoSubsidy.UNDECLARED
    assert found.charge(on=FIRST, is_declared=False).price == found.charge(on=FIRST).full
    assert found.charge(on=FIRST).price == found.charge(on=FIRST).subsidised
    assert fare().charge(on=FIRST, is_declared=False).refusal is None


def test_no_more_per_place_than_the_scheme_gives() -> None:
    assert terms(most_cents=100_000).cents_of(310_000) == 100_000
    assert terms(most_cents=200_000).cents_of(310_000) == 155_000
    assert terms(percentage=None, amount_cents=90_000, most_cents=80_000).cents_of(50_000) == 50_000


def test_terms_come_back_from_the_database_as_they_were() -> None:
    for each in (terms(most_cents=1), terms(percentage=None, amount_cents=2, treatment=SubsidyTreatment.LINKED)):
        assert SubsidyTerms.from_json(each.to_json()) == each


@pytest.mark.parametrize("condition", [{"most_places": 9}, {"valid_until": LAST}, {"declaration": "Ja."}])
def test_free_for_anybody_is_only_what_has_no_conditions(condition: dict[str, Any]) -> None:
    whole = terms(percentage=Decimal(100))

    assert fare(terms=whole).is_free(on=FIRST)
    assert not fare(terms=whole).is_free(on=dt.date(2026, 2, 28))
    assert not fare(terms=whole, **condition).is_free(on=FIRST)


@pytest.mark.parametrize(
    ("kind", "is_declared", "reason"),
    [
        ("municipality", False, None),
        ("company", True, NoSubsidy.OTHER_KIND),
        ("", True, None),
        ("", False, NoSubsidy.UNDECLARED),
    ],
)
def test_the_register_decides_about_whom_it_knows(kind: str, *, is_declared: bool, reason: NoSubsidy | None) -> None:
    found = fare(declaration="Wij zijn een gemeente.", kinds=frozenset({"municipality", "water_board"}))

    assert found.charge(on=FIRST, is_declared=is_declared, buyer=Buyer(kind)).refusal is reason
    assert found.depends_on_buyer
    assert found.offer is not None
    assert found.offer.asks(Buyer(kind)) == ("" if kind else "Wij zijn een gemeente.")


EARLY = Discount(key="early", label="Vroegboekkorting", amount_cents=10_000, valid_from=FIRST, valid_until=LAST)
GROUP = Discount(key="group", label="Groepskorting", percentage=Decimal(10), least_places=3)
MEMBERS = Discount(
    key="members",
    label="Ledenkorting",
    percentage=Decimal("33.3"),
    is_for=lambda buyer: buyer.kind == "municipality",
    whom="voor gemeenten",
)


@pytest.mark.parametrize(
    ("day", "count", "kind", "expected"),
    [
        (FIRST - dt.timedelta(days=1), 1, "", []),
        (FIRST, 1, "", [("early", 10_000)]),
        (LAST, 3, "", [("early", 10_000), ("group", 31_000)]),
        (LAST + dt.timedelta(days=1), 3, "company", [("group", 31_000)]),
        (LAST, 2, "municipality", [("early", 10_000), ("members", 103_230)]),
    ],
)
def test_each_discount_has_its_days_its_places_and_its_organisations(
    day: dt.date, count: int, kind: str, expected: list[tuple[str, int]]
) -> None:
    charge = Fare(310_000, VAT, discounts=(EARLY, GROUP, MEMBERS)).charge(on=day, count=count, buyer=Buyer(kind))

    assert [(each.key, each.cents) for each in charge.price.discounts] == expected
    assert charge.price.asked_cents == 310_000 - sum(cents for _key, cents in expected)


def test_what_others_have_is_told_and_what_is_over_is_not() -> None:
    found = Fare(310_000, VAT, discounts=(EARLY, GROUP, MEMBERS))

    assert [each.key for each in found.charge(on=LAST).out_of_reach] == ["group", "members"]
    assert [each.key for each in found.charge(on=LAST + dt.timedelta(days=1), count=3).out_of_reach] == ["members"]


def test_a_discount_leaves_more_of_a_budget() -> None:
    offer = SubsidyOffer(1, terms(), FIRST, most_cents=300_000)

    assert Fare(310_000, VAT, offer).charge(on=FIRST, count=2).refusal is NoSubsidy.TOO_MANY
    assert Fare(310_000, VAT, offer, (EARLY,)).charge(on=FIRST, count=2).refusal is None


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"amount_cents": 1, "percentage": Decimal(1)},
        {"amount_cents": -1},
        {"percentage": Decimal("100.01")},
        {"percentage": Decimal(-1)},
    ],
)
def test_a_discount_that_cannot_be_is_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="early"):
        Discount(key="early", label="Vroegboekkorting", **facts)
