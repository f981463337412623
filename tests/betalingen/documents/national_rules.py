"""The rules of NLCIUS and of Peppol BIS Billing 3 for Dutch suppliers, each as an XPath that is true when it is kept.

Their official Schematron may not be handed on (Peppol), or is in no package (NLCIUS); these are written from the published texts.
Left out: what is about elements that we never write and no mistake of ours could bring in (tax representatives, order lines).
"""

from typing import Final

from lxml import etree

NAMESPACES: Final = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "inv": "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    "cn": "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
}
SELLER: Final = "/*/cac:AccountingSupplierParty/cac:Party"
BUYER: Final = "/*/cac:AccountingCustomerParty/cac:Party"
LINES: Final = "(/*/cac:InvoiceLine|/*/cac:CreditNoteLine)"
BUYER_ABROAD: Final = f"not({BUYER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode='NL')"


def _whole_address(party: str) -> str:
    return " and ".join(f"{party}/cac:PostalAddress/cbc:{part}" for part in ("StreetName", "CityName", "PostalZone"))


def _dutch_number(party: str) -> str:
    return f"{party}/cac:PartyLegalEntity/cbc:CompanyID[@schemeID='0106' or @schemeID='0190'][normalize-space()]"


def _never(path: str) -> str:
    return f"not(//{path})"


_REFERENCE: Final = "/*/cbc:BuyerReference or /*/cac:OrderReference/cbc:ID"
_MEANS_GIVEN: Final = "not(/inv:Invoice) or /*/cac:LegalMonetaryTotal/cbc:PayableAmount <= 0 or /*/cac:PaymentMeans"
_MEANS: Final = (
    "not(/*/cac:PaymentMeans/cbc:PaymentMeansCode[not(contains(' 30 48 49 57 58 59 ', concat(' ', ., ' ')))])"
)

