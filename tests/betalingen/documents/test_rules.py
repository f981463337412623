"""The table of rules that our e-invoices are checked against: each rule with a document that breaks it, so that it can fail.

The documents are ours with one thing spoilt. BR, BR-CO, BR-S, BR-E, BR-Z, BR-AE, BR-CL, BR-DEC: EN 16931 by CEN's own rules.
BR-NL, SI-: NLCIUS. PEPPOL-EN16931, NL-R: Peppol BIS Billing 3. Rijk: Basisfactuur Rijk.
"""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from betalingen.documents.checks import check_document
from betalingen.documents.content import DocumentLine, LineDiscount, Prepayment
from betalingen.documents.ubl import Profile, ubl
from tests.betalingen.documents import national_rules
from tests.betalingen.documents.samples import EXEMPT, LOW, STANDARD, VARIANTS, ZERO, invoice, line
from tests.betalingen.documents.validators import broken_rules

Spoil = Callable[[etree._Element], None]

XMLNS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in national_rules.NAMESPACES.items())
SELLER = "/*/cac:AccountingSupplierParty/cac:Party"
BUYER = "/*/cac:AccountingCustomerParty/cac:Party"
TOTALS = "/*/cac:LegalMonetaryTotal"
PART = "/*/cac:TaxTotal/cac:TaxSubtotal"
LINE = "/*/cac:InvoiceLine"


def found(root: etree._Element, path: str) -> list[etree._Element]:
    nodes = root.xpath(path, namespaces=national_rules.NAMESPACES)
    assert isinstance(nodes, list)
    assert nodes, f"the sample has no {path}"
    return [node for node in nodes if isinstance(node, etree._Element)]


def without(*paths: str) -> Spoil:
    def spoil(root: etree._Element) -> None:
        for path in paths:
            for node in found(root, path):
                parent = node.getparent()
                assert parent is not None
                parent.remove(node)

    return spoil


def saying(path: str, text: str) -> Spoil:
    def spoil(root: etree._Element) -> None:
        for node in found(root, path):
            node.text = text

    return spoil


def marked(path: str, attribute: str, value: str) -> Spoil:
    def spoil(root: etree._Element) -> None:
        for node in found(root, path):
            node.set(attribute, value)

    return spoil


def unmarked(path: str, attribute: str) -> Spoil:
    def spoil(root: etree._Element) -> None:
        for node in found(root, path):
            del node.attrib[attribute]

    return spoil


def plus(path: str, xml: str) -> Spoil:
    """With something at the end of an element; the order of the schema is not what these rules are about."""

    def spoil(root: etree._Element) -> None:
        [node] = found(root, path)
        node.append(etree.fromstring(f"<x {XMLNS}>{xml}</x>")[0])

    return spoil


DOCUMENT_ALLOWANCE = """<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>
    <cbc:AllowanceChargeReason>Korting</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">0.00</cbc:Amount>
    <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
    </cac:TaxCategory></cac:AllowanceCharge>"""

