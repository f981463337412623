"""The journal, invoices and closed months, while customers, the bank and finance do as they like with an order paid online
and one paid by transfer. After every step the books agree to the cent."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import hypothesis
import pytest
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from betalingen.actions import apply_refund, apply_report, credit_surplus
from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.close_month import close_month
from betalingen.actions.confirm_refund import confirm_refund
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.contracts import RefundReport
from betalingen.lifecycles import OrderStatus
from betalingen.models import ClosedMonth, Invoice, JournalEntry, Order, Refund
from betalingen.queries import books
from betalingen.queries.orders import kept_cents
from cms.models import User
from tests.betalingen.conftest import place, sell
from tests.stateful.machine import TWIN_PROFILE, may_refuse, run
from tests.stateful.test_orders import TOTAL, LeavingMachine, OrderMachine, which

pytestmark = pytest.mark.django_db


class BooksMachine(OrderMachine):
    """`order` is paid online, `later` on invoice."""

    @initialize()
    def place(self) -> None:
        super().place()
        sell()
        self.bookkeeper = User.objects.create_user("boekhouder@vakwerk.example")
        self.later = place(reference="test:later", provider="invoice").pk
        self.transfers = 0
        self.issued: dict[str, Any] = {}

    @rule(is_later=st.booleans())
    def invoice(self, is_later: bool) -> None:  # noqa: FBT001  # Hypothesis passes it by name
        with may_refuse():
            issue_invoice(order=self.later if is_later else self.order)

    @rule(cents=st.sampled_from([TOTAL, TOTAL - 50_000, 50_000, TOTAL + 100]), again=st.booleans())
    def transfer(self, cents: int, again: bool) -> None:  # noqa: FBT001
        self.transfers += not again
        with may_refuse():
            book_transfer(
                order=self.later,
                amount_cents=cents,
                received_on=timezone.localdate(),
                bank_reference=f"NL-{self.transfers}",
            )

    @rule(number=which)
    def transfer_back(self, number: int) -> None:
        waiting = list(Refund.objects.filter(attempt__order=self.later).order_by("pk"))
        if waiting:
            refund = waiting[number % len(waiting)]
            with may_refuse():
                confirm_refund(refund=refund.pk, bank_reference=f"terug-{refund.pk}")

    @rule()
    def cancel_later(self) -> None:
        cancel_order(reference="test:later", reason="afgemeld")

    @precondition(lambda self: self.bank.payments)
    @rule(number=which)
    def send_refunds_back(self, number: int) -> None:
        """Days later the customer's bank refuses what was given back."""
        payment = self.a_payment(number)
        for key, report in payment.refunds.items():
            if report.state == "succeeded":
                payment.refunds[key] = RefundReport(
                    state="failed", amount_cents=report.amount_cents, reference=report.reference, refund=key
                )

    @rule(months=st.integers(1, 3))
    def close(self, months: int) -> None:
        first = (timezone.localdate().replace(day=1) - dt.timedelta(days=28 * months)).replace(day=1)
        with may_refuse():
            close_month(first_day=first, user=self.bookkeeper)

    @invariant()
    def nobody_gets_back_more_than_they_paid(self) -> None:
        """What came back may be given back again, so only what is on its way counts."""
        for payment in self.bank.payments.values():
            back = [report.amount_cents for report in payment.refunds.values() if report.state != "failed"]
            assert sum(back) <= payment.received_cents

    @invariant()
    def the_books_agree_to_the_cent(self) -> None:
        assert books.unbalanced_entries() == []
        assert [(control.label, control.difference) for control in books.controls() if control.difference] == []
        assert sum(books.balances().values()) == 0

    @invariant()
    def what_a_finished_order_is_invoiced_is_no_more_than_was_kept(self) -> None:
        for order in Order.objects.filter(status__in=[OrderStatus.PAID, OrderStatus.CANCELLED]):
            owed = sum(invoice.signed_cents for invoice in Invoice.objects.filter(order=order))
            assert 0 <= owed <= max(kept_cents(order), 0)

    @invariant()
    def what_was_issued_never_changes(self) -> None:
        now = {invoice.number: invoice.content for invoice in Invoice.objects.all()}
        assert now.items() >= self.issued.items()
        self.issued = now

    @invariant()
    def nothing_is_in_a_closed_month_that_came_after(self) -> None:
        for month in ClosedMonth.objects.all():
            assert not JournalEntry.objects.filter(
                booked_on__year=month.first_day.year,
                booked_on__month=month.first_day.month,
                created_at__gt=month.created_at,
            ).exists()


class LeavingBooksMachine(LeavingMachine, BooksMachine):
    """The same, while people of the order leave."""


def test_the_books_agree_whatever_happens() -> None:
    run(BooksMachine)


def test_the_books_agree_when_people_leave() -> None:
    run(LeavingBooksMachine)


def _nothing(*args: object, **kwargs: object) -> int:  # stands in for others
    """What a bookkeeper who forgets does, and what one finds who does not look."""
    return 0


# Each forgets one entry, or counts wrong; the machine must notice.
SABOTAGE: dict[str, tuple[object, str, Callable[..., object]]] = {
    "money that comes is not written": (apply_report, "post_receipt", _nothing),
    "refunds are not written": (apply_refund, "post_refund", _nothing),
    "a credit note is not written": (credit_surplus, "post_entry", _nothing),
}


@pytest.mark.parametrize("sabotage", SABOTAGE)
def test_a_bookkeeper_who_forgets_is_caught(sabotage: str) -> None:
    module, name, careless = SABOTAGE[sabotage]
    with patch.object(module, name, careless), pytest.raises(AssertionError):
        run(BooksMachine, hypothesis.settings(TWIN_PROFILE, max_examples=300))
