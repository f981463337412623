"""What comes of one payment: claims of the customer's bank, refunds, costs that follow later, and payouts that fail. After
every step the books agree, and after a night they say of the balance what the payment service says."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from betalingen.actions import (
    apply_dispute,
    apply_payout,
    apply_refund,
    apply_report,
    credit_surplus,
    import_balance,
    import_line,
)
from betalingen.actions.begin_payment import begin_payment
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.sync_attempt import sync_attempt
from betalingen.models import Account, Attempt, BalanceLine, Discrepancy, Dispute, Invoice, Order, Payout, Refund
from betalingen.queries import books
from betalingen.queries.orders import kept_cents
from tests.betalingen.conftest import place, sell
from tests.stateful.balance import BalanceBank
from tests.stateful.machine import PROFILE, TWIN_PROFILE, Machine, caught_by, run
from tests.stateful.test_orders import TOTAL

pytestmark = pytest.mark.django_db

STEPS = 12


class PaidMachine(Machine):
    """An order that was paid and invoiced; its costs may follow later."""

    @initialize(fee_is_known=st.booleans())
    def pay(self, fee_is_known: bool) -> None:  # noqa: FBT001  # Hypothesis passes it by name
        self.begin()
        self.service = self.plugin.bank = BalanceBank()
        self.service.fee_is_known = fee_is_known
        sell()
        self.order = Order.objects.get(pk=place(provider="bank").pk)
        begin_payment(order=self.order.pk)
        self.service.payment.pay(TOTAL)
        if fee_is_known:
            self.service.tell_fee()
        self.attempt = sync_attempt(attempt=Attempt.objects.get().pk).pk
        issue_invoice(order=self.order.pk)

    # At the payment service

    @precondition(lambda self: not self.service.fee_is_known)
    @rule()
    def tell_fee(self) -> None:
        self.service.tell_fee()

    # Here

    @rule()
    def look(self) -> None:
        sync_attempt(attempt=self.attempt)

    @rule()
    def night(self) -> None:
        import_balance.import_balance(provider="bank")
        assert dict(BalanceLine.objects.values_list("reference", "net_cents")) == {
            line.reference: line.net_cents for line in self.service.lines
        }
        assert dict(Dispute.objects.values_list("reference", "status")) == {
            claim.reference: claim.state for claim in self.service.claims.values()
        }
        assert dict(Payout.objects.values_list("reference", "status")) == {
            payout.reference: payout.state for payout in self.service.paid_out.values()
        }
        if self.service.fee_is_known:
            assert books.balances()[Account.CLEARING] == self.service.balance

    @invariant()
    def the_books_agree_to_the_cent(self) -> None:
        assert books.unbalanced_entries() == []
        assert [(str(each.label), each.difference) for each in books.controls() if each.difference] == []
        assert sum(books.balances().values()) == 0

    @invariant()
    def the_customer_is_invoiced_what_was_kept(self) -> None:
        owed = sum(invoice.signed_cents for invoice in Invoice.objects.filter(order=self.order))
        kept = max(kept_cents(self.order), 0)
        came_back = Refund.objects.filter(status="returned").exists()
        assert owed <= kept if came_back else owed == kept

    @invariant()
    def a_payout_that_is_not_the_sum_of_its_lines_is_told(self) -> None:
        told = set(
            Discrepancy.objects.filter(
                kind=Discrepancy.Kind.PAYOUT_DIFFERENCE, resolved_at__isnull=True, payout__status="paid"
            ).values_list("payout__reference", flat=True)
        )
        for payout in Payout.objects.filter(status="paid"):
            at_service = self.service.paid_out[payout.reference]
            if at_service.state != "paid":  # nobody told us yet; the next one may hold its lines already
                continue
            held = {line.reference: line.net_cents for line in at_service.lines if line.bucket != "payout"}
            lines = BalanceLine.objects.filter(payout=payout).exclude(bucket="payout")
            assert dict(lines.values_list("reference", "net_cents")) == held
            is_right = sum(held.values()) == payout.amount_cents
            assert is_right == (payout.reference not in told)
        assert not BalanceLine.objects.filter(payout__status="failed").exists()


class RefundMachine(PaidMachine):
    """Money goes back, and comes back."""

    @precondition(lambda self: self.service.left > 0)
    @rule(share=st.sampled_from([1, 3, 187_550]))
    def give_back(self, share: int) -> None:
        self.service.give_back(max(self.service.left // share, 1))

    @rule()
    def bounce(self) -> None:
        self.service.bounce()


class ClaimMachine(PaidMachine):
    """The bank of the customer wants the money back."""

    @precondition(lambda self: self.service.left > 0)
    @rule(is_inquiry=st.booleans())
    def claim(self, is_inquiry: bool) -> None:  # noqa: FBT001
        self.service.claim(is_inquiry=is_inquiry)

    @precondition(lambda self: self.service.claims)
    @rule(state=st.sampled_from(["needs_response", "under_review", "won", "lost", "lost"]))
    def decide(self, state: str) -> None:
        self.service.decide(list(self.service.claims)[-1], state)


class PayoutMachine(PaidMachine):
    """The balance goes to our bank, with whatever else stands on it."""

    @rule(bucket=st.sampled_from(["fee", "unknown"]), cents=st.sampled_from([-700, 1_234]))
    def odd_line(self, bucket: str, cents: int) -> None:
        self.service.add(bucket, cents)

    @rule(off_by=st.sampled_from([0, 0, 1]))
    def pay_out(self, off_by: int) -> None:
        self.service.pay_out(off_by=off_by)

    @rule()
    def send_payout_back(self) -> None:
        self.service.send_payout_back()

    @precondition(lambda self: self.service.paid_out)
    @rule()
    def hear_of_payout(self) -> None:
        import_balance.import_payout(provider="bank", reference=list(self.service.paid_out)[-1])


class LateFeeMachine(PaidMachine):
    """The payment was booked before its costs were known; now they are, and nobody has looked yet."""

    @initialize(fee_is_known=st.sampled_from([False]))
    def pay(self, fee_is_known: bool) -> None:  # noqa: FBT001
        super().pay(fee_is_known=fee_is_known)
        self.service.tell_fee()


class DueMachine(PayoutMachine):
    """A payout that is a cent more than its lines, and of which nobody has told yet."""

    @initialize(fee_is_known=st.booleans())
    def pay(self, fee_is_known: bool) -> None:  # noqa: FBT001
        super().pay(fee_is_known=fee_is_known)
        self.service.add("unknown", 1_234)
        self.service.pay_out(off_by=1)


class ReturnedMachine(DueMachine):
    """A payout that we have, and that did not arrive; nobody has told that yet."""

    @initialize(fee_is_known=st.booleans())
    def pay(self, fee_is_known: bool) -> None:  # noqa: FBT001
        super().pay(fee_is_known=fee_is_known)
        self.night()
        self.service.send_payout_back()


class BalanceMachine(RefundMachine, ClaimMachine, PayoutMachine):
    """All of it at once."""


def test_the_books_follow_the_balance() -> None:
    run(BalanceMachine, hypothesis.settings(PROFILE, max_examples=15, stateful_step_count=STEPS))


BOOKS = "the_books_agree_to_the_cent"
INVOICED = "the_customer_is_invoiced_what_was_kept"
PAYOUTS = "a_payout_that_is_not_the_sum_of_its_lines_is_told"


def _nothing(*args: object, **kwargs: object) -> int:  # stands in for others
    """What a bookkeeper does who forgets, and what one finds who does not look."""
    return 0


# Each on the smallest machine that meets it: what is taken out, what stands in its place, and who must notice.
SABOTAGE: dict[str, tuple[type[PaidMachine], Any, str, Callable[..., object], str]] = {
    "costs of a payment are not written": (PaidMachine, apply_report, "post_fee", _nothing, BOOKS),
    "costs that follow later are not written": (LateFeeMachine, import_line, "post_fee", _nothing, "night"),
    "lines of the balance are not written": (PayoutMachine, import_line, "post_line", _nothing, "night"),
    "what a bank decides is not written": (ClaimMachine, apply_dispute, "post_outcome", _nothing, BOOKS),
    "a refund that came back is not written": (RefundMachine, apply_refund, "post_returned_refund", _nothing, BOOKS),
    "nothing is credited after a refund": (RefundMachine, apply_refund, "credit_surplus", _nothing, INVOICED),
    "what was kept is not looked at": (RefundMachine, credit_surplus, "kept_cents", _nothing, INVOICED),
    "a payout that does not add up is not told": (DueMachine, apply_payout, "flag_payout", _nothing, PAYOUTS),
    "a payout is not compared with its lines": (DueMachine, apply_payout, "_compare", _nothing, PAYOUTS),
    "a payout does not get its lines": (DueMachine, apply_payout, "_take_lines", _nothing, PAYOUTS),
    "a payout that failed keeps its lines": (ReturnedMachine, apply_payout, "_release_lines", _nothing, PAYOUTS),
}


@pytest.mark.parametrize("sabotage", SABOTAGE)
def test_who_forgets_is_caught(sabotage: str) -> None:
    machine, module, name, careless, watcher = SABOTAGE[sabotage]
    with patch.object(module, name, careless), caught_by(watcher):
        run(machine, hypothesis.settings(TWIN_PROFILE, stateful_step_count=STEPS))
