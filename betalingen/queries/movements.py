"""Money that came in (payments) and went back (refunds), as one list: what finance sees, totals and exports.

Screen, totals and file all start from the same `Period`, so they cannot disagree. Other currencies than the order's stand
among the exceptions, not here: they cannot be added up.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, ExtractMonth, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from betalingen import contracts
from betalingen.contracts import ColumnType, TableColumn
from betalingen.lifecycles import AttemptStatus, RefundStatus
from betalingen.models import Account, Attempt, Discrepancy, Invoice, OrderLine, Refund
from betalingen.models.payments import BANK_TRANSFER
from betalingen.queries.ledger_codes import account_codes
from betalingen.queries.order_vat import vat_rate

Found: TypeAlias = "QuerySet[Any, Any]"
Row: TypeAlias = "Sequence[contracts.Value]"

CHUNK: Final = 2000
_PREFIX: Final = "row_"  # the names of the rows are those of columns too, which Django does not allow

COLUMNS: Final = (
    TableColumn("day", _("Datum"), ColumnType.DAY),
    TableColumn("kind", _("Soort")),
    TableColumn("order_number", _("Ordernummer")),
    TableColumn("invoice_number", _("Factuurnummer")),
    TableColumn("credit_numbers", _("Creditfacturen")),
    TableColumn("reference", _("Hoort bij")),
    TableColumn("title", _("Waarvoor")),
    TableColumn("customer_name", _("Klant")),
    TableColumn("email", _("E-mailadres")),
    TableColumn("kvk_number", _("KvK-nummer")),
    TableColumn("vat_number", _("Btw-nummer")),
    TableColumn("purchase_order_number", _("Inkoopnummer")),
    TableColumn("cost_centre", _("Kostenplaats")),
    TableColumn("provider", _("Betaalwijze")),
    TableColumn("method", _("Betaalmethode")),
    TableColumn("currency", _("Munt")),
    TableColumn("excl_cents", _("Bedrag zonder btw"), ColumnType.CENTS),
    TableColumn("vat_rate", _("Btw-tarief"), ColumnType.NUMBER),
    TableColumn("vat_cents", _("Waarvan btw"), ColumnType.CENTS),
    TableColumn("gross_cents", _("Bruto"), ColumnType.CENTS),
    TableColumn("fee_cents", _("Kosten"), ColumnType.CENTS),
    TableColumn("net_cents", _("Netto"), ColumnType.CENTS),
    TableColumn("order_subsidy_cents", _("Subsidie op de order"), ColumnType.CENTS),
    TableColumn("ledger_code", _("Grootboekrekening")),
    TableColumn("payment_reference", _("Betaling")),
    TableColumn("charge_reference", _("Transactie")),
    TableColumn("refund_reference", _("Terugbetaling")),
    TableColumn("reason", _("Reden")),
    TableColumn("match", _("Sluit aan")),
)

_ORDER: Final = {
    "order_pk": "pk",
    "order_number": "number",
    "reference": "reference",
    "title": "title",
}
_PAYER: Final = ("customer_name", "email", "purchase_order_number", "cost_centre", "kvk_number", "vat_number")
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


def received_by_month(period: Period) -> dict[int, int]:
    """What came in less what went back, in cents, by month (1 to 12) of a period within one year; three queries."""
    return _summed(period, lambda column, _attempt: ExtractMonth(column))


def received_by_title(period: Period) -> dict[str, int]:
    """What came in less what went back, in cents, by what it was for; three queries."""
    return _summed(period, lambda _column, attempt: F(f"{attempt}order__title"))


def _summed(period: Period, group: Callable[[str, str], Any]) -> dict[Any, int]:
    found: Counter[Any] = Counter()
    for rows, column, attempt, cents in (
        (_payments(period), "succeeded_at", "", Sum("received_cents")),
        (_refunds(period), "succeeded_at", "attempt__", -Sum("amount_cents")),
        (_returned(period), "returned_at", "attempt__", Sum("amount_cents")),
    ):
        found.update(dict(rows.order_by().values_list(group(column, attempt)).annotate(sum=cents)))
    return dict(found)


def movements(period: Period) -> Found:
    """The rows of a period, newest first; `movement` reads them. Sliceable, for pages."""
    return _together(period, _SHOWN).order_by(f"-{_PREFIX}moment", f"-{_PREFIX}charge_reference")


def movement(row: Sequence[Any]) -> Mapping[str, Any]:
    """A row of `movements`, by name."""
    return dict(zip(_SHOWN, row, strict=True))


def payment_query(period: Period) -> Found:
    """Tuples by COLUMNS, oldest day first."""
    names = [column.key for column in COLUMNS]
    order = (f"{_PREFIX}{name}" for name in ("day", "order_number", "charge_reference", "kind"))
    return _together(period, names).order_by(*order)


def payment_rows(period: Period) -> Iterator[Row]:
    """The rows of a period by COLUMNS, one by one from a server-side cursor: memory stays flat."""
    yield from payment_query(period).iterator(chunk_size=CHUNK)


_SHOWN: Final = (
    *("moment", "kind", "order_pk", "order_number", "title", "customer_name", "provider", "method", "reason"),
    *("gross_cents", "fee_cents", "net_cents", "vat_cents", "charge_reference"),
)


def _together(period: Period, names: Sequence[str]) -> Found:
    codes = account_codes() if "ledger_code" in names else {}
    came = _shaped(
        _payments(period),
        "",
        names,
        codes,
        moment=F("succeeded_at"),
        kind=Value(str(_("betaling"))),
        gross_cents=F("received_cents"),
        fee_cents=Coalesce(F("fee_cents"), 0),
        vat_cents=F("vat_cents"),
        credit_numbers=Value(""),
        refund_reference=Value(""),
        reason=Value(""),
    )
    went = _shaped(
        _refunds(period),
        "attempt__",
        names,
        codes,
        moment=F("succeeded_at"),
        kind=Value(str(_("terugbetaling"))),
        gross_cents=-F("amount_cents"),
        fee_cents=Value(0),
        vat_cents=-F("vat_cents"),
        credit_numbers=_credit_numbers(),
        refund_reference=F("provider_reference"),
        reason=F("reason"),
    )
    returned = _shaped(
        _returned(period),
        "attempt__",
        names,
        codes,
        moment=F("returned_at"),
        kind=Value(str(_("terugbetaling"))),
        gross_cents=F("amount_cents"),
        fee_cents=Value(0),
        vat_cents=F("vat_cents"),
        credit_numbers=_credit_numbers(),
        refund_reference=F("provider_reference"),
        reason=F("reason"),
    )
    return came.union(went, returned, all=True)


def _shaped(found: Found, attempt: str, names: Sequence[str], codes: Mapping[str, str], **own: Any) -> Found:
    order = f"{attempt}order__"
    columns: dict[str, Any] = dict(own)
    columns |= {name: F(f"{attempt}{column}") for name, column in _ATTEMPT.items()}
    columns |= {name: F(f"{order}{column}") for name, column in _ORDER.items()}
    columns |= {name: Coalesce(F(f"{attempt}instalment__{name}"), F(f"{order}{name}")) for name in _PAYER}
    columns |= {
        "day": TruncDate(own["moment"]),
        "excl_cents": own["gross_cents"] - own["vat_cents"],
        "net_cents": own["gross_cents"] - own["fee_cents"],
        "invoice_number": _invoice_number(attempt),
        "vat_rate": vat_rate(f"{order}pk"),
        "order_subsidy_cents": _subsidy(order),
        "ledger_code": _ledger_code(attempt, codes),
        "match": _match(attempt),
    }
    chosen = {f"{_PREFIX}{name}": columns[name] for name in names}
    # A union goes by position: all parts list the same names in the same order.
    rows: Found = found.order_by().annotate(**chosen).values_list(*chosen)
    return rows


def _about_order(model: type[Any], order: str, **wanted: Any) -> Found:
    """Rows of a model about the order of the row, to be reduced to one value."""
    found: Found = model.objects.filter(order=OuterRef(f"{order}pk"), **wanted).order_by()
    return found.values("order")


def _same_instalment(attempt: str) -> Q:
    """Of documents: those of what was paid; an order without instalments has none on either side."""
    return Q(instalment=None) | Q(instalment=OuterRef(f"{attempt}instalment"))


def _invoice_number(attempt: str) -> Combinable:
    found = _about_order(Invoice, f"{attempt}order__", kind=Invoice.Kind.INVOICE).filter(_same_instalment(attempt))
    found = found.order_by("-pk").values("number")[:1]
    return Coalesce(Subquery(found, output_field=CharField()), Value(""))


def _credit_numbers() -> Combinable:
    found = _about_order(Invoice, "attempt__order__", kind=Invoice.Kind.CREDIT_NOTE)
    found = found.filter(_same_instalment("attempt__"))
    numbers = found.annotate(numbers=StringAgg("number", ", ", order_by="number")).values("numbers")
    return Coalesce(Subquery(numbers, output_field=CharField()), Value(""))


def _subsidy(order: str) -> Combinable:
    found = _about_order(OrderLine, order).annotate(cents=Sum(F("quantity") * F("subsidy_cents"))).values("cents")
    return Subquery(found, output_field=IntegerField())


def _ledger_code(attempt: str, codes: Mapping[str, str]) -> Combinable:
    """A customer's transfer comes straight to the bank; a provider keeps what it collects until it pays out."""
    bank, clearing = (Value(codes.get(account, account)) for account in (Account.BANK, Account.CLEARING))
    is_transfer = Q(**{f"{attempt}method": BANK_TRANSFER})
    return Case(When(is_transfer, then=bank), default=clearing, output_field=CharField())


def _match(attempt: str) -> Combinable:
    waiting = Discrepancy.objects.filter(attempt=OuterRef(f"{attempt}pk"), resolved_at__isnull=True)
    return Case(When(Exists(waiting), then=Value(str(_("uitzondering")))), default=Value(str(_("ja"))))


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
