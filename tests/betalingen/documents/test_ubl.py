"""Every kind of invoice in both profiles, by the schema of OASIS, the rules of CEN, and those of NLCIUS and Peppol."""

from dataclasses import replace

import pytest
from lxml import etree
from peppol.rules import check_rules

from betalingen.documents.content import InvoiceContent
from betalingen.documents.electronic_address import electronic_address
from betalingen.documents.ubl import Profile, ubl
from tests.betalingen.documents import national_rules
from tests.betalingen.documents.samples import ABROAD, BANK, LINDEWAARD, MINISTRY, VARIANTS, credit_note, invoice, line
from tests.betalingen.documents.validators import broken_rules, schema_errors

RULES = {Profile.NLCIUS: national_rules.NLCIUS, Profile.PEPPOL: national_rules.PEPPOL}


def value(content: InvoiceContent, path: str) -> str:
    """The text at a path; `|` joins what is found."""
    root = etree.fromstring(ubl(content, Profile.NLCIUS))
    found = root.xpath(path, namespaces=national_rules.NAMESPACES)
    assert isinstance(found, list)
    return "|".join((each.text or "") if isinstance(each, etree._Element) else str(each) for each in found)


@pytest.mark.parametrize("profile", Profile, ids=lambda profile: profile.name.lower())
@pytest.mark.parametrize("variant", VARIANTS)
def test_each_kind_keeps_every_rule_of_its_profile(variant: str, profile: Profile) -> None:
    xml = ubl(VARIANTS[variant], profile)

    assert schema_errors(xml) == []
    assert broken_rules(xml) == set()
    assert check_rules(xml) == []  # by somebody else's reading
    assert national_rules.broken(RULES[profile], xml) == set()


@pytest.mark.parametrize("variant", ["central-government", "central-government-subsidy"])
def test_central_government_gets_what_it_wants(variant: str) -> None:
    assert national_rules.broken(national_rules.BASISFACTUUR_RIJK, ubl(VARIANTS[variant], Profile.NLCIUS)) == set()


def test_the_same_content_is_the_same_file() -> None:
    assert ubl(invoice(), Profile.NLCIUS) == ubl(invoice(), Profile.NLCIUS)
    assert ubl(invoice(), Profile.NLCIUS) != ubl(invoice(), Profile.PEPPOL)
    assert ubl(invoice(), Profile.NLCIUS).startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<Invoice ")


@pytest.mark.parametrize(
    ("variant", "line_amount", "allowance", "base", "vat", "total", "prepaid", "due"),
    [
        ("subsidy-exempt", "1550.00", "1550.00", "1550.00", "0.00", "1550.00", "", "1550.00"),
        ("subsidy-unlinked", "3100.00", "3100.00", "3100.00", "651.00", "3751.00", "", "3751.00"),
        ("subsidy-linked", "3100.00", "", "3100.00", "651.00", "3751.00", "1550.00", "2201.00"),
        ("subsidy-employer", "3100.00", "", "3100.00", "651.00", "3751.00", "", "3751.00"),
        ("discounts", "8070.00", "300.00|930.00", "8070.00", "1694.70", "9764.70", "", "9764.70"),
        ("discounts-subsidy", "4035.00", "300.00|930.00|4035.00", "4035.00", "847.35", "4882.35", "", "4882.35"),
        ("discounts-linked", "8070.00", "300.00|930.00", "8070.00", "1694.70", "9764.70", "1550.00", "8214.70"),
        ("paid-by-card", "1550.00", "", "1550.00", "325.50", "1875.50", "1875.50", "0.00"),
    ],
)
def test_amounts(
    variant: str, line_amount: str, allowance: str, base: str, vat: str, total: str, prepaid: str, due: str
) -> None:
    content = VARIANTS[variant]

    assert value(content, "//cac:InvoiceLine/cbc:LineExtensionAmount") == line_amount
    assert value(content, "//cac:AllowanceCharge/cbc:Amount") == allowance
    assert value(content, "//cbc:TaxableAmount") == base
    assert value(content, "/*/cac:TaxTotal/cbc:TaxAmount") == vat
    assert value(content, "//cbc:TaxInclusiveAmount") == total
    assert value(content, "//cbc:PrepaidAmount") == prepaid
    assert value(content, "//cbc:PayableAmount") == due


def test_each_discount_says_what_it_is_for() -> None:
    assert value(VARIANTS["discounts"], "//cbc:AllowanceChargeReason") == "Vroegboekkorting|Groepskorting"


def test_a_subsidy_names_its_scheme() -> None:
    reason = value(VARIANTS["subsidy-unlinked"], "//cbc:AllowanceChargeReason")
    assert reason == "50 % subsidie van het A&O fonds (Regeling Leernetwerken)"


