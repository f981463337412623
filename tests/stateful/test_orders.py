"""Orders, attempts and refunds, while customers, the bank, finance and the clock do as they like."""

from typing import Any

import pytest
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from betalingen import hooks
from betalingen.actions.apply_report import apply_report
from betalingen.actions.begin_payment import begin_payment
from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.expire_order import expire_order
from betalingen.actions.request_refund import request_refund
from betalingen.actions.submit_refund import submit_refund
from betalingen.actions.sync_attempt import sync_attempt
from betalingen.actions.waive import waive
from betalingen.contracts import PaymentReport, ProviderUnavailable, RefundReport
from betalingen.lifecycles import ATTEMPT, ORDER, REFUND, AttemptStatus, OrderStatus, RefundStatus
from betalingen.models import Attempt, Discrepancy, Order, Refund
from betalingen.pricing import vat_within
from betalingen.queries.orders import kept_cents, paid_cents, view_of
from cms.models import Message
from tests.betalingen.conftest import place
from tests.stateful.bank import Payment
from tests.stateful.machine import TWIN_PROFILE, Machine, may_refuse, run

pytestmark = pytest.mark.django_db

TOTAL = 187_550
which = st.integers(0, 9)


class OrderMachine(Machine):
    """One order to be paid online."""

    @initialize()
    def place(self) -> None:
        self.begin()
        self.order = place(provider=self.bank.key).pk

    def an_attempt(self, number: int) -> Attempt:
        attempts = list(Attempt.objects.order_by("pk"))
        return attempts[number % len(attempts)]

    def a_payment(self, number: int) -> Payment:
        payments = list(self.bank.payments.values())
        return payments[number % len(payments)]

    def has_attempts(self) -> bool:
        return Attempt.objects.exists()

    def has_payments(self) -> bool:
        return bool(self.bank.payments)

    def has_refunds(self) -> bool:
        return Refund.objects.exists()

    # The customer

    @rule(loses_answer=st.booleans())
    def click(self, loses_answer: bool) -> None:  # noqa: FBT001  # Hypothesis passes it by name
        self.bank.loses_answer = loses_answer
        with may_refuse():
            try:
                begin_payment(order=self.order)
            except ProviderUnavailable:
                assert loses_answer
        self.bank.loses_answer = False

    @precondition(has_payments)
    @rule(number=which, cents=st.sampled_from([TOTAL, TOTAL, TOTAL, TOTAL - 1, TOTAL + 100]))
    def pay(self, number: int, cents: int) -> None:
        payment = self.a_payment(number)
        if payment.state in ("open", "pending"):
            payment.pay(cents)

    @precondition(has_payments)
    @rule(number=which)
    def pay_by_debit(self, number: int) -> None:
        payment = self.a_payment(number)
        if payment.state == "open":
            payment.state = "pending"

    @precondition(has_payments)
    @rule(number=which, state=st.sampled_from(["failed", "expired"]))
    def end_without_money(self, number: int, state: Any) -> None:
        payment = self.a_payment(number)
        if payment.state in ("open", "pending"):
            payment.state = state

    # The site hears about it, at any moment, twice, late

    @precondition(has_attempts)
    @rule(number=which)
    def look(self, number: int) -> None:
        sync_attempt(attempt=self.an_attempt(number).pk)

    @precondition(lambda self: self.bank.reports)
    @rule(number=st.integers(0, 30))
    def hear_an_old_report(self, number: int) -> None:
        public_id, report = self.bank.reports[number % len(self.bank.reports)]
        self.take(Attempt.objects.get(public_id=public_id), report)

    def take(self, attempt: Attempt, report: PaymentReport) -> None:
        apply_report(attempt=attempt.pk, report=report)

    # Finance and the clock

    @rule()
    def cancel(self) -> None:
        cancel_order(reference=Order.objects.get(pk=self.order).reference, reason="afgemeld")

    @rule()
    def time_is_up(self) -> None:
        Order.objects.filter(pk=self.order, expires_at__isnull=False).update(expires_at=timezone.now())
        expire_order(order=self.order)

    @precondition(has_attempts)
    @rule(number=which, cents=st.sampled_from([1, 50_000, TOTAL, TOTAL + 100]))
    def give_back(self, number: int, cents: int) -> None:
        with may_refuse():
            request_refund(attempt=self.an_attempt(number).pk, amount_cents=cents, reason="coulance")

    @precondition(has_refunds)
    @rule(number=which, at_once=st.booleans())
    def submit(self, number: int, at_once: bool) -> None:  # noqa: FBT001
        self.bank.refunds_at_once = at_once
        refunds = list(Refund.objects.order_by("pk"))
        submit_refund(refund=refunds[number % len(refunds)].pk)

    @precondition(has_payments)
    @rule(number=which, state=st.sampled_from(["succeeded", "failed"]))
    def settle_refunds(self, number: int, state: Any) -> None:
        payment = self.a_payment(number)
        for key, report in payment.refunds.items():
            if report.state == "pending":
                payment.refunds[key] = RefundReport(
                    state=state, amount_cents=report.amount_cents, reference=report.reference, refund=key
                )

    # What is true after every step

    @invariant()
    def what_was_told_is_what_is_booked(self) -> None:
        order = Order.objects.get(pk=self.order)
        assert paid_cents(order) == sum(self.bank.told.values())
        succeeded = Attempt.objects.filter(order=order, status=AttemptStatus.SUCCEEDED)
        assert {str(each.public_id): each.received_cents for each in succeeded} == self.bank.told

    @invariant()
    def states_move_as_the_tables_say(self) -> None:
        for states, table, model in (
            (OrderStatus, ORDER, Order),
            (AttemptStatus, ATTEMPT, Attempt),
            (RefundStatus, REFUND, Refund),
        ):
            rows: dict[int, str] = dict(model.objects.values_list("pk", "status"))
            self.check_moves(model.__name__, states, table, rows)

    @invariant()
    def paid_is_said_once(self) -> None:
        order = Order.objects.get(pk=self.order)
        is_paid = order.status == OrderStatus.PAID
        said = [number for number in self.plugin.paid if number == order.number]
        assert said == ([order.number] if is_paid else [])
        assert not is_paid or paid_cents(order) >= order.owed_cents

    @invariant()
    def nobody_gets_back_more_than_they_paid(self) -> None:
        for payment in self.bank.payments.values():
            back = [report.amount_cents for report in payment.refunds.values() if report.state != "failed"]
            assert sum(back) <= payment.received_cents

    @invariant()
    def vat_is_that_of_the_money_that_stayed(self) -> None:
        order = Order.objects.get(pk=self.order)
        paid = Attempt.objects.filter(order=order, status=AttemptStatus.SUCCEEDED)
        back = Refund.objects.filter(attempt__order=order, status=RefundStatus.SUCCEEDED)
        came, went = (sum(found.values_list("vat_cents", flat=True)) for found in (paid, back))
        expected = vat_within(kept_cents(order), total_cents=order.total_cents, vat_cents=order.vat_cents)
        assert came - went == expected

    @invariant()
    def each_mail_goes_once(self) -> None:
        keys = list(Message.objects.values_list("key", flat=True))
        given_back = Refund.objects.filter(succeeded_at__isnull=False).values_list("public_id", flat=True)
        assert sorted(key for key in keys if key.startswith("refund:")) == sorted(
            f"refund:{public_id}:succeeded" for public_id in given_back
        )
        assert len(keys) == len(set(keys))


