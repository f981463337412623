import pytest
from django.utils.html import escape

from cms.blanks import blank, filled

LETTER = f"Dag {blank('name')}, uw nummer is {blank('number')}. Tot ziens, {blank('name')}!"


def test_each_reader_gets_their_own() -> None:
    assert filled(LETTER, {"name": "Jan", "number": "7"}) == "Dag Jan, uw nummer is 7. Tot ziens, Jan!"
    assert filled(LETTER, {"name": "Piet", "number": "8"}) == "Dag Piet, uw nummer is 8. Tot ziens, Piet!"


def test_what_somebody_typed_is_no_blank() -> None:
    typed = blank("number")
    assert filled(f"Dag {blank('name')}", {"name": typed, "number": "7"}) == f"Dag {typed}"
    assert filled(f"Dag {blank('name')}", {"name": r"\1 \g<0>"}) == r"Dag \1 \g<0>"


def test_a_blank_survives_html() -> None:
    assert escape(blank("name")) == blank("name")


def test_a_blank_without_a_value_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="number"):
        filled(LETTER, {"name": "Jan"})
