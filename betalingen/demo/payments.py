"""Rules of price and VAT for the demo, and payments made for real: with the Stripe SDK at the local sandbox."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from betalingen.actions.begin_payment import begin_payment
from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.decide_claim import decide_claim
from betalingen.actions.expire_order import expire_order
from betalingen.actions.gather_claim import gather_claim
from betalingen.actions.issue_invoice import issue_due_invoices, issue_invoice
from betalingen.actions.place_order import place_order
from betalingen.actions.plan_instalments import PlannedInstalment, plan_instalments
from betalingen.actions.request_refund import request_refund
from betalingen.actions.submit_claim import submit_claim
from betalingen.actions.sync_attempt import sync_attempt
from betalingen.contracts import Customer, LineRequest, Supply
from betalingen.demo.bank import load_bank
from betalingen.lifecycles import AttemptStatus
from betalingen.models import Attempt, Order, SubsidyScheme, VatRule
from betalingen.pricing import Reduction, price_of
from betalingen.sandbox import Sandbox
from betalingen.splitting import equal_parts
from cms.api import Organisation


@dataclass(frozen=True)
class DemoRules:
    """What the editions of the demo are priced with."""

    standard: VatRule
    exempt: VatRule
    half_price: SubsidyScheme


def load_rules(*, funder: Organisation, today: date) -> DemoRules:
    """Create two VAT rules and a scheme that pays half of the price."""
    return DemoRules(
        standard=VatRule.objects.create(name="21 % btw", category="S", rate=Decimal(21)),
        exempt=VatRule.objects.create(
            name="vrijgesteld van btw",
            category="E",
            rate=Decimal(0),
            wording="Vrijgesteld van btw: beroepsonderwijs, artikel 11, eerste lid, onder o, Wet op de omzetbelasting 1968.",
        ),
        half_price=SubsidyScheme.objects.create(
            name="Regeling vernieuwende projecten",
            funder=funder,
            percentage=Decimal(50),
            treatment="unlinked",
            valid_from=date(today.year, 1, 1),
            valid_until=date(today.year + 1, 12, 31),
        ),
    )


def load_claim(rules: DemoRules, *, today: date) -> None:
    """Two groups that learned with subsidy last month: one stands in a claim that was granted, the other booked early and waits
    for the next.
    """
    early = Reduction(key="early-bird", label="Vroegboekkorting", cents=10_000)
    for number, (name, kvk_number, count, discounts) in enumerate(
        (("Gemeente Lindewaard", "27312152", 3, []), ("Waterschap De Velden", "27312153", 2, [early]))
    ):
        price = price_of(310_000, vat=rules.exempt.terms, subsidy=rules.half_price.terms, discounts=discounts)
        line = LineRequest(
            description="Leernetwerk HRM", quantity=count, price=price, subsidy_scheme_id=rules.half_price.pk
        )
        last_month = today.replace(day=1) - timedelta(days=1)
        order = place_order(
            reference=f"demo:claim:{number}",
            title="Leernetwerk HRM",
            customer=Customer(name=name, email="facturen@lindewaard.example", kvk_number=kvk_number),
            lines=[line],
            provider="invoice",
            language="nl",
            supply=Supply(last_month, last_month),
        )
        issue_invoice(order=order.pk)
        if number == 0:
            claim = gather_claim(funder=rules.half_price.funder_id, year=today.year)
            submit_claim(claim=claim.pk, submitted_on=today, funder_reference="VP-2041")
            decide_claim(claim=claim.pk, granted_cents=count * price.subsidy_cents, decided_on=today)


def load_instalments(rules: DemoRules, *, today: date) -> None:
    """An order in two instalments, the second of which is still to come, and one that two organisations pay, one of them already."""
    one, other = (
        Customer(
            name=name,
            email=email,
            street="Raadhuisplein 1",
            postcode="1000 AB",
            city=city,
            kvk_number=kvk_number,
            purchase_order_number=number,
        )
        for name, email, city, kvk_number, number in (
            ("Gemeente Lindewaard", "facturen@lindewaard.example", "Lindewaard", "27312152", "4500000871"),
            ("Waterschap De Velden", "crediteuren@velden.example", "De Velden", "27312153", "VELD-2207"),
        )
    )
    for number, plan in enumerate((((one, 0), (one, 60)), ((one, 0), (other, 0)))):
        price = price_of(240_000, vat=rules.standard.terms)
        order = place_order(
            reference=f"demo:instalments:{number}",
            title="Leergang Casusregie",
            customer=one,
            lines=[LineRequest(description="Leergang Casusregie", quantity=4, price=price)],
            provider="invoice",
            language="nl",
            supply=Supply(today + timedelta(days=20), today + timedelta(days=90)),
        )
        amounts = equal_parts(order.total_cents, len(plan))
        planned = [
            PlannedInstalment(cents=cents, invoice_on=today + timedelta(days=days), payer=payer)
            for cents, (payer, days) in zip(amounts, plan, strict=True)
        ]
        plan_instalments(order=order.pk, planned=planned)
        issue_due_invoices(order=order.pk)
    book_transfer(order=order.pk, amount_cents=amounts[0], received_on=today, bank_reference="BANK-TERMIJN-1")


class Customers:
    """People who pay, or do not; `reference` is that of the order."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def pay(self, reference: str, method: Literal["ideal", "card", "sepa_debit"] = "ideal") -> None:
        """Pay through the sandbox; a SEPA debit stays pending."""
        attempt = self._begin(reference)
        self._sandbox.pay(attempt.provider_reference, method)
        sync_attempt(attempt=attempt.pk)

    def fail(self, reference: str) -> None:
        """Try, fail, and leave the session open."""
        attempt = self._begin(reference)
        self._sandbox.fail(attempt.provider_reference)
        sync_attempt(attempt=attempt.pk)

    def lapse(self, reference: str) -> None:
        """Start to pay, and let the time run out."""
        order = self._begin(reference).order
        Order.objects.filter(pk=order.pk).update(expires_at=timezone.now())
        expire_order(order=order.pk)

    def pay_too_little(self, reference: str) -> None:
        """Pay one euro less than was asked: a discrepancy for finance."""
        self._sandbox.fault("wrong_amount")
        self.pay(reference)

    def refund(self, reference: str, *, reason: str) -> None:
        """Ask for the whole amount back; the worker of the demo tells the provider."""
        attempt = Attempt.objects.get(order__reference=reference, status=AttemptStatus.SUCCEEDED)
        request_refund(attempt=attempt.pk, amount_cents=attempt.received_cents, reason=reason)

    def transfer(self, reference: str, *, cents: int, on: date) -> None:
        """A bank transfer that finance books by hand."""
        order = Order.objects.get(reference=reference)
        book_transfer(order=order.pk, amount_cents=cents, received_on=on, bank_reference=f"BANK-{order.number}")

    def pay_by_bank(self, *, quoted: str, unquoted: str) -> None:
        """The bank tells of two invoices that were paid, and of what Stripe paid out."""
        load_bank(self._sandbox, quoted=quoted, unquoted=unquoted, today=timezone.localdate())

    def _begin(self, reference: str) -> Attempt:
        order = Order.objects.get(reference=reference)
        begin_payment(order=order.pk)
        return order.attempts.latest("number")


@contextmanager
def customers() -> Iterator[Customers]:
    """The sandbox that the demo will go on with: same address, same file, so that a refund finds its payment."""
    state = os.environ.get("STRIPE_SANDBOX_STATE")
    with Sandbox(
        port=urlsplit(settings.STRIPE_API_BASE).port or 0,
        state=Path(state) if state else None,
    ) as sandbox:
        yield Customers(sandbox)
