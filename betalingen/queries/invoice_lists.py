"""Invoices and credit notes as finance's lists and files need them.

What is still open of an invoice is what the journal says that the customer owes on its order: money, credit notes, and what
was written off all count.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from betalingen import contracts
from betalingen.contracts import ColumnType, TableColumn
from betalingen.models import Account, Invoice, JournalLine
from betalingen.queries.ledger_codes import account_codes
from betalingen.queries.order_vat import vat_rate
from betalingen.queries.play_money import real

CHUNK: Final = 2000

STATES: Final = {
    "open": _("open"),
    "overdue": _("te laat"),
    "paid": _("betaald"),
    "credited": _("gecrediteerd"),
    "credit": _("creditfactuur"),
}

AGES: Final = (
    (_("nog niet vervallen"), None, 0),
    (_("1 tot en met 30 dagen te laat"), 1, 30),
    (_("31 tot en met 60 dagen te laat"), 31, 60),
    (_("61 tot en met 90 dagen te laat"), 61, 90),
    (_("meer dan 90 dagen te laat"), 91, None),
)
"""How long ago an invoice had to be paid, in days, both included."""

COLUMNS: Final = (
    TableColumn("number", _("Factuurnummer")),
    TableColumn("kind", _("Soort")),
    TableColumn("issued_on", _("Datum"), ColumnType.DAY),
    TableColumn("due_on", _("Te betalen voor"), ColumnType.DAY),
    TableColumn("credited_number", _("Crediteert")),
    TableColumn("order_number", _("Ordernummer")),
    TableColumn("title", _("Waarvoor")),
    TableColumn("customer_name", _("Klant")),
    TableColumn("kvk_number", _("KvK-nummer")),
    TableColumn("oin", _("OIN")),
    TableColumn("vat_number", _("Btw-nummer")),
    TableColumn("purchase_order_number", _("Inkoopnummer")),
    TableColumn("cost_centre", _("Kostenplaats")),
    TableColumn("orderer", _("Besteller")),
    TableColumn("payment_reference", _("Betalingskenmerk")),
    TableColumn("net_cents", _("Bedrag zonder btw"), ColumnType.CENTS),
    TableColumn("vat_rate", _("Btw-tarief"), ColumnType.NUMBER),
    TableColumn("vat_cents", _("Btw"), ColumnType.CENTS),
    TableColumn("total_cents", _("Bedrag met btw"), ColumnType.CENTS),
    TableColumn("discount_cents", _("Gegeven korting"), ColumnType.CENTS),
    TableColumn("subsidy_cents", _("Subsidie"), ColumnType.CENTS),
    TableColumn("amount_cents", _("Klant betaalt"), ColumnType.CENTS),
    TableColumn("ledger_code", _("Grootboekrekening")),
)


_OF_PAYER: Final = (
    *("customer_name", "kvk_number", "oin", "vat_number"),
    *("purchase_order_number", "cost_centre", "orderer"),
)


@dataclass(frozen=True, kw_only=True)
class Issued:
    """Which invoices: issued on these days, both included; "" means every kind."""

    first_day: dt.date
    last_day: dt.date
    kind: str = ""


def invoices_for_finance() -> QuerySet[Invoice, Invoice]:
    """With `open_cents` (never below zero) and `state` (a key of STATES) as they are today."""
    # An order without instalments, and what is in the journal of it, has none on either side.
    owed = JournalLine.objects.filter(
        Q(entry__instalment=OuterRef("instalment")) | Q(entry__instalment=None),
        entry__order=OuterRef("order"),
        account=Account.DEBTORS,
    ).order_by()
    credited = Invoice.objects.filter(credits=OuterRef("pk")).order_by()
    return (
        Invoice.objects.select_related("order", "instalment")
        .annotate(
            owed=_sum(owed.values("entry__order"), "amount_cents"),
            credited=_sum(credited.values("credits"), "amount_cents"),
            reference=KT("content__payment_reference"),
        )
        .annotate(
            open_cents=Case(
                When(kind=Invoice.Kind.INVOICE, then=Greatest("owed", 0)), default=0, output_field=BigIntegerField()
            ),
            state=Case(
                When(kind=Invoice.Kind.CREDIT_NOTE, then=Value("credit")),
                When(credited__gte=F("amount_cents"), then=Value("credited")),
                When(owed__lte=0, then=Value("paid")),
                When(due_on__lt=timezone.localdate(), then=Value("overdue")),
                default=Value("open"),
            ),
        )
    )


def invoice_totals(invoices: QuerySet[Invoice, Invoice]) -> dict[str, int]:
    """`count`, `asked`, `credited`, `vat` and `open` of a filtered list, in cents; credit notes lower the VAT."""
    is_credit = Q(kind=Invoice.Kind.CREDIT_NOTE)
    return invoices.order_by().aggregate(
        count=Count("pk"),
        asked=Sum("amount_cents", filter=~is_credit, default=0),
        given_up=Sum("amount_cents", filter=is_credit, default=0),
        vat=Sum("vat_cents", filter=~is_credit, default=0) - Sum("vat_cents", filter=is_credit, default=0),
        open=Sum("open_cents", default=0),
    )


def open_by_age(invoices: QuerySet[Invoice, Invoice]) -> list[tuple[Any, int, int]]:
    """What customers still owe by how long ago it was due: label, number of invoices, cents. One query."""
    today = timezone.localdate()
    ages = {f"age{place}": _due_between(today, *days) for place, (_label, *days) in enumerate(AGES)}
    owing = invoices.filter(Q(open_cents__gt=0)).order_by()
    found = owing.aggregate(
        **{f"{name}_count": Count("pk", filter=due) for name, due in ages.items()},
        **{f"{name}_cents": Sum("open_cents", filter=due, default=0) for name, due in ages.items()},
    )
    return [
        (label, found[f"age{place}_count"], found[f"age{place}_cents"]) for place, (label, *_days) in enumerate(AGES)
    ]


def _due_between(today: dt.date, first: int | None, last: int | None) -> Q:
    """Due so many days ago, both included; None is no limit."""
    due = Q()
    if first is not None:
        due &= Q(due_on__lte=today - dt.timedelta(days=first))
    if last is not None:
        due &= Q(due_on__gte=today - dt.timedelta(days=last))
    return due


def invoice_rows(issued: Issued) -> Iterator[Sequence[contracts.Value]]:
    """By COLUMNS, one by one from a server-side cursor; a credit note's amounts are below zero."""
    found = Invoice.objects.filter(real("order"), issued_on__range=(issued.first_day, issued.last_day))
    if issued.kind:
        found = found.filter(kind=issued.kind)
    kinds = [When(kind=kind, then=Value(str(label))) for kind, label in Invoice.Kind.choices]
    shown: dict[str, Any] = {
        "number": F("number"),
        "kind": Case(*kinds, output_field=CharField()),
        "issued_on": F("issued_on"),
        "due_on": F("due_on"),
        "credited_number": Coalesce(F("credits__number"), Value("")),
        "order_number": F("order__number"),
        "title": F("order__title"),
        **{name: Coalesce(F(f"instalment__{name}"), F(f"order__{name}")) for name in _OF_PAYER},
        "payment_reference": KT("content__payment_reference"),
        "net_cents": _signed(Cast(KT("content__net_cents"), BigIntegerField())),
        "vat_rate": vat_rate("order"),
        "vat_cents": _signed(F("vat_cents")),
        "total_cents": _signed(Cast(KT("content__total_cents"), BigIntegerField())),
        "discount_cents": _signed(_Discounts(F("content"))),
        "subsidy_cents": _signed(F("subsidy_cents")),
        "amount_cents": _signed(F("amount_cents")),
        "ledger_code": Value(account_codes().get(Account.REVENUE, Account.REVENUE)),
    }
    columns = {f"row_{column.key}": shown[column.key] for column in COLUMNS}
    rows = found.annotate(**columns).order_by("issued_on", "number").values_list(*columns)
    yield from rows.iterator(chunk_size=CHUNK)


class _Discounts(Func):
    """All discounts on the lines of a document, in cents."""

    output_field = BigIntegerField()
    template = (
        "(SELECT coalesce(sum((off->>'cents')::bigint), 0)"
        " FROM jsonb_path_query(%(expressions)s, '$.lines[*].discounts[*]') AS off)"
    )


def _signed(cents: Combinable) -> Combinable:
    return Case(When(kind=Invoice.Kind.CREDIT_NOTE, then=-cents), default=cents, output_field=BigIntegerField())


def _sum(found: QuerySet[Any, Any], column: str) -> Combinable:
    return Coalesce(Subquery(found.annotate(cents=Sum(column)).values("cents")), 0, output_field=BigIntegerField())
