"""When all is quiet: is the money at Stripe that of the journal, and that of the files? Each side is asked by itself.

Stripe's side is read with the SDK, by what was paid, given back, claimed and paid out, and not by what it says of its balance;
that of the files from the bytes that were written.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import Q, Sum
from django.utils.translation import override
from stripe import BalanceTransaction, Charge, Dispute, Payout, Refund, StripeClient

from betalingen import models
from betalingen.contracts import TableColumn
from betalingen.lifecycles import AttemptStatus, OrderStatus, RefundStatus
from betalingen.models import Account, JournalLine
from betalingen.providers.stripe.client import API_VERSION
from betalingen.queries import books, journal_lines, movements

Rows = Sequence[Mapping[str, str]]
HELD: Final = {"needs_response", "under_review", "lost"}
"""A bank has the money as long as a dispute stands so."""


@dataclass(frozen=True)
class Figure:
    """What should be one amount, in cents, by where it was found."""

    label: str
    found: Mapping[str, int]

    @property
    def difference(self) -> int:
        """0 when all is well."""
        return max(self.found.values()) - min(self.found.values())


@dataclass(frozen=True)
class AtStripe:
    """Everything that Stripe keeps."""

    charges: Sequence[Charge]
    refunds: Sequence[Refund]
    disputes: Sequence[Dispute]
    payouts: Sequence[Payout]
    lines: Sequence[BalanceTransaction]


def at_stripe(url: str) -> AtStripe:
    """Ask the API at this address."""
    client = StripeClient("rk_test_reckoning", stripe_version=API_VERSION, base_addresses={"api": url})
    page: Any = {"limit": 100}
    return AtStripe(
        charges=[each for each in client.v1.charges.list(page).auto_paging_iter() if each.status == "succeeded"],
        refunds=list(client.v1.refunds.list(page).auto_paging_iter()),
        disputes=list(client.v1.disputes.list(page).auto_paging_iter()),
        payouts=list(client.v1.payouts.list(page).auto_paging_iter()),
        lines=list(client.v1.balance_transactions.list(page).auto_paging_iter()),
    )


def parsed(content: bytes, columns: Sequence[TableColumn]) -> Rows:
    """The rows of a CSV for programs, by the keys of its columns."""
    lines = csv.reader(io.StringIO(content.decode()))
    next(lines)
    keys = [column.key for column in columns]
    return [dict(zip(keys, line, strict=True)) for line in lines]


def cents(text: str) -> int:
    """An amount of a file."""
    return int(Decimal(text or 0) * 100)


def figures(stripe: AtStripe, balance: int, bank: int, payments: bytes, journal: Sequence[bytes]) -> list[Figure]:
    """`balance` is what Stripe says that it holds, `bank` what the bank does; the files are those of all exports."""
    files = _Files(
        parsed(payments, movements.COLUMNS),
        [row for each in journal for row in parsed(each, journal_lines.COLUMNS)],
    )
    received = sum(charge.amount_captured for charge in stripe.charges)
    returned = sum(refund.amount for refund in stripe.refunds if refund.status == "succeeded")
    fees = sum(line.fee for line in stripe.lines if line.reporting_category == "charge")
    costs = sum(line.fee for line in stripe.lines if line.reporting_category != "charge") - sum(
        line.net for line in stripe.lines if line.type == "stripe_fee"
    )
    claimed = sum(dispute.amount for dispute in stripe.disputes if dispute.status in HELD)
    paid_out = sum(payout.amount for payout in stripe.payouts if payout.status in {"paid", "in_transit"})
    unknown = sum(line.net for line in stripe.lines if line.type == "reserve_transaction")
    accounts = books.balances()
    found = [
        Figure(
            "Received by Stripe",
            {
                "Stripe": received,
                "rows": _total(_succeeded(), "received_cents"),
                "journal": _booked(Account.CLEARING, Q(entry__key__regex=r"^attempt:[^:]+$")),
                "files": files.payments("betaling", "gross_cents"),
            },
        ),
        Figure(
            "Given back by Stripe",
            {
                "Stripe": returned,
                "rows": _total(
                    models.Refund.objects.filter(attempt__provider="stripe", status=RefundStatus.SUCCEEDED),
                    "amount_cents",
                ),
                "journal": -_booked(Account.CLEARING, Q(entry__key__startswith="refund:")),
                "files": -files.payments("terugbetaling", "gross_cents"),
            },
        ),
        Figure(
            "Costs of payments",
            {
                "Stripe": fees,
                "rows": _total(_succeeded(), "fee_cents"),
                "journal": _booked(Account.FEES, Q(entry__key__startswith="attempt:")),
                "files": files.payments("betaling", "fee_cents"),
            },
        ),
        Figure(
            "Other costs",
            {"Stripe": costs, "journal": _booked(Account.FEES, Q(entry__key__startswith="line:"))},
        ),
        Figure(
            "Claimed by banks",
            {
                "Stripe": claimed,
                "rows": _total(models.Dispute.objects.filter(status__in=HELD), "amount_cents"),
                "journal": _booked(Account.DISPUTES, Q(entry__key__startswith="line:")),
            },
        ),
        Figure(
            "Paid out",
            {
                "Stripe": paid_out,
                "rows": _total(models.Payout.objects.filter(status__in=["paid", "in_transit"]), "amount_cents"),
                "journal": _booked(Account.BANK, Q(entry__key__startswith="payout:")),
            },
        ),
        Figure(
            "What nobody knows at Stripe",
            {"Stripe": unknown, "journal": -_booked(Account.SUSPENSE, Q(entry__key__startswith="line:"))},
        ),
        Figure(
            "On the balance at Stripe",
            {
                "Stripe": received - returned - fees - costs - claimed - paid_out + unknown,
                "its balance": balance,
                "rows": _total(models.BalanceLine.objects.all(), "net_cents"),
                "journal": accounts[Account.CLEARING],
                "files": files.journal(Account.CLEARING),
            },
        ),
        Figure(
            "At the bank",
            {"bank": bank, "journal": accounts[Account.BANK], "files": files.journal(Account.BANK)},
        ),
    ]
    found += [
        Figure(f"Account {account.value}", {"journal": accounts[account], "files": files.journal(account)})
        for account in Account
    ]
    return [*found, *(Figure(str(each.label), {"journal": each.journal, "rows": each.rows}) for each in _controls())]


def _controls() -> Iterable[books.Control]:
    with override("en"):
        yield from books.controls()


@dataclass(frozen=True)
class _Files:
    payment_rows: Rows
    journal_rows: Rows

    def payments(self, kind: str, column: str) -> int:
        wanted = (row for row in self.payment_rows if (row["kind"], row["provider"]) == (kind, "stripe"))
        return sum(cents(row[column]) for row in wanted)

    def journal(self, account: Account) -> int:
        wanted = (row for row in self.journal_rows if row["account"] == account)
        return sum(cents(row["debit"]) - cents(row["credit"]) for row in wanted)


def _succeeded() -> Any:
    return models.Attempt.objects.filter(provider="stripe", status=AttemptStatus.SUCCEEDED)


def _total(found: Any, column: str) -> int:
    return int(found.aggregate(cents=Sum(column, default=0))["cents"])


def _booked(account: Account, entries: Q) -> int:
    return _total(JournalLine.objects.filter(entries, account=account), "amount_cents")


def mistakes(stripe: AtStripe, journal: Sequence[bytes]) -> dict[str, list[str]]:
    """What is not one to one, by what was compared; nothing when all is well. Sums may agree while rows do not."""
    found = {
        "payments": _unlike(
            {charge.id: charge.amount_captured for charge in stripe.charges},
            dict(_succeeded().values_list("charge_reference", "received_cents")),
        ),
        "refunds": _unlike(
            {refund.id: (refund.amount, _refund_state(refund.status)) for refund in stripe.refunds},
            {
                reference: (amount, _refund_state(status))
                for reference, amount, status in models.Refund.objects.filter(attempt__provider="stripe")
                .exclude(provider_reference="")
                .values_list("provider_reference", "amount_cents", "status")
            },
        ),
        "refunds that hang": [
            f"{refund.public_id} {refund.status}"
            for refund in models.Refund.objects.filter(
                attempt__provider="stripe", status__in=[RefundStatus.REQUESTED, RefundStatus.SUBMITTED]
            )
        ],
        "disputes": _unlike(
            {dispute.id: (dispute.amount, _dispute_state(dispute.status)) for dispute in stripe.disputes},
            {
                reference: (amount, status)
                for reference, amount, status in models.Dispute.objects.values_list(
                    "reference", "amount_cents", "status"
                )
            },
        ),
        "payouts": _unlike(
            {payout.id: (payout.amount, payout.status) for payout in stripe.payouts},
            {
                reference: (amount, status)
                for reference, amount, status in models.Payout.objects.values_list(
                    "reference", "amount_cents", "status"
                )
            },
        ),
        "lines of the balance": _unlike(
            {line.id: line.net for line in stripe.lines},
            dict(models.BalanceLine.objects.values_list("reference", "net_cents")),
        ),
        "payouts that differ from their lines": list(
            models.Discrepancy.objects.filter(
                kind=models.Discrepancy.Kind.PAYOUT_DIFFERENCE, resolved_at__isnull=True
            ).values_list("payout__reference", flat=True)
        ),
        "lines that are unknown": list(
            models.BalanceLine.objects.filter(bucket=models.BalanceLine.Bucket.UNKNOWN)
            .exclude(type="reserve_transaction")
            .values_list("reference", flat=True)
        ),
        "states of orders": _states_of_orders(),
        "entries that do not balance": books.unbalanced_entries(),
        "entries in the files": _entries(journal),
        "messages that were not looked at": list(
            models.InboxEvent.objects.filter(state=models.InboxEvent.State.RECEIVED).values_list("event_id", flat=True)
        ),
    }
    return {label: wrong for label, wrong in found.items() if wrong}


def _unlike(there: Mapping[str, Any], here: Mapping[str, Any]) -> list[str]:
    return [
        f"{key}: {there.get(key)} / {here.get(key)}"
        for key in there.keys() | here.keys()
        if there.get(key) != here.get(key)
    ]


def _refund_state(status: str | None) -> str:
    return {"pending": "submitted", "failed": "returned"}.get(str(status), str(status))


def _dispute_state(status: str) -> str:
    return {"warning_closed": "closed"}.get(status, status)


def _states_of_orders() -> list[str]:
    """Paid is what had all its money; open is what has not, or what finance must look at."""
    paid = {
        row["order"]: row["cents"]
        for row in models.Attempt.objects.filter(status=AttemptStatus.SUCCEEDED)
        .order_by()
        .values("order")
        .annotate(cents=Sum("received_cents"))
    }
    flagged = set(models.Discrepancy.objects.filter(attempt__isnull=False).values_list("attempt__order", flat=True))
    wrong = []
    for pk, number, status, total in models.Order.objects.values_list("pk", "number", "status", "total_cents"):
        has_all = paid.get(pk, 0) >= total
        if (status == OrderStatus.PAID and not has_all) or (
            status != OrderStatus.PAID and has_all and pk not in flagged
        ):
            wrong.append(f"{number} is {status} with {paid.get(pk, 0)} of {total}")
    return wrong


def _entries(journal: Sequence[bytes]) -> list[str]:
    """Each entry in one file, and in the one only."""
    times = Counter(
        entry for each in journal for entry in {row["entry"] for row in parsed(each, journal_lines.COLUMNS)}
    )
    there = {str(pk) for pk in models.JournalEntry.objects.values_list("pk", flat=True)}
    return [
        f"{entry}: {times[entry]} times" for entry in there | times.keys() if times[entry] != 1 or entry not in there
    ]
