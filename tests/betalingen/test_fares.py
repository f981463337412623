import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from betalingen.fares import Fare, NoSubsidy, SubsidyOffer
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
