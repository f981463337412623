"""Do the books agree? Each control holds a balance of the journal against what the rows beside it say, to the cent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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
    ClaimLine,
    ClaimReceipt,
    Dispute,
    Invoice,
    JournalEntry,
    JournalLine,
    NumberSeries,
    Refund,
    SubsidyClaim,
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
    balance, rows = balances(), _Rows()
    return [
        Control(label, sum(balance[account] for account in accounts), expected(rows))
        for label, accounts, expected in _CONTROLS
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


class _Rows:
    """What the rows beside the journal come to, in cents; each is asked once."""

    @cached_property
    def invoiced(self) -> Mapping[str, int]:
        def signed(column: str) -> Case:
            return Case(When(kind=Invoice.Kind.INVOICE, then=F(column)), default=-F(column))

        return Invoice.objects.aggregate(
            amount=Sum(signed("amount_cents"), default=0),
            vat=Sum(signed("vat_cents"), default=0),
            subsidy=Sum(signed("subsidy_cents"), default=0),
        )

    @cached_property
    def by_provider(self) -> int:
        return _kept(~Q(method=BANK_TRANSFER), ~Q(attempt__method=BANK_TRANSFER))

    @cached_property
    def by_transfer(self) -> int:
        return _kept(Q(method=BANK_TRANSFER), Q(attempt__method=BANK_TRANSFER))

    @cached_property
    def fees(self) -> int:
        paid = Attempt.objects.filter(status=AttemptStatus.SUCCEEDED, received_currency=F("order__currency"))
        return _total(paid, "fee_cents")

    @cached_property
    def _on_lines(self) -> Mapping[tuple[str, str], int]:
        sums = BalanceLine.objects.order_by().values("bucket")
        sums = sums.annotate(gross=Sum("gross_cents"), fee=Sum("fee_cents"), net=Sum("net_cents"))
        return {(row["bucket"], column): row[column] for row in sums for column in ("gross", "fee", "net")}

    def on_lines(self, column: str, *buckets: str) -> int:
        """Of the balance at providers: "gross", "fee" or "net" of the lines in these buckets."""
        return sum(self._on_lines.get((bucket, column), 0) for bucket in buckets)

    @cached_property
    def suspended(self) -> int:
        return _total(BankLine.objects.filter(state=BankLineState.SUSPENSE), "amount_cents")

    @property
    def unclaimed(self) -> int:
        return self.invoiced["subsidy"] - self._claimed

    @property
    def open_claims(self) -> int:
        return self._claimed - self.of_funders - self.subsidy_written_off

    @cached_property
    def _claimed(self) -> int:
        return _total(ClaimLine.objects.all(), "amount_cents")

    @cached_property
    def of_funders(self) -> int:
        return _total(ClaimReceipt.objects.all(), "amount_cents")

    @cached_property
    def subsidy_written_off(self) -> int:
        return _total(SubsidyClaim.objects.all(), "written_off_cents")

    @cached_property
    def vat_written_off(self) -> int:
        return _total(SubsidyClaim.objects.all(), "written_off_vat_cents")

    @cached_property
    def lost(self) -> int:
        return _total(Dispute.objects.filter(status=DisputeStatus.LOST), "amount_cents")


def _kept(payments: Q, refunds: Q) -> int:
    came = Attempt.objects.filter(payments, status=AttemptStatus.SUCCEEDED, received_currency=F("order__currency"))
    went = Refund.objects.filter(
        refunds, status=RefundStatus.SUCCEEDED, attempt__received_currency=F("attempt__order__currency")
    )
    return _total(came, "received_cents") - _total(went, "amount_cents")


def _total(found: "QuerySet[Any]", column: str) -> int:
    return found.aggregate(cents=Sum(column))["cents"] or 0


_CONTROLS: Final[Sequence[tuple[Promise, Sequence[Account], Callable[[_Rows], int]]]] = (
    (
        _("Debiteuren en oninbaar: gefactureerd, min ontvangen"),
        [Account.DEBTORS, Account.BAD_DEBT],
        lambda rows: rows.invoiced["amount"] - rows.by_provider - rows.by_transfer + rows.lost,
    ),
    (
        _("Omzet: facturen zonder btw, met subsidie"),
        [Account.REVENUE],
        lambda rows: rows.invoiced["vat"] - rows.invoiced["amount"] - rows.invoiced["subsidy"],
    ),
    (
        _("Btw op facturen, min die in niet toegekende subsidie"),
        [Account.VAT],
        lambda rows: rows.vat_written_off - rows.invoiced["vat"],
    ),
    (
        _("Subsidie: nog aan te vragen, en open bij financiers"),
        [Account.SUBSIDY],
        lambda rows: rows.unclaimed + rows.open_claims,
    ),
    (
        _("Niet toegekende subsidie, zonder btw"),
        [Account.SUBSIDY_LOSS],
        lambda rows: rows.subsidy_written_off - rows.vat_written_off,
    ),
    (
        _("Betaaldienst: ontvangen, min teruggegeven en kosten"),
        [Account.CLEARING],
        lambda rows: (
            rows.by_provider
            - rows.fees
            - rows.on_lines("fee", Bucket.REFUND, Bucket.REFUND_FAILED)
            + rows.on_lines("net", Bucket.FEE, Bucket.PAYOUT, Bucket.DISPUTE, Bucket.UNKNOWN)
        ),
    ),
    (
        _("Bank: overschrijvingen, min teruggegeven, met uitbetalingen en subsidies"),
        [Account.BANK],
        lambda rows: rows.by_transfer - rows.on_lines("net", Bucket.PAYOUT) + rows.suspended + rows.of_funders,
    ),
    (
        _("Kosten van de betaaldienst"),
        [Account.FEES],
        lambda rows: (
            rows.fees
            + rows.on_lines("fee", Bucket.REFUND, Bucket.REFUND_FAILED, Bucket.DISPUTE)
            - rows.on_lines("net", Bucket.FEE)
        ),
    ),
    (
        _("Teruggevorderd en nog niet verloren"),
        [Account.DISPUTES],
        lambda rows: -rows.on_lines("gross", Bucket.DISPUTE) - rows.lost,
    ),
    (
        _("Nog uit te zoeken"),
        [Account.SUSPENSE],
        lambda rows: -rows.on_lines("net", Bucket.UNKNOWN) - rows.suspended,
    ),
)
