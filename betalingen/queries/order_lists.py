"""Orders and exceptions as finance's lists need them: one query a list, however long."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from betalingen.lifecycles import AttemptStatus, OrderStatus, RefundStatus
from betalingen.models import Attempt, Discrepancy, Dispute, Instalment, Invoice, Order, Refund
from betalingen.models.payments import BANK_TRANSFER
from betalingen.queries.disputes import OPEN
from betalingen.queries.instalments import due_to_invoice
from betalingen.queries.proposals import proposals


def orders_for_finance() -> QuerySet[Order, Order]:
    """Orders with `received` (cents that came in) and `returned` (cents that went back)."""
    came = Attempt.objects.filter(order=OuterRef("pk"), status=AttemptStatus.SUCCEEDED).order_by().values("order")
    went = (
        Refund.objects.filter(attempt__order=OuterRef("pk"), status=RefundStatus.SUCCEEDED)
        .order_by()
        .values("attempt__order")
    )
    return Order.objects.annotate(
        received=Coalesce(Subquery(came.annotate(cents=Sum("received_cents")).values("cents")), 0),
        returned=Coalesce(Subquery(went.annotate(cents=Sum("amount_cents")).values("cents")), 0),
    )


def orders_to_invoice() -> QuerySet[Order, Order]:
    """Orders that ask money, or got it and did not give it all up, and have no invoice yet; or an instalment whose day has come has none."""
    asks = Q(status=OrderStatus.PAID) | Q(status=OrderStatus.OPEN, is_deferred=True, is_held=False)
    known, planned = (Exists(model.objects.filter(order=OuterRef("pk"))) for model in (Invoice, Instalment))
    waits = Exists(due_to_invoice(timezone.localdate()).filter(order=OuterRef("pk")))
    return Order.objects.filter(asks, Q(total_cents__gt=F("waived_cents")), Q(~known, ~planned) | Q(waits))


def order_totals(orders: QuerySet[Order, Order]) -> dict[str, int]:
    """`count`, `total`, `received`, `returned` and `open` (what open orders still ask) of a filtered list, in cents."""
    found = orders.order_by().aggregate(
        count=Count("pk"),
        total=Coalesce(Sum("total_cents"), 0),
        received_sum=Coalesce(Sum("received"), 0),
        returned_sum=Coalesce(Sum("returned"), 0),
        asked=Coalesce(Sum(F("total_cents") - F("waived_cents"), filter=Q(status=OrderStatus.OPEN)), 0),
        got=Coalesce(Sum(F("received") - F("returned"), filter=Q(status=OrderStatus.OPEN)), 0),
    )
    return {
        "count": found["count"],
        "total": found["total"],
        "received": found["received_sum"],
        "returned": found["returned_sum"],
        "open": found["asked"] - found["got"],
    }


def discrepancies_for_finance() -> QuerySet[Discrepancy, Discrepancy]:
    """Exceptions with what they are about, those that wait first, and of these what has to be answered soonest.

    `respond_by` is when the bank wants an answer about a payment that it claims back, `claim` the reference of that claim.
    """
    claims = Dispute.objects.filter(attempt=OuterRef("attempt"), status__in=OPEN, respond_by__isnull=False)
    return (
        Discrepancy.objects.select_related("attempt__order", "payout", "line")
        .annotate(
            respond_by=Subquery(claims.order_by("respond_by").values("respond_by")[:1]),
            claim=Subquery(claims.order_by("respond_by").values("reference")[:1]),
        )
        .order_by(F("resolved_at").desc(nulls_first=True), F("respond_by").asc(nulls_last=True), "-created_at")
    )


def work_for_finance() -> dict[str, Any]:
    """What waits for finance: `exceptions` (newest five), `exception_count`, `transfers_back` (refunds to transfer by hand),
    `proposals` (that wait for a second person)."""
    waiting = discrepancies_for_finance().filter(resolved_at__isnull=True)
    by_hand = Refund.objects.filter(
        attempt__method=BANK_TRANSFER, status__in=[RefundStatus.REQUESTED, RefundStatus.SUBMITTED]
    ).select_related("attempt__order")
    return {
        "exceptions": list(waiting[:5]),
        "exception_count": waiting.count(),
        "proposals": proposals()[:5],
        "transfers_back": list(by_hand.order_by("created_at")[:5]),
    }
