"""What the invoice of an order, and a credit note of an invoice, has to say."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
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
from betalingen.documents.parts import part_of, with_sums
from betalingen.lifecycles import AttemptStatus
from betalingen.models import Attempt, Instalment, Invoice, Order, OrderLine
from betalingen.models.payers import Payer
from betalingen.pricing import Share, VatTerms, shared_out
from betalingen.splitting import Sums, split
from betalingen.vat_words import vat_label, vat_wording
from cms.api import AcademySettings, NotAllowed, notation

_WANTED: Final = ("legal_name", "street", "postcode", "city", "kvk_number", "vat_number", "iban")
"""What article 35a of the Wet OB wants of the seller, and where to pay."""


def subsidy_within(lines: Sequence[OrderLine]) -> int:
    """What funds owe the academy for these lines, in cents; nothing when the fund pays the employer."""
    return sum(line.fund_cents for line in lines)


def invoice_facts(
    order: Order, *, issued_on: dt.date, due_on: dt.date, instalment: Instalment | None = None
) -> InvoiceContent:
    """Everything but the number and the reference, which come last; of an order, or of one of its instalments.

    Raises NotAllowed when details of the academy miss.
    """
    payer = instalment or order
    seller, bank = _seller()
    lines = list(order.lines.all())
    with translation.override(order.language):
        shown = [_line(line) for line in lines]
        vat = _vat(lines, shown)
        net_cents = sum(line.net_cents for line in shown)
        total_cents = net_cents + order.vat_cents
        funds = _paid_by_funds(lines)
    whole = InvoiceContent(
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
        buyer=buyer_of(payer),
        bank=bank,
        purchase_order_number=payer.purchase_order_number,
        # One of these must be there (BR-NL-2); who gave none finds our own number.
        buyer_reference=payer.orderer or payer.cost_centre or ("" if payer.purchase_order_number else order.number),
        cost_centre=payer.cost_centre,
        lines=shown,
        vat=vat,
        net_cents=net_cents,
        vat_cents=order.vat_cents,
        total_cents=total_cents,
        prepayments=funds,
        due_cents=total_cents - sum(part.cents for part in funds),
    )
    with translation.override(order.language):
        asked = _instalment(whole, instalment, lines) if instalment else whole
        paid = _paid_by_customer(order, instalment, asked.due_cents)
    return replace(
        asked,
        prepayments=[*asked.prepayments, *paid],
        due_cents=asked.due_cents - sum(part.cents for part in paid),
    )


def instalment_subsidy(instalment: Instalment) -> int:
    """What funds owe the academy for an instalment, in cents."""
    order = instalment.order
    before = sum(row.planned_cents for row in order.instalments.all() if row.number < instalment.number)
    share = Share(before, before + instalment.planned_cents, order.total_cents)
    return _asked_of(instalment).of(share.of(subsidy_within(list(order.lines.all()))))


def instalment_vat(instalment: Instalment) -> int:
    """The VAT in what was planned of an instalment, in cents."""
    return sum(part.vat_cents for part in _own_sums(instalment, list(instalment.order.lines.all())))


def _own_sums(instalment: Instalment, lines: Sequence[OrderLine]) -> list[Sums]:
    """What was planned of an instalment, under each VAT rule of its order."""
    whole: dict[VatTerms, list[Sums]] = defaultdict(list)
    for line in lines:
        whole[line.vat].append(Sums(_line(line).net_cents, line.vat_cents, _of_fund(line)))
    sums = [
        Sums(
            sum(each.base_cents for each in group),
            sum(each.vat_cents for each in group),
            sum(each.fund_cents for each in group),
        )
        for group in whole.values()
    ]
    planned = [row.planned_cents for row in instalment.order.instalments.all()]
    return split(sums, planned)[instalment.number - 1]


def _asked_of(instalment: Instalment) -> Share:
    """What its payer is still asked, of what was planned."""
    return Share(0, instalment.owed_cents, instalment.planned_cents)


def _instalment(whole: InvoiceContent, instalment: Instalment, lines: Sequence[OrderLine]) -> InvoiceContent:
    """What an instalment says of the whole order."""
    if instalment.owed_cents == whole.due_cents:
        return whole  # somebody else pays, and all of it
    own = _own_sums(instalment, lines)
    description = _("Termijn %(number)s van %(count)s van order %(order)s: %(title)s") % {
        "number": instalment.number,
        "count": instalment.count,
        "order": whole.order_number,
        "title": instalment.order.title,
    }
    vat = [
        VatLine(vat=line.vat, base_cents=part.base_cents, vat_cents=part.vat_cents)
        for line, part in zip(whole.vat, own, strict=True)
        if part.base_cents or part.vat_cents
    ]
    content = with_sums(whole, vat, description=description)
    fund_cents = sum(part.fund_cents for part in own)
    if instalment.waived_cents:
        share = _asked_of(instalment)
        fund_cents = share.of(fund_cents)
        content = part_of(
            content, share, amount_cents=instalment.owed_cents, fund_cents=fund_cents, description=description
        )
    funds = sum(each.cents for each in whole.prepayments)
    parts = shared_out(fund_cents, [Decimal(fund_cents) * each.cents / funds for each in whole.prepayments])
    return replace(
        content,
        prepayments=[replace(each, cents=cents) for each, cents in zip(whole.prepayments, parts, strict=True) if cents],
        due_cents=instalment.owed_cents,
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
    with translation.override(whole.language):
        description = _("Deel van factuur %(number)s") % {"number": invoice.number}
    return part_of(
        credit,
        part,
        amount_cents=amount_cents,
        fund_cents=part.of(whole.total_cents - invoice.amount_cents),
        description=description,
    )


def _asked(line: OrderLine) -> int:
    return line.payable_cents - line.vat_cents


def _of_fund(line: OrderLine) -> int:
    return line.vat_base_cents - _asked(line) if line.is_paid_by_fund else 0


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


def _paid_by_funds(lines: Sequence[OrderLine]) -> list[Prepayment]:
    funds: dict[str, int] = defaultdict(int)
    for line in lines:
        if cents := _of_fund(line):
            funds[line.subsidy.funder if line.subsidy else ""] += cents
    return [
        Prepayment(label=_("Betaald door %(funder)s") % {"funder": funder}, cents=cents)
        for funder, cents in funds.items()
    ]


def _paid_by_customer(order: Order, instalment: Instalment | None, asked_cents: int) -> list[Prepayment]:
    """What came before the invoice was made; what came too much is no part of it."""
    parts, left = [], asked_cents
    came = Attempt.objects.filter(order=order, instalment=instalment, status=AttemptStatus.SUCCEEDED)
    for attempt in came.order_by("succeeded_at", "pk"):
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


def buyer_of(payer: Payer) -> Party:
    """Who pays, as a document names them."""
    return Party(
        name=payer.customer_name,
        street=payer.street,
        postcode=payer.postcode,
        city=payer.city,
        department=payer.department,
        contact_name=payer.contact_name,
        email=payer.email,
        kvk_number=payer.kvk_number,
        oin=payer.oin,
        vat_id=payer.vat_number,
    )
