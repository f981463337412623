"""Place an order: what a customer owes, frozen now."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen import hooks
from betalingen.actions.next_number import next_number
from betalingen.actions.take_subsidy import take_subsidy
from betalingen.contracts import Customer, LineRequest, OrderView, PaymentProvider, Supply
from betalingen.models import Order, OrderLine
from betalingen.pricing import order_sum
from betalingen.queries.orders import view_of
from cms.api import NotAllowed, User, defer, record_audit

SERIES: Final = "OR"

HOLD: Final = timedelta(minutes=60)
"""How long an order to be paid online holds what it is for, unless a payment is running."""


@transaction.atomic
def place_order(
    *,
    reference: str,
    title: str,
    customer: Customer,
    lines: Sequence[LineRequest],
    provider: str,
    language: str,
    return_path: str = "",
    is_held: bool = False,
    supply: Supply | None = None,
    user: User | None = None,
) -> OrderView:
    """Make an order with its number; the same `reference` again returns the order made then. No network.

    A line with a subsidy takes its share of the ceilings of its scheme, which is locked until the transaction ends.
    `return_path` is where the customer goes after paying. What `is_held` cannot be paid and never expires until
    `release_order`. Raises NotAllowed when the way to pay is no longer there, a plugin
    objects, or (SubsidyGone) the subsidy of a line is used up; ValueError when there is nothing to pay.
    """
    existing = Order.objects.filter(reference=reference).first()
    if existing:
        return view_of(existing)
    chosen = _chosen(provider)
    summed = order_sum([(line.quantity, line.price) for line in lines])
    if summed.total_cents == 0:
        raise ValueError("An order of nothing is no order.")
    take_subsidy(lines)
    order = Order.objects.create(
        number=next_number(SERIES),
        reference=reference,
        title=title,
        provider=chosen.key,
        is_deferred=chosen.is_deferred,
        return_path=return_path,
        language=language,
        total_cents=summed.total_cents,
        vat_cents=summed.vat_cents,
        is_held=is_held,
        expires_at=None if chosen.is_deferred or is_held else timezone.now() + HOLD,
        **customer.snapshot(),
        supplied_from=supply.first_day if supply else None,
        supplied_until=supply.last_day if supply else None,
    )
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            position=position,
            description=line.description,
            quantity=line.quantity,
            gross_cents=line.price.gross_cents,
            discount_cents=line.price.discount_cents,
            discounts=[each.to_json() for each in line.price.discounts],
            subsidy_cents=line.price.subsidy_cents,
            vat_base_cents=line_sum.vat_base_cents,
            vat_category=line.price.vat.category,
            vat_rate=line.price.vat.rate,
            vat_cents=line_sum.vat_cents,
            vat_label=line.price.vat.label,
            vat_wording=line.price.vat.wording,
            payable_cents=line_sum.payable_cents,
            subsidy_scheme_id=line.subsidy_scheme_id,
            subsidy_terms=line.price.subsidy.to_json() if line.price.subsidy else {},
        )
        for position, (line, line_sum) in enumerate(zip(lines, summed.lines, strict=True))
    )
    if order.is_deferred and not order.is_held:
        defer("betalingen.issue_invoice", order=order.pk)
    placed = view_of(order)
    hooks.check_order(placed)
    record_audit(order, "betalingen.order_placed", user=user, total_cents=order.total_cents, provider=order.provider)
    return placed


def _chosen(key: str) -> PaymentProvider:
    try:
        return hooks.payment_provider(key)
    except hooks.NotContributed:
        raise NotAllowed(_("Deze manier van betalen kan niet meer. Kies een andere.")) from None
