"""An order in instalments, while payers pay as they like, people leave, and money goes back. After every step the books agree,
and each invoice asks what its own payer owes."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import hypothesis
import pytest
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from betalingen.actions import credit_surplus, start_attempt
from betalingen.actions.begin_payment import begin_payment
from betalingen.actions.book_line import Part, book_on_several
from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.confirm_refund import confirm_refund
from betalingen.actions.issue_invoice import issue_due_invoices, issue_invoice
from betalingen.actions.plan_instalments import PlannedInstalment, plan_instalments
from betalingen.actions.request_refund import request_refund
from betalingen.actions.submit_refund import submit_refund
from betalingen.actions.sync_attempt import sync_attempt
from betalingen.actions.waive import waive
from betalingen.contracts import Customer
from betalingen.lifecycles import OrderStatus
from betalingen.models import Attempt, Instalment, Invoice, Order, Refund
from betalingen.queries import books
from betalingen.queries.orders import kept_cents
from cms.models import User
from tests.betalingen.conftest import place, sell
from tests.factories.betalingen import BankLineFactory
from tests.stateful.machine import PROFILE, TWIN_PROFILE, Machine, may_refuse, run

pytestmark = pytest.mark.django_db

which = st.integers(0, 3)
shares = st.sampled_from([1, 2, 3])
FAR = dt.timedelta(days=400)


class InstalmentMachine(Machine):
    """Four instalments; the day of the last two has yet to come."""

    @initialize(cents=st.lists(st.integers(1, 40_000), min_size=3, max_size=3), is_invoiced=st.booleans())
    def divide(self, cents: list[int], is_invoiced: bool) -> None:  # noqa: FBT001  # Hypothesis passes it by name
        self.begin()
        sell()
        self.order = place(provider="invoice")
        self.bookkeeper = User.objects.create_user("boekhouding@example.org")
        self.transfers = 0
        if is_invoiced:
            issue_invoice(order=self.order.pk)
        amounts = [*cents, self.order.total_cents - sum(cents)]
        today = timezone.localdate()
        payers = [Customer(name=f"Betaler {number}", email="betaler@lindewaard.example") for number in range(4)]
        plan_instalments(
            order=self.order.pk,
            planned=[
                PlannedInstalment(cents=each, invoice_on=today if number < 2 else today + FAR, payer=payers[number])
                for number, each in enumerate(amounts)
            ],
        )

    def rows(self) -> list[Instalment]:
        return list(Instalment.objects.filter(order=self.order.pk))

    @rule(number=which)
    def its_day_comes(self, number: int) -> None:
        Instalment.objects.filter(pk=self.rows()[number].pk).update(invoice_on=timezone.localdate())
        with may_refuse():
            issue_due_invoices(order=self.order.pk)

    @rule(number=which, more=st.sampled_from([0, 0, 0, 100, -1]))
    def pay(self, number: int, more: int) -> None:
        row = self.rows()[number]
        cents = row.owed_cents - kept_cents(row) + more
        self.transfers += 1
        with may_refuse():
            book_transfer(
                order=self.order.pk,
                instalment=row.pk,
                amount_cents=cents,
                received_on=timezone.localdate(),
                bank_reference=f"NL-{self.transfers}",
            )

    @rule(numbers=st.sets(which, min_size=2), more=st.sampled_from([0, 0, 0, 100]))
    def pay_several(self, numbers: set[int], more: int) -> None:
        """With one line of the bank."""
        rows = self.rows()
        parts = [
            Part(self.order.pk, row.owed_cents - kept_cents(row) + more, row.pk)
            for row in (rows[number] for number in sorted(numbers))
        ]
        cents = sum(part.cents for part in parts)
        if cents > 0:
            line = BankLineFactory.create(amount_cents=cents, booked_on=timezone.localdate())
            with may_refuse():
                book_on_several(line=line.pk, parts=parts, user=self.bookkeeper)
            assert sum(part.amount_cents for part in line.parts.all()) in {0, cents}

    @rule(number=which)
    def click(self, number: int) -> None:
        with may_refuse(), patch.object(start_attempt, "online_provider", lambda: self.bank):
            begin_payment(order=self.order.pk, instalment=self.rows()[number].pk)

    @rule(number=which, state=st.sampled_from(["paid", "paid", "pending", "failed"]))
    def hear_of_a_payment(self, number: int, state: Any) -> None:
        payments = list(self.bank.payments.values())
        if not payments:
            return
        payment = payments[number % len(payments)]
        if payment.state in {"open", "pending"}:
            payment.state = state
            if state == "paid":
                payment.pay(payment.request.amount_cents)
        sync_attempt(attempt=Attempt.objects.get(public_id=payment.request.attempt).pk)

    @rule()
    def give_back_online(self) -> None:
        for refund in Refund.objects.filter(attempt__provider="bank", status="requested"):
            submit_refund(refund=refund.pk)

    @rule(share=shares)
    def leave(self, share: int) -> None:
        order = Order.objects.get(pk=self.order.pk)
        with may_refuse():
            waive(reference=order.reference, cents=order.owed_cents // share, reason="afgemeld")

    @rule(number=which, share=shares)
    def give_back(self, number: int, share: int) -> None:
        attempts = list(Attempt.objects.filter(order=self.order.pk).order_by("pk"))
        if attempts:
            attempt = attempts[number % len(attempts)]
            with may_refuse():
                request_refund(attempt=attempt.pk, amount_cents=attempt.received_cents // share, reason="coulance")

    @rule()
    def transfer_back(self) -> None:
        for refund in Refund.objects.exclude(status="succeeded"):
            with may_refuse():
                confirm_refund(refund=refund.pk, bank_reference=f"terug-{refund.pk}")

    @rule()
    def cancel(self) -> None:
        cancel_order(reference=self.order.reference, reason="gaat niet door")

    @invariant()
    def the_books_agree_to_the_cent(self) -> None:
        assert books.unbalanced_entries() == []
        assert [(str(each.label), each.difference) for each in books.controls() if each.difference] == []

    @invariant()
    def what_was_asked_before_comes_to_nothing(self) -> None:
        assert sum(document.signed_cents for document in Invoice.objects.filter(instalment=None)) == 0

    @invariant()
    def nobody_is_asked_more_online_than_is_open(self) -> None:
        for attempt in Attempt.objects.filter(provider="bank"):
            asked = self.bank.payments[str(attempt.public_id)].request
            assert asked.amount_cents == attempt.amount_cents <= attempt.payer.planned_cents  # type: ignore[union-attr]
            assert asked.customer_email == attempt.payer.email

    @invariant()
    def the_instalments_are_the_order(self) -> None:
        if rows := self.rows():
            assert sum(row.owed_cents for row in rows) == Order.objects.get(pk=self.order.pk).owed_cents

    @invariant()
    def each_payer_is_asked_what_is_theirs(self) -> None:
        status = Order.objects.values_list("status", flat=True).filter(pk=self.order.pk if self.rows() else 0).first()
        for row in self.rows():
            documents = Invoice.objects.filter(instalment=row)
            if not documents:
                continue
            asked, kept = sum(document.signed_cents for document in documents), max(kept_cents(row), 0)
            if status == OrderStatus.OPEN:
                assert asked == row.owed_cents
            else:
                # What comes, or comes back, afterwards is an exception and no turnover.
                assert 0 <= asked <= min(row.owed_cents, kept)


def test_each_invoice_stands_by_itself() -> None:
    run(InstalmentMachine, hypothesis.settings(PROFILE, max_examples=8))


def _of_the_order(part: Any) -> int:
    """What a bookkeeper does for whom all money is one."""
    return kept_cents(part if isinstance(part, Order) else part.order)


def _nothing(*args: object, **kwargs: object) -> None:  # stands in for others
    """What a bookkeeper does who forgets."""


SABOTAGE: dict[str, tuple[str, Callable[..., object]]] = {
    "what one paid counts for another": ("kept_cents", _of_the_order),
    "nothing is credited": ("_credit", _nothing),
}


@pytest.mark.parametrize("sabotage", SABOTAGE)
def test_who_forgets_is_caught(sabotage: str) -> None:
    name, careless = SABOTAGE[sabotage]
    with patch.object(credit_surplus, name, careless), pytest.raises(AssertionError):
        run(InstalmentMachine, TWIN_PROFILE)
