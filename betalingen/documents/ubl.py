"""The e-invoice: UBL 2.1 by NLCIUS or by Peppol BIS Billing 3.0, the same bytes for the same content.

Comments name the terms of EN 16931. Elements stand in the order of the UBL schema. Codes that NLCIUS advises against are left
out for both profiles: the text beside them says the same. What is wrong with the content is for `checks`, which come first.
"""

import re
from enum import StrEnum
from typing import Final
from xml.etree import ElementTree as ET

from betalingen.documents.content import DocumentLine, InvoiceContent, Party, VatLine
from betalingen.documents.electronic_address import OIN, electronic_address, legal_identifier
from betalingen.pricing import NEEDS_WORDING, VatTerms

UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd"
PROCESS: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"  # BT-23: a bill without anything before or after it
INVOICE: Final = "380"
CREDIT_NOTE: Final = "381"
SEPA_TRANSFER: Final = "58"
TRANSFER: Final = "30"
PIECE: Final = "C62"
NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Profile(StrEnum):
    """The rules that a document says it keeps (BT-24): Dutch to Dutch, or across borders."""

    NLCIUS = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
    PEPPOL = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"


def ubl(content: InvoiceContent, profile: Profile) -> bytes:
    """The XML file of an invoice or a credit note."""
    name = "Invoice" if content.kind == "invoice" else "CreditNote"
    root = ET.Element(
        name,
        {
            "xmlns": f"{UBL}:{name}-2",
            "xmlns:cac": f"{UBL}:CommonAggregateComponents-2",
            "xmlns:cbc": f"{UBL}:CommonBasicComponents-2",
        },
    )
    _leaf(root, "CustomizationID", profile)
    _leaf(root, "ProfileID", PROCESS)
    _add_head(root, content)
    _add_references(root, content)
    _add_party(root, "AccountingSupplierParty", content.seller)
    _add_party(root, "AccountingCustomerParty", content.buyer)
    _add_delivery(root, content)
    _add_payment(root, content)
    _add_vat(root, content)
    _add_totals(root, content)
    for number, line in enumerate(content.lines, start=1):
        _add_line(root, number, line, content)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_head(root: ET.Element, content: InvoiceContent) -> None:
    _leaf(root, "ID", content.number)  # BT-1
    _leaf(root, "IssueDate", content.issued_on.isoformat())
    if content.kind == "invoice":
        if content.due_on:
            _leaf(root, "DueDate", content.due_on.isoformat())  # BT-9
        _leaf(root, "InvoiceTypeCode", INVOICE)
    else:
        _leaf(root, "CreditNoteTypeCode", CREDIT_NOTE)
    _leaf(root, "Note", content.reason)  # BT-22
    _leaf(root, "DocumentCurrencyCode", _currency(content))
    _leaf(root, "AccountingCost", content.cost_centre)  # BT-19
    _leaf(root, "BuyerReference", content.buyer_reference)  # BT-10


def _add_references(root: ET.Element, content: InvoiceContent) -> None:
    if _takes_days(content):
        period = _branch(root, "InvoicePeriod")  # BG-14
        _leaf(period, "StartDate", f"{content.supplied_from}")
        _leaf(period, "EndDate", f"{content.supplied_until}")
    if content.purchase_order_number:
        order = _branch(root, "OrderReference")
        _leaf(order, "ID", content.purchase_order_number)  # BT-13
        _leaf(order, "SalesOrderID", content.order_number)  # BT-14
    if content.credited_number:
        _leaf(_branch(root, "BillingReference", "InvoiceDocumentReference"), "ID", content.credited_number)  # BT-25


def _takes_days(content: InvoiceContent) -> bool:
    return (
        None not in (content.supplied_from, content.supplied_until) and content.supplied_from != content.supplied_until
    )


def _add_party(root: ET.Element, role: str, party: Party) -> None:
    party_element = _branch(root, role, "Party")
    if address := electronic_address(party):
        _leaf(party_element, "EndpointID", address.number, schemeID=address.scheme)
    identifier = legal_identifier(party)
    if identifier and identifier.scheme == OIN:
        _leaf(_branch(party_element, "PartyIdentification"), "ID", identifier.number, schemeID=OIN)
    _leaf(_branch(party_element, "PartyName"), "Name", party.name)
    postal = _branch(party_element, "PostalAddress")
    _leaf(postal, "StreetName", party.street)
    _leaf(postal, "AdditionalStreetName", party.department)
    _leaf(postal, "CityName", party.city)
    _leaf(postal, "PostalZone", party.postcode)
    _leaf(_branch(postal, "Country"), "IdentificationCode", party.country)
    if party.vat_id:
        tax = _branch(party_element, "PartyTaxScheme")
        _leaf(tax, "CompanyID", party.vat_id)  # BT-31, BT-48
        _leaf(_branch(tax, "TaxScheme"), "ID", "VAT")
    legal = _branch(party_element, "PartyLegalEntity")
    _leaf(legal, "RegistrationName", party.name)
    if identifier:
        _leaf(legal, "CompanyID", identifier.number, schemeID=identifier.scheme)
    if party.contact_name or party.email:
        contact = _branch(party_element, "Contact")
        _leaf(contact, "Name", party.contact_name)
        _leaf(contact, "ElectronicMail", party.email)


