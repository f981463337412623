"""Do the books agree? Each control holds a balance of the journal against what the rows beside it say, to the cent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, F, Q, QuerySet, Sum, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from betalingen.lifecycles import AttemptStatus, BankLineState, DisputeStatus, RefundStatus
from betalingen.models import (
    Account,
    Attempt,
    BalanceLine,
    BankLine,
    Dispute,
    Invoice,
    JournalEntry,
    JournalLine,
    NumberSeries,
    Refund,
)
from betalingen.models.payments import BANK_TRANSFER
from betalingen.numbering import CREDIT_NOTES, INVOICES, written

Bucket = BalanceLine.Bucket


@dataclass(frozen=True)
class Control:
    """`journal` and `rows` are cents, or counts; they should be the same."""

    label: str | Promise
    journal: int
    rows: int
    is_count: bool = False

    @property
    def difference(self) -> int:
        """0 when all is well."""
        return self.journal - self.rows


def controls() -> list[Control]:
    """All controls, over everything that was ever booked. Each is a query or two, however much there is."""
    balance = balances()
    return [
        Control(label, sum(balance[account] for account in accounts), rows()) for label, accounts, rows in _CONTROLS
    ] + [Control(_("Nummers zonder facturen"), 0, len(missing_numbers()), is_count=True)]


def balances(entries: "QuerySet[JournalEntry] | None" = None) -> Mapping[Account, int]:
    """What stands on each account, debit above zero; of these entries, or of all."""
    lines = JournalLine.objects.all() if entries is None else JournalLine.objects.filter(entry__in=entries)
    found = dict(lines.order_by().values_list("account").annotate(Sum("amount_cents")))
    return {account: found.get(account.value, 0) for account in Account}


def missing_numbers() -> list[str]:
    """Numbers of invoices and credit notes that were given out and are not there; or are there and were not given out."""
    there = set(Invoice.objects.values_list("number", flat=True))
    given = {
        written(row.series, row.year, number)
        for row in NumberSeries.objects.filter(series__in=[INVOICES, CREDIT_NOTES])
        for number in range(1, row.last + 1)
    }
    return sorted(there ^ given)


def unbalanced_entries() -> list[str]:
    """Keys of entries whose lines do not come to nothing; the database refuses them, this proves it."""
    sums = JournalEntry.objects.annotate(cents=Sum("lines__amount_cents")).exclude(cents=0)
    return list(sums.values_list("key", flat=True))


def _total(found: "QuerySet[Any]", column: str) -> int:
    return found.aggregate(cents=Sum(column))["cents"] or 0


def _invoiced(column: str) -> int:
    signed = Case(When(kind=Invoice.Kind.INVOICE, then=F(column)), default=-F(column))
    return Invoice.objects.aggregate(cents=Sum(signed))["cents"] or 0


def _received() -> int:
    return _by_provider() + _by_transfer()


def _by_provider() -> int:
    return _kept(~Q(method=BANK_TRANSFER), ~Q(attempt__method=BANK_TRANSFER))


def _by_transfer() -> int:
    return _kept(Q(method=BANK_TRANSFER), Q(attempt__method=BANK_TRANSFER))


def _kept(payments: Q, refunds: Q) -> int:
    came = Attempt.objects.filter(payments, status=AttemptStatus.SUCCEEDED, received_currency=F("order__currency"))
    went = Refund.objects.filter(
        refunds, status=RefundStatus.SUCCEEDED, attempt__received_currency=F("attempt__order__currency")
    )
    return _total(came, "received_cents") - _total(went, "amount_cents")


def _fees() -> int:
    paid = Attempt.objects.filter(status=AttemptStatus.SUCCEEDED, received_currency=F("order__currency"))
    return _total(paid, "fee_cents")


def _lines(column: str, *buckets: str) -> int:
    return _total(BalanceLine.objects.filter(bucket__in=buckets), column)


def _line_fees(*buckets: str) -> int:
    return _lines("fee_cents", *buckets)


def _suspended() -> int:
    return _total(BankLine.objects.filter(state=BankLineState.SUSPENSE), "amount_cents")


def _lost() -> int:
    return _total(Dispute.objects.filter(status=DisputeStatus.LOST), "amount_cents")


_CONTROLS: Final[Sequence[tuple[Promise, Sequence[Account], Callable[[], int]]]] = (
    (
        _("Debiteuren en oninbaar: gefactureerd, min ontvangen"),
        [Account.DEBTORS, Account.BAD_DEBT],
        lambda: _invoiced("amount_cents") - _received() + _lost(),
    ),
    (
        _("Omzet: facturen zonder btw, met subsidie"),
        [Account.REVENUE],
        lambda: _invoiced("vat_cents") - _invoiced("amount_cents") - _invoiced("subsidy_cents"),
    ),
    (_("Btw op facturen"), [Account.VAT], lambda: -_invoiced("vat_cents")),
    (_("Subsidie op facturen"), [Account.SUBSIDY], lambda: _invoiced("subsidy_cents")),
    (
        _("Betaaldienst: ontvangen, min teruggegeven en kosten"),
        [Account.CLEARING],
        lambda: (
            _by_provider()
            - _fees()
            - _line_fees(Bucket.REFUND, Bucket.REFUND_FAILED)
            + _lines("net_cents", Bucket.FEE, Bucket.PAYOUT, Bucket.DISPUTE, Bucket.UNKNOWN)
        ),
    ),
    (
        _("Bank: overschrijvingen, min teruggegeven, met uitbetalingen"),
        [Account.BANK],
        lambda: _by_transfer() - _lines("net_cents", Bucket.PAYOUT) + _suspended(),
    ),
    (
        _("Kosten van de betaaldienst"),
        [Account.FEES],
        lambda: (
            _fees() + _line_fees(Bucket.REFUND, Bucket.REFUND_FAILED, Bucket.DISPUTE) - _lines("net_cents", Bucket.FEE)
        ),
    ),
    (
        _("Teruggevorderd en nog niet verloren"),
        [Account.DISPUTES],
        lambda: -_lines("gross_cents", Bucket.DISPUTE) - _lost(),
    ),
    (
        _("Nog uit te zoeken"),
        [Account.SUSPENSE],
        lambda: -_lines("net_cents", Bucket.UNKNOWN) - _suspended(),
    ),
)
