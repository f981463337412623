"""Payouts and balance lines as finance reads them."""

from typing import Final

from django.db.models import BigIntegerField, Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from betalingen.lifecycles import PayoutStatus
from betalingen.models import BalanceLine, Payout

NEVER_CAME: Final = (PayoutStatus.FAILED, PayoutStatus.CANCELED)


def payouts_for_finance() -> QuerySet[Payout, Payout]:
    """Payouts with `line_count`, `gross`, `fee` and `net` of their lines, and `difference`: the payout less that net.

    The difference is None as long as the provider has not told all lines, and of payouts that never came.
    """
    lines = (
        BalanceLine.objects.filter(payout=OuterRef("pk"))
        .exclude(bucket=BalanceLine.Bucket.PAYOUT)
        .order_by()
        .values("payout")
    )

    def summed(column: str) -> Coalesce:
        return Coalesce(Subquery(lines.annotate(cents=Sum(column)).values("cents")), 0, output_field=BigIntegerField())

    return Payout.objects.annotate(
        line_count=Coalesce(Subquery(lines.annotate(found=Count("pk")).values("found")), 0),
        gross=summed("gross_cents"),
        fee=summed("fee_cents"),
        net=summed("net_cents"),
    ).annotate(
        difference=Case(
            When(Q(is_itemised=True) & ~Q(status__in=NEVER_CAME), then=F("amount_cents") - F("net")),
            output_field=BigIntegerField(),
        )
    )


def payout_totals(payouts: QuerySet[Payout, Payout]) -> dict[str, int]:
    """`count`, and in cents `paid` (what came on the bank), `fee` and `difference`, of a filtered list."""
    found: dict[str, int] = payouts.order_by().aggregate(
        count=Count("pk"),
        paid=Sum("amount_cents", filter=~Q(status__in=NEVER_CAME), default=0),
        fees=Sum("fee", default=0),
        differences=Sum("difference", default=0),
    )
    return found


def balance_cents(provider: str = "") -> int:
    """What stands at the providers now, by the lines that we know: each of them, payouts included."""
    lines = BalanceLine.objects.filter(provider=provider) if provider else BalanceLine.objects.all()
    found: int = lines.aggregate(cents=Sum("net_cents", default=0))["cents"]
    return found


def lines_of(payout: Payout) -> QuerySet[BalanceLine, BalanceLine]:
    """The lines of a payout with the orders that they are about; its own line is not among them."""
    return (
        BalanceLine.objects.filter(payout=payout)
        .exclude(bucket=BalanceLine.Bucket.PAYOUT)
        .select_related("attempt__order")
        .order_by("created_at", "pk")
    )
