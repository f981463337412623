"""A payment provider that exists only here: a plugin whose payments stand where a test wants them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from django.utils import timezone

from betalingen.contracts import (
    OrderView,
    PaymentProvider,
    PaymentQuery,
    PaymentReport,
    PaymentRequest,
    ProviderUnavailable,
    Redirect,
    RefundReport,
    RefundRequest,
)
from cms.api import hookimpl

State = Literal["open", "pending", "paid", "failed", "expired"]


@dataclass
class Payment:
    """One payment as the bank knows it; `refunds` by our id."""

    request: PaymentRequest
    reference: str
    state: State = "open"
    received_cents: int = 0
    received_at: dt.datetime | None = None
    refunds: dict[str, RefundReport] = field(default_factory=dict)

    def pay(self, cents: int) -> None:
        """The money is in."""
        self.state, self.received_cents, self.received_at = "paid", cents, timezone.now()


class Bank(PaymentProvider):
    """Keeps what it was asked, and remembers what it told: that is what the site must have written down."""

    key: ClassVar[str] = "bank"
    label = "Bank"
    explanation = "U betaalt bij de bank."

    def __init__(self) -> None:
        self.payments: dict[str, Payment] = {}
        self.told: dict[str, int] = {}
        self.reports: list[tuple[str, PaymentReport]] = []
        self.loses_answer = False
        self.refunds_at_once = True

    def start(self, request: PaymentRequest) -> Redirect:
        payment = self.payments.setdefault(request.attempt, Payment(request, f"pay_{len(self.payments) + 1}"))
        if self.loses_answer:
            self.loses_answer = False
            raise ProviderUnavailable("The line went dead.")
        return Redirect(
            reference=payment.reference, url=f"https://bank.example/{payment.reference}", expires_at=request.expires_at
        )

    def look_up(self, query: PaymentQuery) -> PaymentReport:
        payment = self.payments.get(query.attempt)
        if payment is None:
            return PaymentReport(state="absent")
        report = PaymentReport(
            state=payment.state,
            reference=payment.reference,
            payment_url=f"https://bank.example/{payment.reference}",
            expires_at=payment.request.expires_at,
            charge_reference=f"charge_{payment.reference}" if payment.state == "paid" else "",
            received_cents=payment.received_cents,
            received_currency="eur" if payment.state == "paid" else "",
            received_at=payment.received_at,
            fee_cents=35 if payment.state == "paid" else None,
            method="bank",
            refunds=tuple(payment.refunds.values()),
        )
        self.reports.append((query.attempt, report))
        if payment.state == "paid":
            self.told[query.attempt] = payment.received_cents
        return report

    def stop(self, query: PaymentQuery) -> PaymentReport:
        payment = self.payments.get(query.attempt)
        if payment and payment.state == "open":
            payment.state = "expired"
        return self.look_up(query)

    def refund(self, request: RefundRequest) -> RefundReport:
        payment = next(
            payment for payment in self.payments.values() if request.charge_reference == f"charge_{payment.reference}"
        )
        known = payment.refunds.get(request.refund)
        if known is None:
            known = payment.refunds[request.refund] = RefundReport(
                state="succeeded" if self.refunds_at_once else "pending",
                amount_cents=request.amount_cents,
                reference=f"back_{request.refund}",
                refund=request.refund,
            )
        return known


class BankPlugin:
    """What the bank answers to the hooks, and which orders it heard were paid."""

    def __init__(self) -> None:
        self.bank = Bank()
        self.paid: list[str] = []

    @hookimpl
    def payment_providers(self) -> Sequence[Any]:
        return [self.bank]

    @hookimpl
    def order_paid(self, order: OrderView) -> None:
        self.paid.append(order.number)
