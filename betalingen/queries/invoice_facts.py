"""What the invoice of an order, and a credit note of an invoice, has to say."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Site

from betalingen.documents.content import (
    BankAccount,
    DocumentLine,
    InvoiceContent,
    LineDiscount,
    Party,
    Prepayment,
    VatLine,
)
from betalingen.lifecycles import AttemptStatus
from betalingen.models import Attempt, Invoice, Order, OrderLine
from betalingen.pricing import Share, VatTerms
from betalingen.vat_words import vat_label, vat_wording
from cms.api import AcademySettings, NotAllowed, notation

_WANTED: Final = ("legal_name", "street", "postcode", "city", "kvk_number", "vat_number", "iban")
"""What article 35a of the Wet OB wants of the seller, and where to pay."""


def subsidy_within(lines: Sequence[OrderLine]) -> int:
    """What funds owe the academy for these lines, in cents; nothing when the fund pays the employer."""
    return sum(line.fund_cents for line in lines)


def invoice_facts(order: Order, *, issued_on: dt.date, due_on: dt.date) -> InvoiceContent:
    """Everything but the number and the reference, which come last. Raises NotAllowed when details of the academy miss."""
    seller, bank = _seller()
    lines = list(order.lines.all())
    with translation.override(order.language):
        shown = [_line(line) for line in lines]
        vat = _vat(lines, shown)
        net_cents = sum(line.net_cents for line in shown)
        total_cents = net_cents + order.vat_cents
        funds = _paid_by_funds(lines)
        paid = _paid_by_customer(order, total_cents - sum(part.cents for part in funds))
    return InvoiceContent(
        kind="invoice",
        number="",
        issued_on=issued_on,
        due_on=due_on,
        supplied_from=order.supplied_from,
        supplied_until=order.supplied_until,
        language=order.language,
        currency=order.currency,
        order_number=order.number,
        seller=seller,
        buyer=_buyer(order),
        bank=bank,
        purchase_order_number=order.purchase_order_number,
        # One of these must be there (BR-NL-2); who gave none finds our own number.
        buyer_reference=order.orderer or order.cost_centre or ("" if order.purchase_order_number else order.number),
        cost_centre=order.cost_centre,
        lines=shown,
        vat=vat,
        net_cents=net_cents,
        vat_cents=order.vat_cents,
        total_cents=total_cents,
        prepayments=[*funds, *paid],
        due_cents=total_cents - sum(part.cents for part in [*funds, *paid]),
    )


def credit_facts(
    invoice: Invoice, *, amount_cents: int, credited_cents: int, issued_on: dt.date, reason: str
) -> InvoiceContent:
    """What a credit note of `amount_cents` says, after `credited_cents` were credited before.

    All at once mirrors the invoice; a part takes its share of each VAT rate and of what a fund pays, such that all parts
    together are the invoice, to the cent.
    """
    whole = invoice.facts
    credit = replace(
        whole,
        kind="credit_note",
        number="",
        issued_on=issued_on,
        due_on=None,
        credited_number=invoice.number,
        credited_on=invoice.issued_on,
        reason=reason,
        prepayments=(),
        due_cents=0,
    )
    if amount_cents == invoice.amount_cents:
        return credit
    part = Share(credited_cents, credited_cents + amount_cents, invoice.amount_cents)
    vat_cents = [part.of(line.vat_cents) for line in whole.vat]
    fund_cents = part.of(whole.total_cents - invoice.amount_cents)
    net_cents = amount_cents + fund_cents - sum(vat_cents)
    bases = _shared(net_cents, [_net_under(line.vat, whole.lines) for line in whole.vat])
    with translation.override(whole.language):
        description = _("Deel van factuur %(number)s") % {"number": invoice.number}
    return replace(
        credit,
        lines=[
            DocumentLine(
                description=description,
                quantity=1,
                unit_cents=base,
                subsidy_cents=0,
                subsidy_reason="",
                net_cents=base,
                vat=line.vat,
            )
            for line, base in zip(whole.vat, bases, strict=True)
        ],
        vat=[
            VatLine(vat=line.vat, base_cents=base, vat_cents=vat)
            for line, base, vat in zip(whole.vat, bases, vat_cents, strict=True)
        ],
        net_cents=net_cents,
        vat_cents=sum(vat_cents),
        total_cents=net_cents + sum(vat_cents),
    )


def _asked(line: OrderLine) -> int:
    return line.payable_cents - line.vat_cents


def _line(line: OrderLine) -> DocumentLine:
    subsidy_cents = 0 if line.is_paid_by_fund else line.fund_cents
    return DocumentLine(
        description=line.description,
        quantity=line.quantity,
        unit_cents=line.gross_cents,
        subsidy_cents=subsidy_cents,
        subsidy_reason=line.subsidy.name if line.subsidy and subsidy_cents else "",
        net_cents=line.charged_cents - subsidy_cents,
        vat=_words(line.vat),
        discounts=tuple(LineDiscount(label=each.label, cents=line.quantity * each.cents) for each in line.reductions),
    )


def _words(vat: VatTerms) -> VatTerms:
    """In the language of the document."""
    return replace(vat, label=vat_label(vat), wording=vat_wording(vat))


def _vat(lines: Sequence[OrderLine], shown: Sequence[DocumentLine]) -> list[VatLine]:
    groups: dict[VatTerms, list[int]] = defaultdict(lambda: [0, 0])
    for line, row in zip(lines, shown, strict=True):
        groups[row.vat][0] += row.net_cents
        groups[row.vat][1] += line.vat_cents
    return [VatLine(vat=vat, base_cents=base, vat_cents=cents) for vat, (base, cents) in groups.items()]


def _net_under(vat: VatTerms, lines: Sequence[DocumentLine]) -> int:
    return sum(line.net_cents for line in lines if line.vat == vat)


def _shared(total_cents: int, weights: Sequence[int]) -> list[int]:
    """`total_cents` by weight; what rounding leaves is the last one's."""
    done, shares = 0, []
    for weight in weights:
        shares.append(Share(done, done + weight, sum(weights)).of(total_cents))
        done += weight
    return shares


