"""What is told before an invoice is made, also where the official rules would let it through."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from betalingen.documents.checks import check_document, check_einvoice
from betalingen.documents.content import BankAccount, InvoiceContent, LineDiscount, Prepayment
from betalingen.documents.ubl import Profile, ubl
from tests.betalingen.documents.samples import (
    ABROAD,
    ACADEMY,
    EXEMPT,
    LINDEWAARD,
    MINISTRY,
    REVERSE,
    VARIANTS,
    credit_note,
    invoice,
    line,
)
from tests.betalingen.documents.validators import broken_rules, schema_errors


def fields(content: InvoiceContent) -> list[str]:
    return [finding.field for finding in check_document(content)]


def changed(part: str, value: object) -> dict[str, Any]:
    return {part: value}


def with_line(**changes: Any) -> InvoiceContent:
    """One line changed, the sums left as they were."""
    content = invoice()
    return replace(content, lines=[replace(content.lines[0], **changes)])


def with_vat(**changes: Any) -> InvoiceContent:
    content = invoice()
    return replace(content, vat=[replace(content.vat[0], **changes)])


@pytest.mark.parametrize("variant", VARIANTS)
def test_nothing_is_wrong_with_any_kind(variant: str) -> None:
    assert check_document(VARIANTS[variant]) == []
    assert check_einvoice(VARIANTS[variant]) == []


@pytest.mark.parametrize("part", ["name", "street", "postcode", "city", "kvk_number", "vat_id"])
def test_the_academy_is_whole(part: str) -> None:
    assert fields(invoice(seller=replace(ACADEMY, **changed(part, "")))) == [f"seller.{part}"]


@pytest.mark.parametrize("part", ["name", "street", "postcode", "city"])
def test_the_customer_is_whole(part: str) -> None:
    assert fields(invoice(buyer=replace(LINDEWAARD, **changed(part, " ")))) == [f"buyer.{part}"]


@pytest.mark.parametrize(
    ("part", "number"),
    [
        ("kvk_number", "5011223"),
        ("kvk_number", "501122334"),
        ("kvk_number", "5011223a"),
        ("oin", "00000001123456782001"),
        ("oin", "00000001123456783000"),  # the check digit of the RSIN in it
        ("oin", "0000000112345678200"),
        ("oin", "10000001123456782000"),
        ("vat_id", "NL123456783B90"),
        ("vat_id", "nl123456782b90"),
        ("vat_id", "NL 123456782 B90"),
        ("vat_id", "123456782B90"),
        ("vat_id", "BE0207451228"),
        ("country", "nl"),
        ("country", ""),
    ],
)
def test_numbers_with_a_slip_of_the_pen(part: str, number: str) -> None:
    assert fields(invoice(buyer=replace(LINDEWAARD, **changed(part, number)))) == [f"buyer.{part}"]


@pytest.mark.parametrize("oin", ["00000001123456782000", "00000003501122330000", "00000004003214345001"])
def test_an_oin_of_each_kind(oin: str) -> None:
    assert fields(invoice(buyer=replace(MINISTRY, oin=oin))) == []


@pytest.mark.parametrize("iban", ["NL92ABNA0417164300", "NL91ABNA041716430", "", "NL91 ABNA 0417 1643 00"])
def test_an_iban_that_the_official_rules_let_through(iban: str) -> None:
    content = invoice(bank=BankAccount(holder="Vakwerk Academie B.V.", iban=iban))

    assert fields(content) == ["bank.iban"]
    if iban:
        assert broken_rules(ubl(content, Profile.NLCIUS)) == set()


@pytest.mark.parametrize("reference", ["RF88VF20260042", "VF-2026-0042", ""])
def test_a_reference_with_a_slip_of_the_pen(reference: str) -> None:
    assert fields(invoice(payment_reference=reference)) == ["payment_reference"]


def test_whoever_owes_nothing_needs_no_account_and_no_date() -> None:
    nobody = BankAccount(holder="", iban="")
    assert fields(invoice(paid=True, bank=nobody, payment_reference="", due_on=None)) == []
    assert fields(invoice(bank=nobody, payment_reference="", due_on=None)) == [
        "due_on",
        "bank.iban",
        "bank.holder",
        "payment_reference",
    ]


@pytest.mark.parametrize("cents", [32_549, 32_551, 32_649])
def test_vat_that_the_official_rules_let_through(cents: int) -> None:
    content = replace(
        with_vat(vat_cents=cents), vat_cents=cents, total_cents=155_000 + cents, due_cents=155_000 + cents
    )

    assert fields(content) == ["vat.0.vat_cents"]
    xml = ubl(content, Profile.NLCIUS)
    assert (schema_errors(xml), broken_rules(xml)) == ([], set())


def test_half_a_cent_goes_up() -> None:
    assert fields(invoice(line(unit_cents=50))) == []  # 10.5 cents
    assert invoice(line(unit_cents=50)).vat_cents == 11


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (with_line(net_cents=155_001), ["lines.0.net_cents", "vat.0.base_cents", "net_cents"]),
        (with_line(quantity=2), ["lines.0.net_cents"]),
        (with_line(subsidy_cents=1, subsidy_reason="Fonds"), ["lines.0.net_cents"]),
        (with_line(discounts=[LineDiscount(label="Vroeg", cents=1)]), ["lines.0.net_cents"]),
        (with_vat(base_cents=155_001), ["vat.0.base_cents"]),
        (with_vat(vat=EXEMPT), ["vat", "vat.0.base_cents", "vat.0.vat_cents"]),
        (replace(invoice(), vat=[]), ["vat", "vat_cents"]),
        (replace(invoice(), vat=[*invoice().vat, *invoice().vat]), ["vat", "vat_cents"]),
        (replace(invoice(), net_cents=155_001), ["net_cents", "total_cents"]),
        (replace(invoice(), vat_cents=32_551), ["vat_cents", "total_cents"]),
        (replace(invoice(), total_cents=187_551), ["total_cents", "due_cents"]),
        (replace(invoice(), due_cents=187_551), ["due_cents"]),
        (invoice(prepayments=[Prepayment(label="Betaald", cents=187_551)]), ["prepayments"]),
        (invoice(prepayments=[Prepayment(label="Betaald", cents=-1)]), ["prepayments"]),
    ],
)
def test_sums_that_do_not_add_up(content: InvoiceContent, expected: list[str]) -> None:
    assert fields(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (with_line(description=" "), "lines.0.description"),
        (invoice(line(quantity=0)), "lines.0.quantity"),
        (invoice(line(unit_cents=-100), line()), "lines.0.net_cents"),
        (with_line(unit_cents=310_000, subsidy_cents=155_000), "lines.0.subsidy_reason"),
        (invoice(line(discounts=[LineDiscount(label="Vroeg", cents=-1)])), "lines.0.net_cents"),
        (invoice(line(discounts=[LineDiscount(label=" ", cents=1)])), "lines.0.discounts"),
        (replace(invoice(paid=True), lines=[], vat=[], net_cents=0, vat_cents=0, total_cents=187_550), "lines"),
        (invoice(line(replace(EXEMPT, wording=""))), "vat.0.vat"),
        (invoice(line(replace(REVERSE, wording=" ")), buyer=ABROAD), "vat.0.vat"),
        (invoice(line(replace(EXEMPT, rate=VARIANTS["standard"].vat[0].vat.rate))), "vat.0.vat"),
        (invoice(line(REVERSE)), "buyer.vat_id"),
        (invoice(supplied_from=None, supplied_until=None), "supplied_from"),
        (invoice(supplied_from=dt.date(2026, 11, 27)), "supplied_until"),
        (invoice(due_on=dt.date(2026, 12, 2)), "due_on"),
        (credit_note(credited_number=""), "credited_number"),
        (credit_note(credited_on=None), "credited_on"),
        (credit_note(credited_on=dt.date(2026, 12, 11)), "issued_on"),
    ],
)
def test_what_the_law_wants_on_it(content: InvoiceContent, expected: str) -> None:
    assert expected in fields(content)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (invoice(purchase_order_number="", buyer_reference=" "), ["buyer_reference"]),
        (invoice(purchase_order_number=""), []),
        (invoice(buyer_reference=""), []),
        (invoice(buyer=replace(LINDEWAARD, kvk_number="")), ["buyer.kvk_number"]),
        (invoice(buyer=replace(ABROAD, vat_id="")), []),
        (invoice(buyer=replace(ABROAD, vat_id="", email="")), ["buyer.vat_id"]),
        (
            invoice(
                buyer=replace(MINISTRY, oin="", kvk_number="50112233"),
                seller=replace(ACADEMY, email=""),
                purchase_order_number="",
            ),
            ["buyer.oin", "purchase_order_number", "seller.email"],
        ),
        (invoice(buyer=replace(MINISTRY, is_central_government=False), purchase_order_number=""), []),
    ],
)
def test_what_else_an_e_invoice_needs(content: InvoiceContent, expected: list[str]) -> None:
    assert [finding.field for finding in check_einvoice(content)] == expected


def test_a_sum_says_both_amounts_in_the_language_of_whoever_reads() -> None:
    content = replace(invoice(), due_cents=187_551)

    [finding] = check_document(content)
    assert finding.message == "Het totaal min wat al betaald is: € 1.875,50, maar er staat € 1.875,51."
    with translation.override("en"):
        [finding] = check_document(content)
        assert finding.message == "The total minus what has been paid: € 1,875.50, but it says € 1,875.51."


def test_a_part_that_is_missing_is_told_in_the_language_of_whoever_reads() -> None:
    with translation.override("en"):
        [finding] = check_document(invoice(seller=replace(ACADEMY, vat_id="")))
    assert finding.message == "Enter the VAT number of the academy."
