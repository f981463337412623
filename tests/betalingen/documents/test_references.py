import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from betalingen.documents.references import in_groups, rf_reference


@pytest.mark.parametrize(
    ("number", "reference"),
    [
        ("539007547034", "RF18539007547034"),  # the example of ISO 11649
        ("VF-2026-0042", "RF87VF20260042"),
        ("vf 2026 0042", "RF87VF20260042"),
    ],
)
def test_of_an_invoice_number(number: str, reference: str) -> None:
    assert rf_reference(number) == reference


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=21))
def test_always_valid(number: str) -> None:
    assert iso11649.is_valid(rf_reference(number))


@pytest.mark.parametrize("number", ["", "-", "1234567890123456789012"])
def test_nothing_of_no_number(number: str) -> None:
    with pytest.raises(ValueError, match="1 to 21"):
        rf_reference(number)


def test_in_groups() -> None:
    assert in_groups("NL91ABNA0417164300") == "NL91 ABNA 0417 1643 00"
