"""The VAT of an order in one value, for rows that are about an order."""

from typing import Any, Final

from django.db.models import Case, CharField, DecimalField, F, Max, Min, OuterRef, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat

from betalingen.models import OrderLine

_RATE: Final = DecimalField(max_digits=5, decimal_places=2)


def vat_rate(order: str) -> Combinable:
    """In percents; None when the order has several. `order` is the path to its pk."""
    return Subquery(_only(F("vat_rate"), _RATE, order), output_field=_RATE)


def vat_terms(order: str) -> Combinable:
    """Category and rate, "S 21.00"; "" when the order has several."""
    terms = Concat("vat_category", Value(" "), Cast("vat_rate", CharField()))
    return Coalesce(Subquery(_only(terms, CharField(), order), output_field=CharField()), Value(""))


def _only(value: Any, kind: Any, order: str) -> Any:
    lines = OrderLine.objects.filter(order=OuterRef(order)).order_by().values("order")
    limits = lines.annotate(lowest=Min(value), highest=Max(value))
    return limits.annotate(only=Case(When(lowest=F("highest"), then=F("lowest")), output_field=kind)).values("only")
