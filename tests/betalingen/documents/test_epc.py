from dataclasses import replace

import pytest
from lxml import etree

from betalingen.documents.epc import epc_qr
from tests.betalingen.documents.samples import BANK


def test_it_is_a_picture_and_the_same_each_time() -> None:
    picture = epc_qr(BANK, 187_550, "RF87VF20260042")

    assert etree.fromstring(picture).tag == "{http://www.w3.org/2000/svg}svg"
    assert picture == epc_qr(BANK, 187_550, "RF87VF20260042")
    assert picture != epc_qr(BANK, 187_551, "RF87VF20260042")


def test_a_long_name_is_cut() -> None:
    assert epc_qr(replace(BANK, holder="é" * 71), 1, "RF87VF20260042")


def test_nothing_to_pay_has_no_code() -> None:
    with pytest.raises(ValueError, match="amount"):
        epc_qr(BANK, 0, "RF87VF20260042")
