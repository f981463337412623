"""What the payment pages show of one order."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.documents.references import in_groups
from betalingen.lifecycles import AttemptStatus, OrderStatus
from betalingen.models import Attempt, Instalment, Invoice, Order, OrderLine
from betalingen.queries.choices import online_provider
from betalingen.queries.instalments import instalments_with_money
from betalingen.queries.invoice_facts import instalment_vat
from betalingen.queries.orders import kept_cents
from betalingen.vat_words import vat_label, vat_wording
from cms.api import PriceLine

State = Literal["payable", "pending", "set_aside", "held", "deferred", "paid", "cancelled", "too_late", "expired"]


@dataclass(frozen=True)
class PaymentPage:
    """One order, or one instalment, as its payer sees it. `state` decides what can be done; `due_cents` is what is still to be
    paid. `instalments` are those of a whole order; who pays another one than the order's customer is not told. What is asked
    on invoice can be transferred, and sometimes paid online too.
    """

    order: Order
    payer: Order | Instalment
    state: State
    lines: Sequence[PriceLine]
    wordings: Sequence[str]
    due_cents: int
    invoices: Sequence[Invoice]
    instalments: Sequence["InstalmentLine"] = ()

    transfer: "Transfer | None" = None
    is_paid_online_too: bool = False
    paid_at: dt.datetime | None = None


@dataclass(frozen=True)
class Transfer:
    """What a payer needs at the bank; the account and the reference in groups of four."""

    pay_until: dt.date | None
    iban: str
    holder: str
    reference: str


@dataclass(frozen=True)
class InstalmentLine:
    """An instalment on the page of its order; `key` is "" when another pays it."""

    instalment: Instalment
    key: str
    is_paid: bool


def payment_page(access_key: str) -> PaymentPage | None:
    """The page of the order or the instalment with this key; None when there is none."""
    order = Order.objects.filter(access_key=access_key).first()
    if order is None:
        row = Instalment.objects.select_related("order").filter(access_key=access_key).first()
        return _instalment_page(row) if row else None
    lines = list(order.lines.all())
    kept = kept_cents(order)
    rows = instalments_with_money().filter(order=order).order_by("number")
    instalments = [
        InstalmentLine(row, row.access_key if _is_own(row, order) else "", row.due <= 0)  # type: ignore[attr-defined]
        for row in rows
    ]
    invoices = list(order.invoices.filter(instalment=None).order_by("pk"))
    of_order = Attempt.objects.filter(order=order, instalment=None)
    state = _state(order, set(of_order.values_list("status", flat=True)))
    is_asked = state == "deferred" and not instalments
    return PaymentPage(
        order=order,
        payer=order,
        state=state,
        lines=price_lines(order, lines, kept),
        wordings=_wordings(lines),
        due_cents=order.owed_cents - kept,
        invoices=invoices,
        instalments=instalments,
        transfer=_transfer(invoices) if is_asked else None,
        is_paid_online_too=is_asked and _is_paid_online_too(order, invoices),
        paid_at=order.paid_at,
    )


def _instalment_page(row: Instalment) -> PaymentPage:
    order = row.order
    kept = kept_cents(row)
    attempts = list(row.attempts.order_by("succeeded_at"))
    state = _instalment_state(row, kept, {attempt.status for attempt in attempts})
    invoices = list(row.invoices.order_by("pk"))
    return PaymentPage(
        order=order,
        payer=row,
        state=state,
        lines=_instalment_lines(row, kept),
        wordings=_wordings(order.lines.all()),
        due_cents=row.owed_cents - kept,
        invoices=invoices,
        transfer=_transfer(invoices) if state == "deferred" else None,
        is_paid_online_too=state == "deferred" and _is_paid_online_too(order, invoices),
        paid_at=max((attempt.succeeded_at for attempt in attempts if attempt.succeeded_at), default=None),
    )


def _is_paid_online_too(order: Order, invoices: Sequence[Invoice]) -> bool:
    return bool(invoices) and order.status == OrderStatus.OPEN and online_provider() is not None


def _transfer(invoices: Sequence[Invoice]) -> Transfer | None:
    """Of the first, which is the invoice: the others credit it."""
    if not invoices:
        return None
    facts = invoices[0].facts
    return Transfer(
        pay_until=facts.due_on,
        iban=in_groups(facts.bank.iban),
        holder=facts.bank.holder,
        reference=in_groups(facts.payment_reference),
    )


def _instalment_state(row: Instalment, kept: int, attempts: set[str]) -> State:
    if not row.owed_cents or row.order.status == OrderStatus.CANCELLED:
        return "cancelled"
    if kept >= row.owed_cents:
        return "paid"
    if AttemptStatus.PENDING in attempts:
        return "pending"
    return "held" if row.order.is_held else "deferred"


def _instalment_lines(row: Instalment, kept: int) -> list[PriceLine]:
    """Price, VAT and the total of one instalment."""
    vat_cents = instalment_vat(row)
    shown = [
        PriceLine(f"{row}: {row.order.title}", row.planned_cents - vat_cents),
        PriceLine(_("Btw"), vat_cents),
        PriceLine(_("Totaal"), row.planned_cents, kind="total"),
    ]
    if row.waived_cents:
        shown.append(PriceLine(_("Vervallen door afmelden"), -row.waived_cents))
    return shown + _rest(row, kept)


def _is_own(row: Instalment, order: Order) -> bool:
    return (row.customer_name, row.email) == (order.customer_name, order.email)


def _wordings(lines: Iterable[OrderLine]) -> list[str]:
    return [words for words in dict.fromkeys(vat_wording(line.vat) for line in lines) if words]


def _state(order: Order, attempts: set[str]) -> State:
    match OrderStatus(order.status):
        case OrderStatus.PAID:
            return "paid"
        case OrderStatus.CANCELLED:
            return "cancelled"
        case OrderStatus.EXPIRED if AttemptStatus.SUCCEEDED in attempts:
            return "too_late"  # it goes back, or finance looks into it
        case OrderStatus.EXPIRED:
            return "expired"
        case OrderStatus.OPEN if order.is_held:
            return "held"
        case OrderStatus.WRITTEN_OFF:
            return "deferred"  # what is not in the books as coming is asked all the same
        case OrderStatus.OPEN if AttemptStatus.PENDING in attempts:
            return "pending"
        case OrderStatus.OPEN if order.is_deferred:
            return "deferred"
        case OrderStatus.OPEN if AttemptStatus.SUCCEEDED in attempts:
            return "set_aside"  # money came that does not fit; finance looks into it
        case OrderStatus.OPEN if order.expires_at is not None and order.expires_at <= timezone.now():
            return "expired"
        case OrderStatus.OPEN:
            return "payable"


def price_lines(order: Order, lines: Iterable[OrderLine], kept: int) -> list[PriceLine]:
    """The sum of an order: full prices, discounts, subsidy, VAT per rule, what came in already, and the total."""
    shown: list[PriceLine] = []
    vat: dict[str, int] = {}
    asked = 0
    for line in lines:
        line_asked = line.payable_cents - line.vat_cents
        asked += line_asked
        name = vat_label(line.vat)
        vat[name] = vat.get(name, 0) + line.vat_cents
        label = line.description if line.quantity == 1 else f"{line.quantity} × {line.description}"
        shown.append(PriceLine(label, line.quantity * line.gross_cents))
        shown += [PriceLine(each.label, -line.quantity * each.cents) for each in line.reductions]
        if line.fund_cents:
            scheme = line.subsidy.name if line.subsidy else ""
            shown.append(PriceLine(_("Subsidie"), -line.fund_cents, scheme))
    shown.append(PriceLine(_("Samen, zonder btw"), asked, kind="sum"))
    shown += [PriceLine(label, cents) for label, cents in vat.items()]
    shown.append(PriceLine(_("Totaal"), order.total_cents, kind="total"))
    if order.waived_cents:
        shown.append(PriceLine(_("Vervallen door afmelden"), -order.waived_cents))
    return shown + _rest(order, kept)


def _rest(part: Order | Instalment, kept: int) -> list[PriceLine]:
    shown = []
    if kept > 0 and part.owed_cents > kept:
        shown.append(PriceLine(_("Al ontvangen"), -kept))
    if (kept > 0 or part.waived_cents) and part.owed_cents > kept:
        shown.append(PriceLine(_("Nog te betalen"), part.owed_cents - kept))
    return shown
