"""Money that came in (payments) and went back (refunds), as one list: what finance sees, totals and exports.

Screen, totals and file all start from the same `Period`, so they cannot disagree. Other currencies than the order's stand
among the exceptions, not here: they cannot be added up.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from betalingen.contracts import PaymentRow
from betalingen.lifecycles import AttemptStatus, RefundStatus
from betalingen.models import Attempt, Refund

Found: TypeAlias = "QuerySet[Any, Any]"

CHUNK: Final = 2000
_PREFIX: Final = "row_"  # the names of the rows are those of columns too, which Django does not allow

_ORDER: Final = {
    "order_pk": "pk",
    "order_number": "number",
    "reference": "reference",
    "title": "title",
    "customer_name": "customer_name",
    "email": "email",
    "purchase_order_number": "purchase_order_number",
    "cost_centre": "cost_centre",
    "kvk_number": "kvk_number",
}
_ATTEMPT: Final = {
    "provider": "provider",
    "method": "method",
    "currency": "received_currency",
    "payment_reference": "provider_reference",
    "charge_reference": "charge_reference",
}
_SEARCHED: Final = ("number", "reference", "customer_name", "email", "purchase_order_number", "title")


@dataclass(frozen=True, kw_only=True)
class Period:
    """Which movements: whole days in the Netherlands, both included; "" means all."""

    first_day: dt.date
    last_day: dt.date
    provider: str = ""
    kind: Literal["", "payment", "refund"] = ""
    text: str = ""


@dataclass(frozen=True)
class Totals:
    """Sums in cents; what went back counts as negative."""

    count: int = 0
    gross_cents: int = 0
    fee_cents: int = 0
    vat_cents: int = 0

    @property
    def net_cents(self) -> int:
        """What is left after the costs of the payment service."""
        return self.gross_cents - self.fee_cents

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.count + other.count,
            self.gross_cents + other.gross_cents,
            self.fee_cents + other.fee_cents,
            self.vat_cents + other.vat_cents,
        )


def totals(period: Period) -> Totals:
    """What a period adds up to; three queries."""
    came = _payments(period).aggregate(
        count=Count("pk"), gross=Sum("received_cents"), fee=Sum("fee_cents"), vat=Sum("vat_cents")
    )
    went = _refunds(period).aggregate(count=Count("pk"), gross=Sum("amount_cents"), vat=Sum("vat_cents"))
    back = _returned(period).aggregate(count=Count("pk"), gross=Sum("amount_cents"), vat=Sum("vat_cents"))
    return (
        Totals(came["count"], came["gross"] or 0, came["fee"] or 0, came["vat"] or 0)
        + Totals(went["count"], -(went["gross"] or 0), 0, -(went["vat"] or 0))
        + Totals(back["count"], back["gross"] or 0, 0, back["vat"] or 0)
    )


def movements(period: Period) -> Found:
    """The rows of a period, newest first; `payment_row` reads them. Sliceable, for pages."""
    return _together(period).order_by(f"-{_PREFIX}booked_at", f"-{_PREFIX}charge_reference")


def payment_rows(period: Period) -> Iterator[PaymentRow]:
    """The rows of a period, oldest first, one by one from a server-side cursor: memory stays flat."""
    found = _together(period).order_by(f"{_PREFIX}booked_at", f"{_PREFIX}charge_reference")
    for row in found.iterator(chunk_size=CHUNK):
        yield payment_row(row)


def payment_row(row: Mapping[str, Any]) -> PaymentRow:
    """A row of `movements`."""
    values = {name.removeprefix(_PREFIX): value for name, value in row.items()}
    del values["order_pk"]
    return PaymentRow(**values, net_cents=values["gross_cents"] - values["fee_cents"])


def order_pk(row: Mapping[str, Any]) -> int:
    """The order that a row of `movements` belongs to."""
    pk: int = row[f"{_PREFIX}order_pk"]
    return pk


def _together(period: Period) -> Found:
    came = _shaped(
        _payments(period),
        "",
        booked_at=F("succeeded_at"),
        kind=Value("payment"),
        gross_cents=F("received_cents"),
        fee_cents=Coalesce(F("fee_cents"), 0),
        vat_cents=F("vat_cents"),
        refund_reference=Value(""),
        reason=Value(""),
    )
    went = _shaped(
        _refunds(period),
        "attempt__",
        booked_at=F("succeeded_at"),
        kind=Value("refund"),
        gross_cents=-F("amount_cents"),
        fee_cents=Value(0),
        vat_cents=-F("vat_cents"),
        refund_reference=F("provider_reference"),
        reason=F("reason"),
    )
    returned = _shaped(
        _returned(period),
        "attempt__",
        booked_at=F("returned_at"),
        kind=Value("refund"),
        gross_cents=F("amount_cents"),
        fee_cents=Value(0),
        vat_cents=F("vat_cents"),
        refund_reference=F("provider_reference"),
        reason=F("reason"),
    )
    return came.union(went, returned, all=True)


def _shaped(found: Found, attempt: str, **own: Combinable) -> Found:
    columns: dict[str, Combinable] = dict(own)
    columns |= {name: F(f"{attempt}{column}") for name, column in _ATTEMPT.items()}
    columns |= {name: F(f"{attempt}order__{column}") for name, column in _ORDER.items()}
    # A union goes by position: both halves list the same names in the same order.
    return found.order_by().values(**{f"{_PREFIX}{name}": columns[name] for name in sorted(columns)})


def _payments(period: Period) -> Found:
    found = Attempt.objects.filter(
        _within(period, "succeeded_at"),
        _about(period, ""),
        status=AttemptStatus.SUCCEEDED,
        received_currency=F("order__currency"),
    )
    return found if period.kind != "refund" else found.none()


def _refunds(period: Period) -> Found:
    return _refunded(period, "succeeded_at", RefundStatus.SUCCEEDED, RefundStatus.RETURNED)


def _returned(period: Period) -> Found:
    """What went back and came in again: the refund stays in its own period, its return stands in another."""
    return _refunded(period, "returned_at", RefundStatus.RETURNED)


def _refunded(period: Period, column: str, *statuses: RefundStatus) -> Found:
    found = Refund.objects.filter(
        _within(period, column),
        _about(period, "attempt__"),
        status__in=statuses,
        attempt__received_currency=F("attempt__order__currency"),
    )
    return found if period.kind != "payment" else found.none()


def _within(period: Period, column: str) -> Q:
    first = timezone.make_aware(dt.datetime.combine(period.first_day, dt.time()))
    after = timezone.make_aware(dt.datetime.combine(period.last_day + dt.timedelta(days=1), dt.time()))
    return Q(**{f"{column}__gte": first, f"{column}__lt": after})


def _about(period: Period, attempt: str) -> Q:
    # Play money never reaches the books; in the demo there is no other.
    wanted = Q() if settings.DEMO else Q(**{f"{attempt}is_demo": False})
    if period.provider:
        wanted &= Q(**{f"{attempt}provider": period.provider})
    if period.text:
        matches = Q(**{f"{attempt}provider_reference__icontains": period.text})
        matches |= Q(**{f"{attempt}charge_reference__icontains": period.text})
        for column in _SEARCHED:
            matches |= Q(**{f"{attempt}order__{column}__icontains": period.text})
        wanted &= matches
    return wanted