def _paid_by_funds(lines: Sequence[OrderLine]) -> list[Prepayment]:
    funds: dict[str, int] = defaultdict(int)
    for line in lines:
        if line.is_paid_by_fund:
            funder = line.subsidy.funder if line.subsidy else ""
            funds[funder] += line.vat_base_cents - _asked(line)
    return [
        Prepayment(label=_("Betaald door %(funder)s") % {"funder": funder}, cents=cents)
        for funder, cents in funds.items()
    ]


def _paid_by_customer(order: Order, asked_cents: int) -> list[Prepayment]:
    """What came before the invoice was made; what came too much is no part of it."""
    parts, left = [], asked_cents
    for attempt in Attempt.objects.filter(order=order, status=AttemptStatus.SUCCEEDED).order_by("succeeded_at", "pk"):
        cents = min(attempt.received_cents, left) if attempt.received_currency == order.currency else 0
        if cents and attempt.succeeded_at:
            day = notation.day(timezone.localdate(attempt.succeeded_at), _language(order))
            label = _("Betaald met %(method)s op %(day)s") % {"method": attempt.method_label, "day": day}
            parts.append(Prepayment(label=label, cents=cents))
            left -= cents
    return parts


def _language(order: Order) -> notation.Language:
    return "en" if order.language == "en" else "nl"


def _seller() -> tuple[Party, BankAccount]:
    academy = AcademySettings.for_site(Site.objects.get(is_default_site=True))
    missing = [str(academy._meta.get_field(name).verbose_name) for name in _WANTED if not getattr(academy, name)]
    if missing:
        raise NotAllowed(
            _("Voor een factuur ontbreekt bij de gegevens van de academie: %(names)s.") % {"names": ", ".join(missing)}
        )
    seller = Party(
        name=academy.legal_name,
        street=academy.street,
        postcode=academy.postcode,
        city=academy.city,
        contact_name=academy.name,
        email=academy.email,
        kvk_number=academy.kvk_number,
        vat_id=academy.vat_number,
    )
    return seller, BankAccount(holder=academy.legal_name, iban=academy.iban.replace(" ", ""))


def _buyer(order: Order) -> Party:
    return Party(
        name=order.customer_name,
        street=order.street,
        postcode=order.postcode,
        city=order.city,
        department=order.department,
        contact_name=order.contact_name,
        email=order.email,
        kvk_number=order.kvk_number,
        oin=order.oin,
        vat_id=order.vat_number,
    )