EN16931: list[tuple[str, str, Spoil]] = [
    ("BR-01", "standard", without("/*/cbc:CustomizationID")),
    ("BR-02", "standard", without("/*/cbc:ID")),
    ("BR-03", "standard", without("/*/cbc:IssueDate")),
    ("BR-04", "standard", without("/*/cbc:InvoiceTypeCode")),
    ("BR-05", "standard", without("/*/cbc:DocumentCurrencyCode")),
    ("BR-06", "standard", without(f"{SELLER}/cac:PartyLegalEntity/cbc:RegistrationName")),
    ("BR-07", "standard", without(f"{BUYER}/cac:PartyLegalEntity/cbc:RegistrationName")),
    ("BR-08", "standard", without(f"{SELLER}/cac:PostalAddress")),
    ("BR-09", "standard", without(f"{SELLER}/cac:PostalAddress/cac:Country")),
    ("BR-10", "standard", without(f"{BUYER}/cac:PostalAddress")),
    ("BR-11", "standard", without(f"{BUYER}/cac:PostalAddress/cac:Country")),
    ("BR-12", "standard", without(f"{TOTALS}/cbc:LineExtensionAmount")),
    ("BR-13", "standard", without(f"{TOTALS}/cbc:TaxExclusiveAmount")),
    ("BR-14", "standard", without(f"{TOTALS}/cbc:TaxInclusiveAmount")),
    ("BR-15", "standard", without(f"{TOTALS}/cbc:PayableAmount")),
    ("BR-16", "standard", without(LINE)),
    ("BR-21", "standard", without(f"{LINE}/cbc:ID")),
    ("BR-22", "standard", without(f"{LINE}/cbc:InvoicedQuantity")),
    ("BR-23", "standard", unmarked(f"{LINE}/cbc:InvoicedQuantity", "unitCode")),
    ("BR-24", "standard", without(f"{LINE}/cbc:LineExtensionAmount")),
    ("BR-25", "standard", without(f"{LINE}/cac:Item/cbc:Name")),
    ("BR-26", "standard", without(f"{LINE}/cac:Price/cbc:PriceAmount")),
    ("BR-27", "standard", saying(f"{LINE}/cac:Price/cbc:PriceAmount", "-1.00")),
    ("BR-29", "standard", saying("/*/cac:InvoicePeriod/cbc:EndDate", "2026-01-01")),
    ("BR-41", "subsidy-unlinked", without(f"{LINE}/cac:AllowanceCharge/cbc:Amount")),
    ("BR-42", "subsidy-unlinked", without(f"{LINE}/cac:AllowanceCharge/cbc:AllowanceChargeReason")),
    ("BR-45", "standard", without(f"{PART}/cbc:TaxableAmount")),
    ("BR-46", "standard", without(f"{PART}/cbc:TaxAmount")),
    ("BR-47", "standard", without(f"{PART}/cac:TaxCategory/cbc:ID")),
    ("BR-48", "standard", without(f"{PART}/cac:TaxCategory/cbc:Percent")),
    ("BR-49", "standard", without("/*/cac:PaymentMeans/cbc:PaymentMeansCode")),
    ("BR-50", "standard", without("/*/cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID")),
    ("BR-53", "standard", plus("/*", "<cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode>")),
    ("BR-55", "credit-note", without("//cac:InvoiceDocumentReference/cbc:ID")),
    ("BR-61", "standard", without("/*/cac:PaymentMeans/cac:PayeeFinancialAccount")),
    ("BR-62", "standard", unmarked(f"{SELLER}/cbc:EndpointID", "schemeID")),
    ("BR-63", "standard", unmarked(f"{BUYER}/cbc:EndpointID", "schemeID")),
    ("BR-CO-04", "standard", without(f"{LINE}/cac:Item/cac:ClassifiedTaxCategory")),
    ("BR-CO-09", "standard", saying(f"{SELLER}/cac:PartyTaxScheme/cbc:CompanyID", "123456782B90")),
    ("BR-CO-10", "standard", saying(f"{TOTALS}/cbc:LineExtensionAmount", "1000.00")),
    ("BR-CO-13", "standard", saying(f"{TOTALS}/cbc:TaxExclusiveAmount", "1000.00")),
    ("BR-CO-14", "standard", saying("/*/cac:TaxTotal/cbc:TaxAmount", "210.01")),
    ("BR-CO-15", "standard", saying(f"{TOTALS}/cbc:TaxInclusiveAmount", "1210.01")),
    ("BR-CO-16", "subsidy-linked", without(f"{TOTALS}/cbc:PrepaidAmount")),
    ("BR-CO-17", "standard", saying(f"{PART}/cbc:TaxAmount", "211.50")),
    ("BR-CO-18", "standard", without(PART)),
    ("BR-CO-25", "standard", without("/*/cbc:DueDate")),
    (
        "BR-CO-26",
        "exempt",
        without(f"{SELLER}/cac:PartyTaxScheme", f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyID"),
    ),
    ("BR-S-01", "standard", saying(f"{PART}/cac:TaxCategory/cbc:ID", "Z")),
    ("BR-S-02", "standard", without(f"{SELLER}/cac:PartyTaxScheme")),
    ("BR-S-05", "standard", saying(f"{LINE}/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent", "0")),
    ("BR-S-08", "standard", saying(f"{PART}/cbc:TaxableAmount", "998.00")),
    ("BR-S-09", "standard", saying(f"{PART}/cbc:TaxAmount", "211.50")),
    ("BR-S-10", "standard", plus(f"{PART}/cac:TaxCategory", "<cbc:TaxExemptionReason>x</cbc:TaxExemptionReason>")),
    ("BR-E-01", "exempt", saying(f"{PART}/cac:TaxCategory/cbc:ID", "Z")),
    ("BR-E-02", "exempt", without(f"{SELLER}/cac:PartyTaxScheme")),
    ("BR-E-05", "exempt", saying(f"{LINE}/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent", "21")),
    ("BR-E-08", "exempt", saying(f"{PART}/cbc:TaxableAmount", "0.00")),
    ("BR-E-09", "exempt", saying(f"{PART}/cbc:TaxAmount", "1.00")),
    ("BR-E-10", "exempt", without(f"{PART}/cac:TaxCategory/cbc:TaxExemptionReason")),
    ("BR-Z-01", "zero", saying(f"{PART}/cac:TaxCategory/cbc:ID", "E")),
    ("BR-Z-02", "zero", without(f"{SELLER}/cac:PartyTaxScheme")),
    ("BR-Z-05", "zero", saying(f"{LINE}/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent", "21")),
    ("BR-Z-08", "zero", saying(f"{PART}/cbc:TaxableAmount", "0.00")),
    ("BR-Z-09", "zero", saying(f"{PART}/cbc:TaxAmount", "1.00")),
    ("BR-Z-10", "zero", plus(f"{PART}/cac:TaxCategory", "<cbc:TaxExemptionReason>x</cbc:TaxExemptionReason>")),
    ("BR-AE-01", "reverse", saying(f"{PART}/cac:TaxCategory/cbc:ID", "Z")),
    ("BR-AE-02", "reverse", without(f"{BUYER}/cac:PartyTaxScheme")),
    ("BR-AE-05", "reverse", saying(f"{LINE}/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent", "21")),
    ("BR-AE-08", "reverse", saying(f"{PART}/cbc:TaxableAmount", "0.00")),
    ("BR-AE-09", "reverse", saying(f"{PART}/cbc:TaxAmount", "1.00")),
    ("BR-AE-10", "reverse", without(f"{PART}/cac:TaxCategory/cbc:TaxExemptionReason")),
    ("BR-CL-01", "standard", saying("/*/cbc:InvoiceTypeCode", "999")),
    ("BR-CL-04", "standard", saying("/*/cbc:DocumentCurrencyCode", "EURO")),
    ("BR-CL-14", "standard", saying(f"{BUYER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode", "XX")),
    ("BR-CL-16", "standard", saying("/*/cac:PaymentMeans/cbc:PaymentMeansCode", "99")),
    ("BR-CL-17", "standard", saying(f"{PART}/cac:TaxCategory/cbc:ID", "X")),
    ("BR-CL-18", "standard", saying(f"{LINE}/cac:Item/cac:ClassifiedTaxCategory/cbc:ID", "X")),
    ("BR-CL-23", "standard", marked(f"{LINE}/cbc:InvoicedQuantity", "unitCode", "stuks")),
    ("BR-CL-25", "standard", marked(f"{BUYER}/cbc:EndpointID", "schemeID", "KVK")),
    ("BR-DEC-09", "standard", saying(f"{TOTALS}/cbc:LineExtensionAmount", "999.990")),
    ("BR-DEC-12", "standard", saying(f"{TOTALS}/cbc:TaxExclusiveAmount", "999.990")),
    ("BR-DEC-14", "standard", saying(f"{TOTALS}/cbc:TaxInclusiveAmount", "1209.990")),
    ("BR-DEC-16", "subsidy-linked", saying(f"{TOTALS}/cbc:PrepaidAmount", "1550.000")),
    ("BR-DEC-18", "standard", saying(f"{TOTALS}/cbc:PayableAmount", "1209.990")),
    ("BR-DEC-19", "standard", saying(f"{PART}/cbc:TaxableAmount", "999.990")),
    ("BR-DEC-20", "standard", saying(f"{PART}/cbc:TaxAmount", "210.000")),
    ("BR-DEC-23", "standard", saying(f"{LINE}/cbc:LineExtensionAmount", "999.990")),
    ("BR-DEC-24", "subsidy-unlinked", saying(f"{LINE}/cac:AllowanceCharge/cbc:Amount", "3100.000")),
]

NLCIUS: list[tuple[str, str, Spoil]] = [
    ("SI-V20-INV-R000", "standard", saying("/*/cbc:CustomizationID", "urn:cen.eu:en16931:2017")),
    ("SI-UBL-2", "standard", saying("/*/cbc:BuyerReference", " ")),
    ("BR-NL-1", "standard", marked(f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyID", "schemeID", "9944")),
    ("BR-NL-2", "standard", without("/*/cbc:BuyerReference", "/*/cac:OrderReference")),
    ("BR-NL-3", "standard", without(f"{SELLER}/cac:PostalAddress/cbc:PostalZone")),
    ("BR-NL-4", "standard", without(f"{BUYER}/cac:PostalAddress/cbc:StreetName")),
    ("BR-NL-7", "standard", saying("/*/cbc:InvoiceTypeCode", "386")),
    ("BR-NL-8", "standard", saying("/*/cbc:InvoiceTypeCode", "381")),
    ("BR-NL-8", "credit-note", saying("/*/cbc:CreditNoteTypeCode", "380")),
    ("BR-NL-9", "standard", saying("/*/cbc:InvoiceTypeCode", "384")),
    ("BR-NL-10", "standard", without(f"{BUYER}/cac:PartyLegalEntity/cbc:CompanyID")),
    ("BR-NL-11", "standard", without("/*/cac:PaymentMeans")),
    ("BR-NL-12", "standard", saying("/*/cac:PaymentMeans/cbc:PaymentMeansCode", "31")),
    ("BR-NL-19", "standard", plus("/*", "<cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode>")),
    ("BR-NL-20", "standard", plus("/*", "<cbc:TaxPointDate>2026-12-03</cbc:TaxPointDate>")),
    ("BR-NL-21", "standard", plus("/*/cac:InvoicePeriod", "<cbc:DescriptionCode>35</cbc:DescriptionCode>")),
    ("BR-NL-24", "credit-note", plus("//cac:InvoiceDocumentReference", "<cbc:IssueDate>2026-12-03</cbc:IssueDate>")),
    ("BR-NL-25", "standard", saying(f"{SELLER}/cac:PartyTaxScheme/cac:TaxScheme/cbc:ID", "TAX")),
    ("BR-NL-26", "standard", plus(f"{SELLER}/cac:PartyLegalEntity", "<cbc:CompanyLegalForm>BV</cbc:CompanyLegalForm>")),
    (
        "BR-NL-27",
        "standard",
        plus(f"{BUYER}/cac:PostalAddress", "<cac:AddressLine><cbc:Line>x</cbc:Line></cac:AddressLine>"),
    ),
    (
        "BR-NL-28",
        "standard",
        plus(f"{BUYER}/cac:PostalAddress", "<cbc:CountrySubentity>Zuid-Holland</cbc:CountrySubentity>"),
    ),
    ("BR-NL-29", "standard", marked("/*/cac:PaymentMeans/cbc:PaymentMeansCode", "name", "SEPA")),
    ("BR-NL-30", "standard", plus("//cac:PayeeFinancialAccount", "<cbc:Name>Academie</cbc:Name>")),
    (
        "BR-NL-31",
        "standard",
        plus(
            "//cac:PayeeFinancialAccount",
            "<cac:FinancialInstitutionBranch><cbc:ID>ABNANL2A</cbc:ID></cac:FinancialInstitutionBranch>",
        ),
    ),
    (
        "BR-NL-32",
        "subsidy-unlinked",
        plus("//cac:AllowanceCharge", "<cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode>"),
    ),
    ("BR-NL-33", "standard", marked("/*/cac:TaxTotal/cbc:TaxAmount", "currencyID", "SEK")),
    (
        "BR-NL-35",
        "exempt",
        plus(f"{PART}/cac:TaxCategory", "<cbc:TaxExemptionReasonCode>VATEX-EU-132-1I</cbc:TaxExemptionReasonCode>"),
    ),
]

PEPPOL: list[tuple[str, str, Spoil]] = [
    ("PEPPOL-EN16931-R001", "standard", without("/*/cbc:ProfileID")),
    ("PEPPOL-EN16931-R002", "credit-note", plus("/*", "<cbc:Note>x</cbc:Note>")),
    ("PEPPOL-EN16931-R003", "standard", without("/*/cbc:BuyerReference", "/*/cac:OrderReference")),
    ("PEPPOL-EN16931-R004", "standard", saying("/*/cbc:CustomizationID", "urn:cen.eu:en16931:2017")),
    ("PEPPOL-EN16931-R005", "standard", plus("/*", "<cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode>")),
    ("PEPPOL-EN16931-R007", "standard", saying("/*/cbc:ProfileID", "billing")),
    ("PEPPOL-EN16931-R008", "standard", plus("/*", "<cac:PaymentTerms/>")),
    ("PEPPOL-EN16931-R010", "standard", without(f"{BUYER}/cbc:EndpointID")),
    ("PEPPOL-EN16931-R020", "standard", without(f"{SELLER}/cbc:EndpointID")),
    ("PEPPOL-EN16931-R043", "subsidy-unlinked", saying("//cbc:ChargeIndicator", "0")),
    ("PEPPOL-EN16931-R051", "standard", marked(f"{TOTALS}/cbc:PayableAmount", "currencyID", "USD")),
    ("PEPPOL-EN16931-R053", "standard", without("/*/cac:TaxTotal")),
    ("PEPPOL-EN16931-R061", "standard", saying("/*/cac:PaymentMeans/cbc:PaymentMeansCode", "59")),
    ("PEPPOL-EN16931-R120", "standard", saying(f"{LINE}/cbc:LineExtensionAmount", "999.98")),
    ("PEPPOL-EN16931-R120", "subsidy-unlinked", without(f"{LINE}/cac:AllowanceCharge")),
    ("PEPPOL-EN16931-F001", "standard", saying("/*/cbc:DueDate", "2027-1-2")),
    ("PEPPOL-EN16931-P0100", "standard", saying("/*/cbc:InvoiceTypeCode", "389")),
    ("PEPPOL-EN16931-P0101", "credit-note", saying("/*/cbc:CreditNoteTypeCode", "261")),
    ("PEPPOL-EN16931-CL008", "standard", marked(f"{BUYER}/cbc:EndpointID", "schemeID", "0007x")),
    ("NL-R-001", "credit-note", without("/*/cac:BillingReference")),
    ("NL-R-002", "standard", without(f"{SELLER}/cac:PostalAddress/cbc:CityName")),
    ("NL-R-003", "standard", without(f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyID")),
    ("NL-R-004", "standard", without(f"{BUYER}/cac:PostalAddress/cbc:PostalZone")),
    ("NL-R-005", "standard", marked(f"{BUYER}/cac:PartyLegalEntity/cbc:CompanyID", "schemeID", "9944")),
    ("NL-R-007", "standard", without("/*/cac:PaymentMeans")),
    ("NL-R-008", "standard", saying("/*/cac:PaymentMeans/cbc:PaymentMeansCode", "31")),
]

RIJK: list[tuple[str, str, Spoil]] = [
    ("Rijk: OIN van de koper", "central-government", marked(f"{BUYER}/cbc:EndpointID", "schemeID", "0106")),
    ("Rijk: IBAN", "central-government", without("//cac:PayeeFinancialAccount")),
    ("Rijk: e-mailadres", "central-government", without(f"{SELLER}/cac:Contact")),
    ("Rijk: inkoopnummer", "central-government", without("/*/cac:OrderReference")),
    ("Rijk: geen korting op het geheel", "central-government", plus("/*", DOCUMENT_ALLOWANCE)),
]


def spoilt(variant: str, profile: Profile, spoil: Spoil) -> bytes:
    root = etree.fromstring(ubl(VARIANTS[variant], profile))
    spoil(root)
    return etree.tostring(root, encoding="utf-8")


def ids(table: list[tuple[str, str, Spoil]]) -> list[str]:
    return [rule for rule, _variant, _spoil in table]


lines = st.builds(
    lambda vat, unit_cents, quantity, share, off: line(
        vat,
        unit_cents=unit_cents,
        quantity=quantity,
        discounts=[LineDiscount(label="Vroegboekkorting", cents=quantity * (unit_cents * off // 100))] if off else [],
        subsidy_cents=quantity * (unit_cents - unit_cents * off // 100) * share // 100,
    ),
    st.sampled_from([STANDARD, LOW, EXEMPT, ZERO]),
    st.integers(0, 1_000_000),
    st.integers(1, 60),
    st.integers(0, 100),
    st.integers(0, 100),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(lines, min_size=1, max_size=6), st.integers(0, 100))
def test_whatever_the_amounts_every_rule_is_kept(each: list[DocumentLine], share: int) -> None:
    whole = invoice(*each)
    content = invoice(*each, prepayments=[Prepayment(label="Aanbetaling", cents=whole.total_cents * share // 100)])

    assert check_document(content) == []
    assert broken_rules(ubl(content, Profile.NLCIUS)) == set()
    assert national_rules.broken(national_rules.PEPPOL, ubl(content, Profile.PEPPOL)) == set()


@pytest.mark.parametrize(("rule", "variant", "spoil"), EN16931, ids=ids(EN16931))
def test_en_16931(rule: str, variant: str, spoil: Spoil) -> None:
    assert rule in broken_rules(spoilt(variant, Profile.NLCIUS, spoil))


@pytest.mark.parametrize(("rule", "variant", "spoil"), NLCIUS, ids=ids(NLCIUS))
def test_nlcius(rule: str, variant: str, spoil: Spoil) -> None:
    assert rule in national_rules.broken(national_rules.NLCIUS, spoilt(variant, Profile.NLCIUS, spoil))


@pytest.mark.parametrize(("rule", "variant", "spoil"), PEPPOL, ids=ids(PEPPOL))
def test_peppol(rule: str, variant: str, spoil: Spoil) -> None:
    assert rule in national_rules.broken(national_rules.PEPPOL, spoilt(variant, Profile.PEPPOL, spoil))


@pytest.mark.parametrize(("rule", "variant", "spoil"), RIJK, ids=ids(RIJK))
def test_basisfactuur_rijk(rule: str, variant: str, spoil: Spoil) -> None:
    assert rule in national_rules.broken(national_rules.BASISFACTUUR_RIJK, spoilt(variant, Profile.NLCIUS, spoil))


@pytest.mark.parametrize(
    ("rules", "table"),
    [
        (national_rules.NLCIUS, NLCIUS),
        (national_rules.PEPPOL, PEPPOL),
        (national_rules.BASISFACTUUR_RIJK, RIJK),
    ],
    ids=["nlcius", "peppol", "rijk"],
)
def test_every_rule_of_ours_has_a_document_that_breaks_it(
    rules: dict[str, str], table: list[tuple[str, str, Spoil]]
) -> None:
    assert set(ids(table)) == set(rules)