NLCIUS: Final[dict[str, str]] = {
    "SI-V20-INV-R000": "starts-with(/*/cbc:CustomizationID, 'urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0')",
    "SI-UBL-2": "not(//*[not(*)][not(normalize-space())])",
    "BR-NL-1": _dutch_number(SELLER),
    "BR-NL-2": _REFERENCE,
    "BR-NL-3": _whole_address(SELLER),
    "BR-NL-4": f"{BUYER_ABROAD} or ({_whole_address(BUYER)})",
    "BR-NL-7": "contains(' 380 381 384 389 ', concat(' ', (/*/cbc:InvoiceTypeCode|/*/cbc:CreditNoteTypeCode), ' '))",
    "BR-NL-8": "boolean(/cn:CreditNote) = ((/*/cbc:InvoiceTypeCode|/*/cbc:CreditNoteTypeCode) = '381')",
    "BR-NL-9": "not(/*/cbc:InvoiceTypeCode='384') or /*/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID",
    "BR-NL-10": f"{BUYER_ABROAD} or {_dutch_number(BUYER)}",
    "BR-NL-11": _MEANS_GIVEN,
    "BR-NL-12": _MEANS,
    "BR-NL-19": _never("cbc:TaxCurrencyCode"),
    "BR-NL-20": _never("cbc:TaxPointDate"),
    "BR-NL-21": _never("cac:InvoicePeriod/cbc:DescriptionCode"),
    "BR-NL-24": _never("cac:InvoiceDocumentReference/cbc:IssueDate"),
    "BR-NL-25": f"not({SELLER}/cac:PartyTaxScheme[cbc:CompanyID][not(cac:TaxScheme/cbc:ID='VAT')])",
    "BR-NL-26": _never("cbc:CompanyLegalForm"),
    "BR-NL-27": _never("cac:AddressLine/cbc:Line"),
    "BR-NL-28": _never("cbc:CountrySubentity"),
    "BR-NL-29": _never("cbc:PaymentMeansCode/@name"),
    "BR-NL-30": _never("cac:PayeeFinancialAccount/cbc:Name"),
    "BR-NL-31": _never("cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID"),
    "BR-NL-32": _never("cbc:AllowanceChargeReasonCode"),
    "BR-NL-33": "not(/*/cac:TaxTotal/cbc:TaxAmount[not(@currencyID=/*/cbc:DocumentCurrencyCode)])",
    "BR-NL-35": _never("cbc:TaxExemptionReasonCode"),
}
BASISFACTUUR_RIJK: Final[dict[str, str]] = {
    "Rijk: OIN van de koper": f"{BUYER}/cbc:EndpointID/@schemeID='0190' and {BUYER}/cac:PartyLegalEntity/cbc:CompanyID/@schemeID='0190'",
    "Rijk: IBAN": "not(/*/cac:LegalMonetaryTotal/cbc:PayableAmount > 0) or /*/cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID",
    "Rijk: e-mailadres": f"{SELLER}/cac:Contact/cbc:ElectronicMail",
    "Rijk: inkoopnummer": "/*/cac:OrderReference/cbc:ID",
    "Rijk: geen korting op het geheel": "not(/*/cac:AllowanceCharge)",
}
PEPPOL: Final[dict[str, str]] = {
    "PEPPOL-EN16931-R001": "/*/cbc:ProfileID",
    "PEPPOL-EN16931-R002": "count(/*/cbc:Note) <= 1",
    "PEPPOL-EN16931-R003": _REFERENCE,
    "PEPPOL-EN16931-R004": "starts-with(/*/cbc:CustomizationID, 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0')",
    "PEPPOL-EN16931-R005": "not(/*/cbc:TaxCurrencyCode = /*/cbc:DocumentCurrencyCode)",
    "PEPPOL-EN16931-R007": "/*/cbc:ProfileID = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0'",
    "PEPPOL-EN16931-R008": "not(//*[not(*)][not(normalize-space())])",
    "PEPPOL-EN16931-R010": f"{BUYER}/cbc:EndpointID",
    "PEPPOL-EN16931-R020": f"{SELLER}/cbc:EndpointID",
    "PEPPOL-EN16931-R043": "not(//cac:AllowanceCharge/cbc:ChargeIndicator[not(.='true' or .='false')])",
    "PEPPOL-EN16931-R051": "not(//@currencyID[not(. = /*/cbc:DocumentCurrencyCode)])",
    "PEPPOL-EN16931-R053": "count(/*/cac:TaxTotal[cac:TaxSubtotal]) = 1",
    "PEPPOL-EN16931-R061": "not(/*/cac:PaymentMeans[cbc:PaymentMeansCode='49' or cbc:PaymentMeansCode='59'][not(cac:PaymentMandate/cbc:ID)])",
    "PEPPOL-EN16931-R120": f"not({LINES}[round(100 * cbc:LineExtensionAmount) != round(100 * ((cbc:InvoicedQuantity|cbc:CreditedQuantity) * cac:Price/cbc:PriceAmount - sum(cac:AllowanceCharge/cbc:Amount)))])",
    "PEPPOL-EN16931-F001": "not(//*[substring(local-name(), string-length(local-name()) - 3) = 'Date'][not(string-length(.)=10 and translate(., '0123456789', '##########')='####-##-##')])",
    "PEPPOL-EN16931-P0100": "not(/*/cbc:InvoiceTypeCode) or contains(' 71 80 82 84 102 218 219 331 380 382 383 384 386 388 393 395 553 575 623 780 817 870 875 876 877 ', concat(' ', /*/cbc:InvoiceTypeCode, ' '))",
    "PEPPOL-EN16931-P0101": "not(/*/cbc:CreditNoteTypeCode) or contains(' 381 396 81 83 532 ', concat(' ', /*/cbc:CreditNoteTypeCode, ' '))",
    "PEPPOL-EN16931-CL008": "not(//cbc:EndpointID[not(contains(' 0106 0190 9944 9925 EM ', concat(' ', @schemeID, ' ')))])",
    "NL-R-001": "not(/cn:CreditNote) or /*/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID",
    "NL-R-002": _whole_address(SELLER),
    "NL-R-003": _dutch_number(SELLER),
    "NL-R-004": f"{BUYER_ABROAD} or ({_whole_address(BUYER)})",
    "NL-R-005": f"{BUYER_ABROAD} or {_dutch_number(BUYER)}",
    "NL-R-007": _MEANS_GIVEN,
    "NL-R-008": _MEANS,
}


def broken(rules: dict[str, str], xml: bytes) -> set[str]:
    """The rules that a document does not keep."""
    root = etree.fromstring(xml).getroottree()
    return {rule for rule, kept in rules.items() if not root.xpath(f"boolean({kept})", namespaces=NAMESPACES)}
