"""Invoices and credit notes of every kind, as the models would freeze them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from betalingen.documents.content import (
    BankAccount,
    DocumentLine,
    InvoiceContent,
    LineDiscount,
    Party,
    Prepayment,
    VatLine,
)
from betalingen.documents.references import rf_reference
from betalingen.pricing import VatCategory, VatTerms, vat_over

STANDARD = VatTerms(VatCategory.STANDARD, Decimal("21.00"), "21 % btw")
LOW = VatTerms(VatCategory.STANDARD, Decimal("9.00"), "9 % btw")
EXEMPT = VatTerms(
    VatCategory.EXEMPT,
    Decimal("0.00"),
    "vrijgesteld van btw",
    "Vrijgesteld van btw: beroepsonderwijs (artikel 11, lid 1, onderdeel o, Wet OB 1968).",
)
ZERO = VatTerms(VatCategory.ZERO, Decimal("0.00"), "0 % btw", "")
REVERSE = VatTerms(VatCategory.REVERSE, Decimal("0.00"), "btw verlegd", "Btw verlegd")

ACADEMY = Party(
    name="Vakwerk Academie B.V.",
    street="Lange Voorhout 7",
    postcode="2514 EA",
    city="Den Haag",
    contact_name="Financiën",
    email="facturen@vakwerk.example",
    kvk_number="27123456",
    vat_id="NL123456782B90",
)
LINDEWAARD = Party(
    name="Gemeente Lindewaard",
    street="Raadhuisplein 1",
    postcode="1234 AB",
    city="Lindewaard",
    department="Afdeling P&O",
    contact_name="Sanne Visser",
    email="facturen@lindewaard.example",
    kvk_number="50112233",
)
MINISTRY = Party(
    name="Ministerie van Publiek Werk",
    street="Turfmarkt 147",
    postcode="2511 DP",
    city="Den Haag",
    contact_name="Inkoopcentrum",
    email="facturen@publiekwerk.example",
    oin="00000001123456782000",
    is_central_government=True,
)
ABROAD = Party(
    name="Stad Gent",
    street="Botermarkt 1",
    postcode="9000",
    city="Gent",
    country="BE",
    email="facturen@gent.example",
    vat_id="BE0207451227",
)
DISCOUNTS = (LineDiscount(label="Vroegboekkorting", cents=30_000), LineDiscount(label="Groepskorting", cents=93_000))
BANK = BankAccount(holder="Vakwerk Academie B.V.", iban="NL91ABNA0417164300", bic="ABNANL2A")


def line(
    vat: VatTerms = STANDARD,
    *,
    unit_cents: int = 155_000,
    quantity: int = 1,
    subsidy_cents: int = 0,
    discounts: Sequence[LineDiscount] = (),
    description: str = "Leernetwerk strategisch HRM, najaar 2026",
) -> DocumentLine:
    return DocumentLine(
        description=description,
        quantity=quantity,
        unit_cents=unit_cents,
        subsidy_cents=subsidy_cents,
        subsidy_reason="50 % subsidie van het A&O fonds (Regeling Leernetwerken)" if subsidy_cents else "",
        net_cents=quantity * unit_cents - sum(each.cents for each in discounts) - subsidy_cents,
        vat=vat,
        discounts=tuple(discounts),
    )


def invoice(
    *lines: DocumentLine, prepayments: Sequence[Prepayment] = (), paid: bool = False, **changes: Any
) -> InvoiceContent:
    """An invoice whose sums are right; `paid` adds what is left as a payment by card."""
    lines = lines or (line(),)
    groups: dict[VatTerms, int] = {}
    for each in lines:
        groups[each.vat] = groups.get(each.vat, 0) + each.net_cents
    vat = [VatLine(vat=terms, base_cents=base, vat_cents=vat_over(base, terms)) for terms, base in groups.items()]
    net, vat_cents = sum(groups.values()), sum(each.vat_cents for each in vat)
    if paid:
        left = net + vat_cents - sum(each.cents for each in prepayments)
        prepayments = [
            *prepayments,
            Prepayment(label="Betaald met pas op 3 december 2026", cents=left, means_code="48"),
        ]
    facts: dict[str, Any] = {
        "kind": "invoice",
        "number": "VF-2026-0042",
        "issued_on": dt.date(2026, 12, 3),
        "due_on": dt.date(2027, 1, 2),
        "supplied_from": dt.date(2026, 9, 23),
        "supplied_until": dt.date(2026, 11, 26),
        "language": "nl",
        "currency": "eur",
        "order_number": "VA-2026-0418",
        "seller": ACADEMY,
        "buyer": LINDEWAARD,
        "bank": BANK,
        "purchase_order_number": "PO-2026-8812",
        "buyer_reference": "S. Visser",
        "cost_centre": "KP 4410",
        "payment_reference": rf_reference("VF-2026-0042"),
        "lines": lines,
        "vat": vat,
        "net_cents": net,
        "vat_cents": vat_cents,
        "total_cents": net + vat_cents,
        "prepayments": prepayments,
        "due_cents": net + vat_cents - sum(each.cents for each in prepayments),
    }
    return InvoiceContent(**(facts | changes))


def credit_note(*lines: DocumentLine, **changes: Any) -> InvoiceContent:
    facts: dict[str, Any] = {
        "kind": "credit_note",
        "number": "VC-2026-0003",
        "issued_on": dt.date(2026, 12, 10),
        "due_on": None,
        "payment_reference": "",
        "credited_number": "VF-2026-0042",
        "credited_on": dt.date(2026, 12, 3),
        "reason": "Eén deelnemer heeft zich op tijd afgemeld.",
    }
    return invoice(*lines, **(facts | changes))


FUND = Prepayment(label="Subsidie van het A&O fonds, betaald aan de academie", cents=155_000)

VARIANTS: dict[str, InvoiceContent] = {
    "standard": invoice(line(quantity=3, unit_cents=33_333)),
    "exempt": invoice(line(EXEMPT)),
    "zero": invoice(line(ZERO)),
    "reverse": invoice(line(REVERSE), buyer=ABROAD),
    "two-rates": invoice(line(), line(LOW, unit_cents=2_999, description="Lesboek"), line(EXEMPT)),
    "subsidy-exempt": invoice(line(EXEMPT, unit_cents=310_000, subsidy_cents=155_000)),
    "subsidy-unlinked": invoice(line(unit_cents=310_000, quantity=2, subsidy_cents=310_000)),
    "subsidy-linked": invoice(line(unit_cents=310_000), prepayments=[FUND]),
    "subsidy-employer": invoice(line(unit_cents=310_000)),
    "discounts": invoice(line(unit_cents=310_000, quantity=3, discounts=DISCOUNTS)),
    "discounts-subsidy": invoice(
        line(unit_cents=310_000, quantity=3, discounts=DISCOUNTS, subsidy_cents=403_500), buyer=MINISTRY
    ),
    "discounts-linked": invoice(line(unit_cents=310_000, quantity=3, discounts=DISCOUNTS), prepayments=[FUND]),
    "credit-note-discounts": credit_note(line(EXEMPT, unit_cents=310_000, quantity=3, discounts=DISCOUNTS)),
    "paid-by-card": invoice(paid=True),
    "paid-by-ideal": invoice(prepayments=[Prepayment(label="Betaald met iDEAL", cents=187_550)]),
    "one-day": invoice(supplied_from=dt.date(2026, 11, 26)),
    "central-government": invoice(line(quantity=2), buyer=MINISTRY),
    "central-government-subsidy": invoice(line(unit_cents=310_000, subsidy_cents=155_000), buyer=MINISTRY),
    "orderer-only": invoice(purchase_order_number=""),
    "credit-note": credit_note(),
    "credit-note-exempt": credit_note(line(EXEMPT, unit_cents=310_000, subsidy_cents=155_000)),
    "credit-note-linked": credit_note(line(unit_cents=310_000), prepayments=[FUND]),
    "free-of-charge": invoice(line(EXEMPT, unit_cents=0)),
    "awkward-text": invoice(
        line(description='  <b>Leren</b> & "werken"\n ]]> €\u00a01 '),
        buyer=replace(LINDEWAARD, name="Bureau O’Neill & Zonen <Advies>", contact_name=""),
    ),
}
