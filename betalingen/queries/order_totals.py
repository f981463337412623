"""What became of the money of several orders together."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import BigIntegerField, Case, F, Sum, When

from betalingen.lifecycles import AttemptStatus, RefundStatus
from betalingen.models import Attempt, Invoice, Refund


@dataclass(frozen=True)
class OrderTotals:
    """In cents, with VAT: `invoiced` less what was credited, `paid` less what went back."""

    invoiced_cents: int
    paid_cents: int


def order_totals(order_ids: Collection[int]) -> OrderTotals:
    """Three queries, however many orders."""
    signed = Case(
        When(kind=Invoice.Kind.CREDIT_NOTE, then=-F("amount_cents")),
        default=F("amount_cents"),
        output_field=BigIntegerField(),
    )
    invoiced = Invoice.objects.filter(order__in=order_ids).aggregate(cents=Sum(signed))
    received = Attempt.objects.filter(order__in=order_ids, status=AttemptStatus.SUCCEEDED)
    back = Refund.objects.filter(attempt__order__in=order_ids, status=RefundStatus.SUCCEEDED)
    return OrderTotals(
        invoiced_cents=invoiced["cents"] or 0,
        paid_cents=(received.aggregate(cents=Sum("received_cents"))["cents"] or 0)
        - (back.aggregate(cents=Sum("amount_cents"))["cents"] or 0),
    )