def _add_delivery(root: ET.Element, content: InvoiceContent) -> None:
    supplied_on = content.supplied_until or content.supplied_from
    if supplied_on and not _takes_days(content):
        _leaf(_branch(root, "Delivery"), "ActualDeliveryDate", supplied_on.isoformat())  # BT-72


def _add_payment(root: ET.Element, content: InvoiceContent) -> None:
    """BG-16. A credit note asks for nothing, and what is paid by means that have no code here says so in the totals."""
    if content.kind == "credit_note":
        return
    if content.due_cents:
        means = _branch(root, "PaymentMeans")
        _leaf(means, "PaymentMeansCode", SEPA_TRANSFER if _currency(content) == "EUR" else TRANSFER)
        _leaf(means, "PaymentID", content.payment_reference)  # BT-83
        _leaf(_branch(means, "PayeeFinancialAccount"), "ID", content.bank.iban)
    elif code := next((paid.means_code for paid in content.prepayments if paid.means_code), ""):
        _leaf(_branch(root, "PaymentMeans"), "PaymentMeansCode", code)


def _add_vat(root: ET.Element, content: InvoiceContent) -> None:
    total = _branch(root, "TaxTotal")
    _amount(total, "TaxAmount", content.vat_cents, content)
    for line in content.vat:
        _add_vat_line(total, line, content)


def _add_vat_line(total: ET.Element, line: VatLine, content: InvoiceContent) -> None:
    part = _branch(total, "TaxSubtotal")
    _amount(part, "TaxableAmount", line.base_cents, content)
    _amount(part, "TaxAmount", line.vat_cents, content)
    category = _branch(part, "TaxCategory")
    _add_rate(category, line.vat)
    if line.vat.category in NEEDS_WORDING:
        _leaf(category, "TaxExemptionReason", line.vat.wording)  # BT-120
    _leaf(_branch(category, "TaxScheme"), "ID", "VAT")


def _add_rate(category: ET.Element, vat: VatTerms) -> None:
    _leaf(category, "ID", vat.category)
    _leaf(category, "Percent", f"{vat.rate.normalize():f}")


def _add_totals(root: ET.Element, content: InvoiceContent) -> None:
    totals = _branch(root, "LegalMonetaryTotal")
    _amount(totals, "LineExtensionAmount", content.net_cents, content)
    _amount(totals, "TaxExclusiveAmount", content.net_cents, content)
    _amount(totals, "TaxInclusiveAmount", content.total_cents, content)
    if content.prepayments:
        _amount(totals, "PrepaidAmount", sum(paid.cents for paid in content.prepayments), content)
    _amount(totals, "PayableAmount", content.due_cents, content)


def _add_line(root: ET.Element, number: int, line: DocumentLine, content: InvoiceContent) -> None:
    kind, counted = (
        ("InvoiceLine", "InvoicedQuantity") if content.kind == "invoice" else ("CreditNoteLine", "CreditedQuantity")
    )
    element = _branch(root, kind)
    _leaf(element, "ID", str(number))
    _leaf(element, counted, str(line.quantity), unitCode=PIECE)
    _amount(element, "LineExtensionAmount", line.net_cents, content)
    for discount in line.discounts:
        _add_allowance(element, discount.label, discount.cents, content)
    if line.subsidy_cents:
        _add_allowance(element, line.subsidy_reason, line.subsidy_cents, content)
    item = _branch(element, "Item")
    _leaf(item, "Name", line.description)
    category = _branch(item, "ClassifiedTaxCategory")
    _add_rate(category, line.vat)
    _leaf(_branch(category, "TaxScheme"), "ID", "VAT")
    _amount(_branch(element, "Price"), "PriceAmount", line.unit_cents, content)


def _add_allowance(line: ET.Element, reason: str, cents: int, content: InvoiceContent) -> None:
    allowance = _branch(line, "AllowanceCharge")  # BG-27
    _leaf(allowance, "ChargeIndicator", "false")
    _leaf(allowance, "AllowanceChargeReason", reason)
    _amount(allowance, "Amount", cents, content)


def _branch(parent: ET.Element, *names: str) -> ET.Element:
    for name in names:
        parent = ET.SubElement(parent, f"cac:{name}")
    return parent


def _leaf(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    """No empty elements: what is not known is left out. White space that somebody typed becomes one space."""
    if words := " ".join(NOT_IN_XML.sub("", text).split()):
        ET.SubElement(parent, f"cbc:{name}", attributes).text = words


def _amount(parent: ET.Element, name: str, cents: int, content: InvoiceContent) -> None:
    _leaf(parent, name, f"{cents // 100}.{cents % 100:02}", currencyID=_currency(content))


def _currency(content: InvoiceContent) -> str:
    return content.currency.upper()
