"""What the payment pages show of one order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.lifecycles import AttemptStatus, OrderStatus
from betalingen.models import Attempt, Invoice, Order, OrderLine
from betalingen.queries.orders import kept_cents
from betalingen.vat_words import vat_label, vat_wording
from cms.api import PriceLine

State = Literal["payable", "pending", "set_aside", "held", "deferred", "paid", "cancelled", "too_late", "expired"]


@dataclass(frozen=True)
class PaymentPage:
    """One order as its customer sees it. `state` decides what can be done; `due_cents` is what is still to be paid."""

    order: Order
    state: State
    lines: Sequence[PriceLine]
    wordings: Sequence[str]
    due_cents: int
    invoices: Sequence[Invoice]


def payment_page(access_key: str) -> PaymentPage | None:
    """The page of the order with this key; None when there is none."""
    order = Order.objects.filter(access_key=access_key).first()
    if order is None:
        return None
    lines = list(order.lines.all())
    kept = kept_cents(order)
    return PaymentPage(
        order=order,
        state=_state(order, set(Attempt.objects.filter(order=order).values_list("status", flat=True))),
        lines=price_lines(order, lines, kept),
        wordings=[words for words in dict.fromkeys(vat_wording(line.vat) for line in lines) if words],
        due_cents=order.owed_cents - kept,
        invoices=list(order.invoices.order_by("pk")),
    )


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
        case OrderStatus.OPEN if order.is_deferred:
            return "deferred"
        case OrderStatus.OPEN if AttemptStatus.PENDING in attempts:
            return "pending"
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
    if kept > 0 and order.owed_cents > kept:
        shown.append(PriceLine(_("Al ontvangen"), -kept))
    if (kept > 0 or order.waived_cents) and order.owed_cents > kept:
        shown.append(PriceLine(_("Nog te betalen"), order.owed_cents - kept))
    return shown
