"""The journal as rows: one per line of an entry, in the order in which they were written."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from betalingen.contracts import ColumnType, TableColumn, Value
from betalingen.models import Account, ExportRun, JournalEntry, JournalLine, Order
from betalingen.queries.ledger_codes import Codes, codes_now
from betalingen.queries.order_vat import vat_terms
from betalingen.queries.play_money import real

CHUNK: Final = 2000

COLUMNS: Final = (
    TableColumn("entry", _("Boekstuk"), ColumnType.NUMBER),
    TableColumn("line", _("Regel"), ColumnType.NUMBER),
    TableColumn("booked_on", _("Geboekt op"), ColumnType.DAY),
    TableColumn("occurred_on", _("Gebeurd op"), ColumnType.DAY),
    TableColumn("year", _("Boekjaar"), ColumnType.NUMBER),
    TableColumn("month", _("Maand"), ColumnType.NUMBER),
    TableColumn("period", _("Periode")),
    TableColumn("journal", _("Dagboek")),
    TableColumn("document", _("Stuk")),
    TableColumn("order_number", _("Ordernummer")),
    TableColumn("customer_name", _("Klant")),
    TableColumn("description", _("Omschrijving")),
    TableColumn("account", _("Rekening bij ons")),
    TableColumn("account_name", _("Rekening")),
    TableColumn("ledger_code", _("Grootboeknummer")),
    TableColumn("cost_centre", _("Kostenplaats")),
    TableColumn("vat_code", _("Btw-code")),
    TableColumn("currency", _("Munt")),
    TableColumn("debit", _("Debet"), ColumnType.CENTS),
    TableColumn("credit", _("Credit"), ColumnType.CENTS),
    TableColumn("amount", _("Bedrag"), ColumnType.CENTS),
)
_TAXED: Final = frozenset({Account.REVENUE, Account.VAT})
_READ: Final = (
    *("entry_id", "entry__booked_on", "entry__occurred_on", "entry__document", "entry__description"),
    *("entry__order__number", "customer_name", "cost_centre"),
    *("terms", "account", "amount_cents"),
)


@dataclass(frozen=True, kw_only=True)
class Entries:
    """Which lines: of entries booked on these days, both included, and after one entry up to another (pks; 0 is no limit).

    `codes` are those of the bookkeeping as `Codes.to_json` gives them; as they are now when there are none.
    """

    first_day: dt.date
    last_day: dt.date
    account: str = ""
    after: int = 0
    until: int = 0
    codes: Mapping[str, Any] = field(default_factory=dict)


def lines_of(entries: Entries) -> QuerySet[JournalLine, JournalLine]:
    """The lines, unordered."""
    days = (entries.first_day, entries.last_day)
    found = JournalLine.objects.filter(real("entry__order"), entry__booked_on__range=days)
    if entries.account:
        found = found.filter(account=entries.account)
    if entries.until:
        found = found.filter(entry__gt=entries.after, entry__lte=entries.until)
    return found


def journal_rows(entries: Entries) -> Iterator[Sequence[Value]]:
    """By COLUMNS, one by one from a server-side cursor: memory stays flat."""
    codes = Codes.from_json(entries.codes) if entries.codes else codes_now()
    names = dict(Account.choices)
    payer = {
        name: Coalesce(f"entry__instalment__{name}", f"entry__order__{name}")
        for name in ("customer_name", "cost_centre")
    }
    lines_found = lines_of(entries).annotate(terms=vat_terms("entry__order"), **payer).order_by("entry_id", "pk")
    found = lines_found.values_list(*_READ).iterator(chunk_size=CHUNK)
    for _entry, lines in groupby(found, key=lambda line: line[0]):
        for number, line in enumerate(lines, start=1):
            pk, booked_on, occurred_on, document, description, order, customer, centre, terms, account, cents = line
            yield (
                pk,
                number,
                booked_on,
                occurred_on,
                booked_on.year,
                booked_on.month,
                f"{booked_on:%Y/%m}",
                codes.journal,
                document,
                order or "",
                customer or "",
                description,
                account,
                str(names[account]),
                codes.of(account),
                centre or "",
                codes.vat.get(terms, "") if account in _TAXED else "",
                "EUR",
                cents if cents > 0 else None,
                -cents if cents < 0 else None,
                cents,
            )


def balances(entries: Entries) -> list[tuple[str, int, int]]:
    """Per account, in the order of Account: its name, debit and credit in cents."""
    debit = Sum("amount_cents", filter=Q(amount_cents__gt=0), default=0)
    credit = -Sum("amount_cents", filter=Q(amount_cents__lt=0), default=0)
    found = lines_of(entries).order_by().values("account").annotate(debit=debit, credit=credit)
    sums = {row["account"]: (row["debit"], row["credit"]) for row in found}
    return [(str(account.label), *sums[account]) for account in Account if account in sums]


def last_exported() -> int:
    """The pk of the last entry that is in a run; 0 before the first."""
    found: int | None = ExportRun.objects.aggregate(last=Max("last_entry"))["last"]
    return found or 0


def unexported() -> dict[str, Any]:
    """What a next run would take: `count`, `first_day` and `last_day` of the entries that are in none, and the pk of the last one."""
    return JournalEntry.objects.filter(real("order"), pk__gt=last_exported()).aggregate(
        count=Count("pk"), first_day=Min("booked_on"), last_day=Max("booked_on"), last_entry=Max("pk")
    )


def entries_with(entries: Entries) -> QuerySet[JournalEntry, JournalEntry]:
    """Whole entries that have one of these lines, newest first; sliceable, for pages."""
    found = JournalEntry.objects.filter(pk__in=lines_of(entries).order_by().values("entry"))
    return found.select_related("order").prefetch_related("lines").order_by("-booked_on", "-pk")


def entries_of(order: Order) -> QuerySet[JournalEntry, JournalEntry]:
    """Everything the journal has of an order, in the order of writing."""
    return JournalEntry.objects.filter(order=order).prefetch_related("lines").order_by("pk")
