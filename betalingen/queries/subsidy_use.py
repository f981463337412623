"""How much of a subsidy scheme is used: by the lines of orders that stand, less what was credited of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import BigIntegerField, DecimalField, F, OuterRef, Subquery, Sum
from django.db.models.functions import Cast, Ceil, Coalesce

from betalingen.fares import Fare
from betalingen.lifecycles import OrderStatus
from betalingen.models import Instalment, Invoice, OrderLine
from betalingen.queries.instalments import current_documents

GONE: Final = (OrderStatus.CANCELLED, OrderStatus.EXPIRED)


@dataclass(frozen=True)
class Use:
    """What bookings took of a scheme."""

    places: int = 0
    cents: int = 0


def uses(schemes: Collection[int]) -> Mapping[int, Use]:
    """By the pk of the scheme; one query, none without schemes. A part that was credited gives its places and cents back."""
    if not schemes:
        return {}
    credited = (
        current_documents()
        .filter(order=OuterRef("order"), kind=Invoice.Kind.CREDIT_NOTE)
        .order_by()
        .values("order")
        .annotate(cents=Sum("amount_cents"))
        .values("cents")
    )
    # Of an order in instalments: what was invoiced, or still will be.
    invoiced = Invoice.objects.filter(instalment=OuterRef("pk"), kind=Invoice.Kind.INVOICE).values("amount_cents")
    asked = (
        Instalment.objects.filter(order=OuterRef("order"))
        .annotate(asked=Coalesce(Subquery(invoiced), F("planned_cents") - F("waived_cents")))
        .order_by()
        .values("order")
        .annotate(cents=Sum("asked"))
        .values("cents")
    )
    # Of another order likewise; what is waived of an invoice is credited.
    invoice = Invoice.objects.filter(order=OuterRef("order"), instalment=None, kind=Invoice.Kind.INVOICE)
    still_asked = F("order__total_cents") - F("order__waived_cents")
    whole = Coalesce(
        Subquery(asked), Subquery(invoice.values("amount_cents")), still_asked, output_field=BigIntegerField()
    )
    kept = whole - Coalesce(Subquery(credited, output_field=BigIntegerField()), 0)
    lines = OrderLine.objects.filter(subsidy_scheme__in=schemes).exclude(order__status__in=GONE).annotate(kept=kept)
    found = (
        lines.order_by()
        .values("subsidy_scheme")
        .annotate(places=Sum(_part(_exact("quantity"))), cents=Sum(_part(_exact("quantity") * F("subsidy_cents"))))
    )
    return {row["subsidy_scheme"]: Use(int(row["places"]), int(row["cents"])) for row in found}


def fares_now(fares: Collection[Fare | None]) -> list[Fare | None]:
    """The same fares, knowing what is used of their schemes by now; no query when none of them has a ceiling."""
    capped = {fare.offer.scheme_id for fare in fares if fare and fare.offer and fare.offer.has_ceiling}
    used = uses(capped)
    return [_knowing(fare, used) for fare in fares]


def _knowing(fare: Fare | None, used: Mapping[int, Use]) -> Fare | None:
    if fare is None or fare.offer is None or not fare.offer.has_ceiling:
        return fare
    use = used.get(fare.offer.scheme_id, Use())
    return replace(fare, offer=replace(fare.offer, used_places=use.places, used_cents=use.cents))


def _exact(name: str) -> Any:
    """As a number that divides without loss, and cannot overflow."""
    return Cast(name, DecimalField(max_digits=30, decimal_places=0))


def _part(whole: Any) -> Any:
    """What is left of it after crediting, rounded up: a place of which something is kept is used."""
    return Ceil(whole * F("kept") / F("order__total_cents"), output_field=DecimalField())
