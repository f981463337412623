"""The bank of the machines as a payment service that keeps a balance: claims, costs, and payouts with their lines."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils import timezone

from betalingen.contracts import (
    BalanceLineReport,
    DisputeReport,
    PaymentQuery,
    PaymentReport,
    PayoutReport,
    RefundReport,
)
from betalingen.lifecycles import DISPUTE, DisputeStatus
from tests.stateful.bank import Bank, Payment

FEE, CLAIM_FEE = 35, 2_000
HELD = {"needs_response", "under_review", "lost"}
"""As long as a claim stands so, the customer's bank has the money."""


class BalanceBank(Bank):
    """One payment, and everything that comes of it; `lines` has the oldest first."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[BalanceLineReport] = []
        self.claims: dict[str, DisputeReport] = {}
        self.paid_out: dict[str, PayoutReport] = {}
        self.fee_is_known = True

    @property
    def balance(self) -> int:
        """What we still have there."""
        return sum(line.net_cents for line in self.lines)

    @property
    def payment(self) -> Payment:
        [payment] = self.payments.values()
        return payment

    @property
    def charge(self) -> str:
        return f"charge_{self.payment.reference}"

    @property
    def left(self) -> int:
        """What the customer has not got back, nor claims."""
        back = sum(report.amount_cents for report in self.payment.refunds.values() if report.state == "succeeded")
        held = sum(claim.amount_cents for claim in self.claims.values() if claim.state in HELD)
        return self.payment.received_cents - back - held

    def add(self, bucket: Any, gross: int, *, fee: int = 0, source: str = "") -> BalanceLineReport:
        """One change of the balance."""
        line = BalanceLineReport(
            reference=f"txn_{len(self.lines) + 1}",
            bucket=bucket,
            type=bucket,
            reporting_category=bucket,
            gross_cents=gross,
            fee_cents=fee,
            net_cents=gross - fee,
            currency="eur",
            created_at=timezone.now(),
            available_on=timezone.now(),
            source=source,
            charge_reference=self.charge if bucket in {"payment", "refund", "refund_failed", "dispute"} else "",
            attempt=next(iter(self.payments)) if bucket == "payment" else "",
        )
        self.lines.append(line)
        return line

    def tell_fee(self) -> None:
        self.fee_is_known = True
        self.add("payment", self.payment.received_cents, fee=FEE, source=self.charge)

    def give_back(self, cents: int) -> None:
        """Somebody refunds in the dashboard of the service."""
        reference = f"re_{len(self.lines)}"
        self.payment.refunds[reference] = RefundReport(state="succeeded", amount_cents=cents, reference=reference)
        self.add("refund", -cents, source=reference)

    def bounce(self) -> None:
        """The last refund that arrived comes back."""
        for key, report in reversed(self.payment.refunds.items()):
            if report.state == "succeeded":
                self.payment.refunds[key] = replace(report, state="failed")
                self.add("refund_failed", report.amount_cents, source=report.reference)
                return

    def claim(self, *, is_inquiry: bool) -> None:
        reference = f"du_{len(self.claims) + 1}"
        self.claims[reference] = DisputeReport(
            reference=reference,
            charge_reference=self.charge,
            state="inquiry",
            amount_cents=self.left,
            currency="eur",
            created_at=timezone.now(),
        )
        if not is_inquiry:
            self.decide(reference, "needs_response")

    def decide(self, reference: str, state: Any) -> None:
        """The claim moves on, if it can; the money with it."""
        claim = self.claims[reference]
        if state not in DISPUTE[DisputeStatus(claim.state)] or (
            state in HELD and claim.amount_cents > self._free(claim)
        ):
            return
        if claim.state not in HELD and state in HELD:
            self.add("dispute", -claim.amount_cents, fee=CLAIM_FEE, source=reference)
        if claim.state in HELD and state not in HELD:
            self.add("dispute", claim.amount_cents, source=reference)
        self.claims[reference] = replace(claim, state=state)

    def _free(self, claim: DisputeReport) -> int:
        return self.left + (claim.amount_cents if claim.state in HELD else 0)

    def pay_out(self, *, off_by: int) -> None:
        """Everything that no payout holds; its lines say `off_by` cents less than it brings."""
        held = {line.reference for each in self.paid_out.values() if each.state == "paid" for line in each.lines}
        lines = [line for line in self.lines if line.bucket != "payout" and line.reference not in held]
        if not lines:
            return
        cents = sum(line.net_cents for line in lines) + off_by
        reference = f"po_{len(self.paid_out) + 1}"
        own = self.add("payout", -cents, source=reference)
        self.paid_out[reference] = PayoutReport(
            reference=reference,
            state="paid",
            amount_cents=cents,
            currency="eur",
            created_at=timezone.now(),
            arrives_on=timezone.localdate(),
            is_itemised=True,
            lines=(own, *reversed(lines)),
        )

    def send_payout_back(self) -> None:
        """The last payout did not arrive."""
        for reference, payout in reversed(self.paid_out.items()):
            if payout.state == "paid":
                self.add("payout", payout.amount_cents, source=reference)
                self.paid_out[reference] = replace(payout, state="failed")
                return

    # What it is asked

    def look_up(self, query: PaymentQuery) -> PaymentReport:
        return replace(
            super().look_up(query),
            fee_cents=FEE if self.fee_is_known else None,
            is_disputed=bool(self.claims),
            disputes=tuple(self.claims.values()),
        )

    def payouts(self, since: dt.datetime) -> Iterable[PayoutReport]:  # all of them are young
        return self.paid_out.values()

    def look_up_payout(self, reference: str) -> PayoutReport | None:
        return self.paid_out.get(reference)

    def balance_lines(self, since: dt.datetime) -> Iterable[BalanceLineReport]:
        return reversed(self.lines)

    def disputes(self, since: dt.datetime) -> Iterable[DisputeReport]:
        return self.claims.values()