class LeavingMachine(OrderMachine):
    """People of the order leave, also while others pay for all of them."""

    @rule(share=st.sampled_from([1, 2, 3]))
    def leave(self, share: int) -> None:
        order = Order.objects.get(pk=self.order)
        waive(reference=order.reference, cents=order.owed_cents // share, reason="afgemeld")

    @precondition(lambda self: self.bank.payments)
    @rule(number=which)
    def pay_what_is_asked(self, number: int) -> None:
        payment = self.a_payment(number)
        if payment.state in ("open", "pending"):
            payment.pay(payment.request.amount_cents)

    @invariant()
    def what_was_given_up_is_not_kept(self) -> None:
        """Once no money moves any more, except what came too much: that is for finance."""
        order = Order.objects.get(pk=self.order)
        strange = Discrepancy.objects.exists() or Refund.objects.exclude(status=RefundStatus.SUCCEEDED).exists()
        if order.status == OrderStatus.PAID and not strange:
            assert kept_cents(order) <= order.owed_cents


class ForgetfulMachine(OrderMachine):
    """Does not look whether a payment was booked before."""

    def take(self, attempt: Attempt, report: PaymentReport) -> None:
        if report.state == "paid":
            Attempt.objects.filter(pk=attempt.pk).update(status=AttemptStatus.SUCCEEDED)
            hooks.order_paid(view_of(attempt.order))
        else:
            super().take(attempt, report)


def test_money_adds_up_whatever_happens() -> None:
    run(OrderMachine)


def test_money_adds_up_when_people_leave() -> None:
    run(LeavingMachine)


def test_the_twin_that_does_not_look_whether_it_was_booked_is_caught() -> None:
    with pytest.raises(AssertionError):
        run(ForgetfulMachine, TWIN_PROFILE)
