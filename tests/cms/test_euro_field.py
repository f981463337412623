"""Amounts as people type them."""

import pytest
from django import forms
from django.utils import translation

from cms.euro_field import EuroField, cents_of


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("3.100,00", 310_000),
        ("1550", 155_000),
        ("€ 1.550,-", 155_000),
        ("€1.550,–", 155_000),
        ("EUR 1550,5", 155_050),
        ("1550.50", 155_050),
        ("1,550.00", 155_000),
        ("1.550", 155_000),
        ("1.234.567,89", 123_456_789),
        ("0", 0),
        (" 12 345,60 ", 1_234_560),
        ("0,05", 5),
    ],
)
def test_amounts(text: str, cents: int) -> None:
    assert cents_of(text) == cents


@pytest.mark.parametrize("text", ["", "duizend", "-5", "1,550", "1.5", "12.34.56", "1550,123", "€", "1e3", "٣"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        cents_of(text)


class PriceForm(forms.Form):
    price = EuroField(required=False)


def test_the_field_shows_euros_and_gives_cents() -> None:
    with translation.override("nl"):
        assert 'value="1.550,00"' in str(PriceForm(initial={"price": 155_000})["price"])
    with translation.override("en"):
        assert 'value="1,550.00"' in str(PriceForm(initial={"price": 155_000})["price"])
    form = PriceForm({"price": "€ 1.550,-"}, initial={"price": 155_000})
    assert form.is_valid()
    assert form.cleaned_data == {"price": 155_000}
    assert not form.has_changed()


def test_what_was_typed_stays_when_it_is_wrong() -> None:
    form = PriceForm({"price": "duizend"})
    assert form.errors == {"price": ["Vul een bedrag in euro’s in, zoals 1.550,00."]}
    assert 'value="duizend"' in str(form["price"])


def test_a_price_that_does_not_fit_the_column() -> None:
    assert PriceForm({"price": "99999999"}).errors == {"price": ["Dit bedrag is te groot."]}


def test_empty_is_nothing() -> None:
    form = PriceForm({"price": ""})
    assert form.is_valid()
    assert form.cleaned_data == {"price": None}