@pytest.mark.parametrize(
    ("variant", "code", "rate", "reason"),
    [
        ("standard", "S", "21", ""),
        ("exempt", "E", "0", "Vrijgesteld van btw: beroepsonderwijs (artikel 11, lid 1, onderdeel o, Wet OB 1968)."),
        ("zero", "Z", "0", ""),
        ("reverse", "AE", "0", "Btw verlegd"),
    ],
)
def test_vat_of_each_kind(variant: str, code: str, rate: str, reason: str) -> None:
    assert value(VARIANTS[variant], "//cac:TaxCategory/cbc:ID") == code
    assert value(VARIANTS[variant], "//cac:TaxCategory/cbc:Percent") == rate
    assert value(VARIANTS[variant], "//cbc:TaxExemptionReason") == reason


@pytest.mark.parametrize(
    ("content", "code", "reference", "account"),
    [
        (VARIANTS["standard"], "58", "RF87VF20260042", BANK.iban),
        (VARIANTS["subsidy-linked"], "58", "RF87VF20260042", BANK.iban),
        (replace(invoice(), currency="chf"), "30", "RF87VF20260042", BANK.iban),
        (VARIANTS["paid-by-card"], "48", "", ""),
        (VARIANTS["paid-by-ideal"], "", "", ""),
        (VARIANTS["credit-note"], "", "", ""),
    ],
)
def test_how_to_pay(content: InvoiceContent, code: str, reference: str, account: str) -> None:
    assert value(content, "//cbc:PaymentMeansCode") == code
    assert value(content, "//cbc:PaymentID") == reference
    assert value(content, "//cac:PayeeFinancialAccount/cbc:ID") == account


@pytest.mark.parametrize(
    ("buyer", "scheme", "number", "legal"),
    [
        (LINDEWAARD, "0106", "50112233", "50112233"),
        (MINISTRY, "0190", "00000001123456782000", "00000001123456782000"),
        (replace(LINDEWAARD, oin="00000001123456782000"), "0190", "00000001123456782000", "00000001123456782000"),
        (replace(LINDEWAARD, kvk_number="", vat_id="NL123456782B90"), "9944", "NL123456782B90", ""),
        (ABROAD, "9925", "BE0207451227", ""),
        (replace(ABROAD, vat_id=""), "EM", "facturen@gent.example", ""),
        (replace(ABROAD, vat_id="", email=""), "", "", ""),
    ],
)
def test_where_it_is_delivered(buyer: object, scheme: str, number: str, legal: str) -> None:
    content = replace(invoice(), buyer=buyer)  # type: ignore[arg-type]
    party = "//cac:AccountingCustomerParty/cac:Party"

    assert value(content, f"{party}/cbc:EndpointID/@schemeID") == scheme
    assert value(content, f"{party}/cbc:EndpointID") == number
    assert value(content, f"{party}/cac:PartyLegalEntity/cbc:CompanyID") == legal


def test_an_address_as_networks_write_it() -> None:
    assert str(electronic_address(LINDEWAARD)) == "0106:50112233"


def test_references() -> None:
    assert value(invoice(), "/*/cbc:BuyerReference") == "S. Visser"
    assert value(invoice(), "/*/cbc:AccountingCost") == "KP 4410"
    assert value(invoice(), "/*/cac:OrderReference/cbc:ID") == "PO-2026-8812"
    assert value(invoice(), "/*/cac:OrderReference/cbc:SalesOrderID") == "VA-2026-0418"
    assert value(credit_note(), "//cac:InvoiceDocumentReference/cbc:ID") == "VF-2026-0042"
    assert value(credit_note(), "/*/cbc:Note") == "Eén deelnemer heeft zich op tijd afgemeld."


def test_when_it_was_supplied() -> None:
    assert value(invoice(), "/*/cac:InvoicePeriod/*") == "2026-09-23|2026-11-26"
    assert value(invoice(), "//cbc:ActualDeliveryDate") == ""
    assert value(VARIANTS["one-day"], "/*/cac:InvoicePeriod/*") == ""
    assert value(VARIANTS["one-day"], "//cbc:ActualDeliveryDate") == "2026-11-26"
    assert value(replace(invoice(), supplied_until=None), "//cbc:ActualDeliveryDate") == "2026-09-23"
    assert value(replace(invoice(), supplied_from=None, supplied_until=None), "//cbc:ActualDeliveryDate") == ""


def test_what_somebody_typed_is_no_markup() -> None:
    assert value(VARIANTS["awkward-text"], "//cac:Item/cbc:Name") == '<b>Leren</b> & "werken" ]]> € 1'
    assert value(invoice(line(description="\x0bLeren\u0000 \U0001f393")), "//cac:Item/cbc:Name") == "Leren \U0001f393"


def test_forty_lines_are_counted() -> None:
    content = invoice(*[line(description=f"Deelnemer {number}") for number in range(40)])
    assert value(content, "//cac:InvoiceLine[40]/cbc:ID") == "40"
    assert broken_rules(ubl(content, Profile.NLCIUS)) == set()
