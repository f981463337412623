from decimal import Decimal

import pytest
from django.utils import translation

from betalingen.api import VatCategory, VatTerms, vat_label, vat_wording

STANDARD = VatTerms(VatCategory.STANDARD, Decimal(21), "21 % btw")
ZERO = VatTerms(VatCategory.ZERO, Decimal(0), "0 % btw", "Levering buiten de Unie.")
EXEMPT = VatTerms(VatCategory.EXEMPT, Decimal(0), "vrijgesteld van btw", "Vrijgesteld: beroepsonderwijs (CRKBO).")
REVERSE = VatTerms(VatCategory.REVERSE, Decimal(0), "btw verlegd", "Btw verlegd")


@pytest.mark.parametrize(
    ("vat", "dutch", "english"),
    [
        (STANDARD, ("21 % btw", ""), ("21 % VAT", "")),
        (ZERO, ("0 % btw", "Levering buiten de Unie."), ("0 % VAT", "")),
        (
            EXEMPT,
            ("vrijgesteld van btw", "Vrijgesteld: beroepsonderwijs (CRKBO)."),
            ("exempt from VAT", "Exempt from VAT under Dutch law."),
        ),
        (
            REVERSE,
            ("btw verlegd", "Btw verlegd"),
            ("VAT reverse charge", "Reverse charge: the buyer accounts for the VAT."),
        ),
    ],
)
def test_as_the_bookkeepers_wrote_it_or_what_it_comes_to(
    vat: VatTerms, dutch: tuple[str, str], english: tuple[str, str]
) -> None:
    assert (vat_label(vat), vat_wording(vat)) == dutch
    with translation.override("en"):
        assert (vat_label(vat), vat_wording(vat)) == english
