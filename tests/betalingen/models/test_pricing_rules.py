from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from betalingen.models import VatRule
from betalingen.pricing import VatCategory, VatTerms

pytestmark = pytest.mark.django_db


def rule(category: VatCategory, **changes: Any) -> VatRule:
    return VatRule(**{"name": "regel", "category": category, "rate": Decimal(0), "wording": "", **changes})


@pytest.mark.parametrize("category", [VatCategory.EXEMPT, VatCategory.REVERSE])
def test_no_vat_says_why(category: VatCategory) -> None:
    with pytest.raises(ValidationError) as refused:
        rule(category).full_clean()
    assert list(refused.value.message_dict) == ["wording"]

    rule(category, wording="Daarom").full_clean()
    rule(VatCategory.ZERO).full_clean()


def test_shifted_vat_has_no_rate() -> None:
    rule(VatCategory.REVERSE, wording="Btw verlegd").save()
    with pytest.raises(IntegrityError, match="vat_rate_fits_category"):
        rule(VatCategory.REVERSE, wording="Btw verlegd", rate=Decimal(21)).save()


def test_its_terms() -> None:
    found = rule(VatCategory.REVERSE, wording="Btw verlegd").terms
    assert found == VatTerms(VatCategory.REVERSE, Decimal(0), "regel", "Btw verlegd")
