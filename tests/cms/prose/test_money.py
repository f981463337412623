"""Prices in a text, against € 3.100,- of which a fund pays half: € 1.550,-, with 21 % VAT € 1.875,50."""

import pytest

from cms.notation import Language
from cms.prose import PageFacts, Passage, Price, Run, Writing, check

SUBSIDISED = Price(310_000, 155_000, 155_000, 187_550)
EXEMPT = Price(245_000, 245_000, 245_000, 245_000, is_exempt=True)
FREE = Price()


def found(text: str, *prices: Price, language: Language = "nl", is_offering: bool = True) -> list[tuple[str, str]]:
    facts = PageFacts("1", [Run([], 0, price=price) for price in prices])
    writing = Writing(language, [Passage("Tekst", text)], is_offering=is_offering)
    return [(finding.kind.value, finding.sentence) for finding in check(writing, facts)]


@pytest.mark.parametrize(
    ("text", "price", "told"),
    [
        ("De kosten zijn € 1.650,- exclusief btw.", SUBSIDISED, "De tekst noemt € 1.650,-, maar in de gegevens staat € 1.550,-."),
        ("De prijs is 1600 euro per persoon, zonder btw.", SUBSIDISED, "De tekst noemt € 1.600,-, maar in de gegevens staat € 1.550,-."),
        ("Deelname kost € 25,-.", FREE, "De tekst noemt € 25,-, maar in de gegevens staat dat meedoen niets kost."),
        ("Deelname is kosteloos.", SUBSIDISED, "De tekst zegt dat meedoen niets kost, maar in de gegevens staat € 1.550,-."),
        (
            "U betaalt € 1.550,- inclusief 21% btw.",
            SUBSIDISED,
            "De tekst noemt € 1.550,- “inclusief 21% btw”, maar in de gegevens is dat € 1.875,50.",
        ),
        (
            "U betaalt € 1.875,50 exclusief btw.",
            SUBSIDISED,
            "De tekst noemt € 1.875,50 “exclusief btw”, maar in de gegevens is dat € 1.550,-.",
        ),
        (
            "De prijs is na subsidie € 3.100,- (exclusief btw).",
            SUBSIDISED,
            "De tekst noemt € 3.100,- “na subsidie”, maar in de gegevens is dat € 1.550,-.",
        ),
        (
            "De volle prijs is € 1.550,- zonder btw.",
            SUBSIDISED,
            "De tekst noemt € 1.550,- “volle prijs”, maar in de gegevens is dat € 3.100,-.",
        ),
        (
            "De kosten zijn € 2.450,- excl. btw.",
            EXEMPT,
            "De tekst zegt “excl. btw”, maar volgens de gegevens komt er geen btw bij.",
        ),
        (
            "De prijs van € 1.550,- is vrijgesteld van btw.",
            SUBSIDISED,
            "De tekst zegt “vrijgesteld van btw”, maar volgens de gegevens komt er btw bij.",
        ),
        (
            "De kosten zijn laag doordat het fonds 40% vergoedt.",
            SUBSIDISED,
            "De tekst noemt 40% subsidie, maar in de gegevens is dat 50 %.",
        ),
        (
            "De prijs is laag door 50 procent subsidie.",
            EXEMPT,
            "De tekst noemt 50 procent subsidie, maar in de gegevens staat geen subsidie.",
        ),
    ],
)  # fmt: skip
def test_a_price_that_cannot_be(text: str, price: Price, told: str) -> None:
    assert found(text, price) == [("price", told)]


def test_a_price_that_leaves_open_what_is_in_it() -> None:
    told = "Schrijf erbij of € 1.550,- met of zonder btw is."
    assert found("De prijs is € 1.550,- per persoon.", SUBSIDISED) == [("base", told)]


@pytest.mark.parametrize(
    ("text", "price"),
    [
        # As in an old brochure: after subsidy, without VAT.
        (
            "De kosten zijn voor het hele traject, inclusief subsidie, € 1.550,- per persoon (exclusief btw).",
            SUBSIDISED,
        ),
        ("Van de prijs wordt 50% gefinancierd door het fonds.", SUBSIDISED),
        ("De volle prijs is € 3.100,-, daarvan betaalt u € 1.550,- (zonder 21% btw).", SUBSIDISED),
        ("Met btw betaalt u € 1.875,50.", SUBSIDISED),
        ("Er komt € 325,50 btw bij de prijs van € 1.550,-; zonder btw is dat voor uw organisatie.", SUBSIDISED),
        ("De prijs is € 2.450,- en vrijgesteld van btw.", EXEMPT),
        ("Deelname is kosteloos.", FREE),
        ("Logeerkosten van € 95,- per nacht betaalt u zelf.", SUBSIDISED),
        ("Annuleren is tot een week vooraf kosteloos.", SUBSIDISED),
        ("De gemeente geeft elk jaar € 40.000,- uit aan inhuur.", SUBSIDISED),
        ("Het budget daarvoor is € 40.000,-.", SUBSIDISED),
    ],
)
def test_a_price_that_is_left_alone(text: str, price: Price) -> None:
    assert found(text, price) == []


def test_it_may_be_the_price_of_any_edition() -> None:
    assert found("De prijs is € 2.450,-.", SUBSIDISED, EXEMPT) == []
    assert [kind for kind, _told in found("De prijs is € 2.400,-.", SUBSIDISED, EXEMPT)] == ["price"]


def test_an_article_may_name_any_price() -> None:
    assert found("De prijs was € 999,-.", SUBSIDISED, is_offering=False) == []


def test_in_english() -> None:
    told = "De tekst noemt € 1,650.00, maar in de gegevens staat € 1,550.00."
    assert found("The price is € 1,650.00 excluding VAT.", SUBSIDISED, language="en") == [("price", told)]
    assert found("You pay € 1,550 excluding VAT.", SUBSIDISED, language="en") == []
