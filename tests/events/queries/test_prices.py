import datetime as dt
from decimal import Decimal

import pytest

from betalingen.api import Price, Reduction, SubsidyTerms, SubsidyTreatment, VatCategory, VatTerms, price_of
from events.queries.prices import booking_lines, price_lines, price_note, price_then

STANDARD = VatTerms(VatCategory.STANDARD, Decimal(21), "21 % btw")
EXEMPT = VatTerms(VatCategory.EXEMPT, Decimal(0), "vrijgesteld van btw", "Vrijgesteld: beroepsonderwijs (CRKBO).")


def price(treatment: SubsidyTreatment | None = None, vat: VatTerms = STANDARD) -> Price:
    subsidy = SubsidyTerms("Regeling", "het Fonds", treatment, percentage=Decimal(50)) if treatment else None
    return price_of(310_000, vat=vat, subsidy=subsidy)


def lines(of: Price) -> list[tuple[str, str, int]]:
    return [(str(line.label), str(line.note), line.cents) for line in price_lines(of, included="8 dagen")]


def test_without_subsidy() -> None:
    assert lines(price()) == [
        ("Volle prijs", "8 dagen", 310_000),
        ("Prijs zonder btw", "", 310_000),
        ("21 % btw", "", 65_100),
        ("U betaalt", "", 375_100),
    ]
    assert price_note(price()) == "per persoon, exclusief btw"


def test_a_subsidy_apart_from_the_price() -> None:
    assert lines(price(SubsidyTreatment.UNLINKED)) == [
        ("Volle prijs", "8 dagen", 310_000),
        ("50 % subsidie", "van het Fonds", -155_000),
        ("Prijs zonder btw", "", 155_000),
        ("21 % btw", "", 32_550),
        ("U betaalt", "", 187_550),
    ]
    assert price_note(price(SubsidyTreatment.UNLINKED)) == "per persoon, exclusief btw, na subsidie"


def test_a_subsidy_that_belongs_to_the_price_is_taxed() -> None:
    assert lines(price(SubsidyTreatment.LINKED))[2:] == [
        ("Prijs zonder btw", "", 155_000),
        ("21 % btw", "over de volle prijs", 65_100),
        ("U betaalt", "", 220_100),
    ]


def test_a_fund_that_pays_the_employer_lowers_nothing_here() -> None:
    found = price(SubsidyTreatment.EMPLOYER)

    assert lines(found)[-1] == ("U betaalt", "", 375_100)
    assert price_then(found) == "het Fonds betaalt daarvan € 1.550,- aan uw werkgever."
    assert price_note(found) == "per persoon, exclusief btw"


def test_discounts_come_before_the_subsidy_and_say_until_when() -> None:
    subsidy = SubsidyTerms("Regeling", "het Fonds", SubsidyTreatment.LINKED, percentage=Decimal(50))
    early = Reduction("early", "Vroegboekkorting", 10_000, dt.date(2026, 9, 1))
    found = price_of(310_000, vat=STANDARD, subsidy=subsidy, discounts=[early, Reduction("group", "Groep", 20_000)])

    assert lines(found) == [
        ("Volle prijs", "8 dagen", 310_000),
        ("Vroegboekkorting", "tot en met dinsdag 1 september 2026", -10_000),
        ("Groep", "", -20_000),
        ("50 % subsidie", "van het Fonds", -140_000),
        ("Prijs zonder btw", "", 140_000),
        ("21 % btw", "over de prijs vóór subsidie", 58_800),
        ("U betaalt", "", 198_800),
    ]
    assert price_note(found) == "per persoon, exclusief btw, na korting en subsidie"
    assert [line.cents for line in booking_lines(found, 3)][:4] == [930_000, -30_000, -60_000, -420_000]


def test_an_exemption_says_why() -> None:
    found = price(SubsidyTreatment.UNLINKED, EXEMPT)

    assert lines(found)[-2:] == [("vrijgesteld van btw", "", 0), ("U betaalt", "", 155_000)]
    assert price_note(found) == "per persoon, vrijgesteld van btw, na subsidie"
    assert price_then(found) == "Vrijgesteld: beroepsonderwijs (CRKBO)."


@pytest.mark.parametrize("count", [1, 2, 7])
def test_the_sum_of_a_booking_is_that_of_its_order(count: int) -> None:
    found = booking_lines(price(SubsidyTreatment.UNLINKED), count)

    assert [line.cents for line in found] == [
        310_000 * count,
        -155_000 * count,
        155_000 * count,
        32_550 * count,
        187_550 * count,
    ]
    assert str(found[0].label) == f"{count} × € 3.100,00"
