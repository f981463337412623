"""Orders and money as they stand after the actions made them; for tests that are not about those actions."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from betalingen.documents.content import BankAccount, DocumentLine, InvoiceContent, Party, VatLine
from betalingen.documents.references import rf_reference
from betalingen.lifecycles import AttemptStatus, DisputeStatus, OrderStatus, PayoutStatus, RefundStatus, WriteOffStatus
from betalingen.models import (
    Attempt,
    BalanceLine,
    BankLine,
    BankStatement,
    Discrepancy,
    Dispute,
    Instalment,
    Invoice,
    Order,
    OrderLine,
    PaymentTerm,
    Payout,
    Refund,
    SubsidyClaim,
    SubsidyScheme,
    VatRule,
    WriteOff,
)
from betalingen.models.payments import BANK_TRANSFER
from betalingen.pricing import VatCategory, VatTerms
from cms.models import Organisation


class VatRuleFactory(DjangoModelFactory[VatRule]):
    class Meta:
        model = VatRule

    name = "21 % btw"
    category = VatCategory.STANDARD
    rate = Decimal(21)


class FunderFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Fonds Vernieuwend Werken {n}")
    kind = Organisation.Kind.FUND


class SubsidySchemeFactory(DjangoModelFactory[SubsidyScheme]):
    class Meta:
        model = SubsidyScheme

    name = "Regeling Vakmanschap"
    funder = factory.SubFactory(FunderFactory)
    percentage = Decimal(50)
    valid_from = dt.date(2026, 1, 1)


class SubsidyClaimFactory(DjangoModelFactory[SubsidyClaim]):
    """A claim that nothing was gathered for yet."""

    class Meta:
        model = SubsidyClaim

    number = factory.Sequence(lambda n: f"SA-2020-{n + 1:04}")
    funder = factory.SubFactory(FunderFactory)
    year = 2026


class OrderFactory(DjangoModelFactory[Order]):
    """An open order of € 1.875,50 to be paid online, with one line."""

    class Meta:
        model = Order
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"OR-2020-{n + 1:04}")
    reference = factory.LazyFunction(lambda: f"test:{uuid4()}")
    title = "Leernetwerk HRM"
    provider = "stripe"
    total_cents = 187_550
    vat_cents = 32_550
    expires_at: Any = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(minutes=60))
    customer_name = "Gemeente Lindewaard"
    contact_name = "Sanne Visser"
    email = "facturen@lindewaard.example"

    @factory.post_generation
    def line(self, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: FBT001  # factory_boy’s
        if create:
            OrderLineFactory.create(
                order=self,
                vat_cents=self.vat_cents,
                vat_base_cents=self.total_cents - self.vat_cents,
                gross_cents=self.total_cents - self.vat_cents,
                payable_cents=self.total_cents,
            )


class InvoiceOrderFactory(OrderFactory):
    """An open order that is paid later."""

    provider = "invoice"
    is_deferred = True
    expires_at = None


class InstalmentFactory(DjangoModelFactory[Instalment]):
    """All of an order, asked of another payer today."""

    class Meta:
        model = Instalment

    order = factory.SubFactory(InvoiceOrderFactory)
    number = count = 1
    planned_cents = factory.SelfAttribute("order.total_cents")
    invoice_on = factory.LazyFunction(timezone.localdate)
    customer_name = "Waterschap De Velden"
    email = "crediteuren@velden.example"


class OrderLineFactory(DjangoModelFactory[OrderLine]):
    class Meta:
        model = OrderLine

    order = factory.SubFactory(OrderFactory)
    description = "Leernetwerk HRM"
    gross_cents = 155_000
    vat_base_cents = 155_000
    vat_category = "S"
    vat_rate = Decimal(21)
    vat_label = "21 % btw"
    vat_cents = 32_550
    payable_cents = 187_550


class AttemptFactory(DjangoModelFactory[Attempt]):
    """A payment that was started and not finished."""

    class Meta:
        model = Attempt

    order = factory.SubFactory(OrderFactory)
    number = factory.Sequence(lambda n: n + 1)
    provider = factory.SelfAttribute("order.provider")
    amount_cents = factory.SelfAttribute("order.total_cents")
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(minutes=35))


class PaidAttemptFactory(AttemptFactory):
    """A payment that came in, of an order that is paid by it."""

    order = factory.SubFactory(OrderFactory, status=OrderStatus.PAID, paid_at=factory.LazyFunction(timezone.now))
    status = AttemptStatus.SUCCEEDED
    provider_reference = factory.Sequence(lambda n: f"cs_test_{n}")
    charge_reference = factory.Sequence(lambda n: f"py_{n}")
    method = "ideal"
    received_cents = factory.SelfAttribute("amount_cents")
    received_currency = "eur"
    fee_cents = 35
    vat_cents = factory.SelfAttribute("order.vat_cents")
    succeeded_at = factory.LazyFunction(timezone.now)


class TransferFactory(PaidAttemptFactory):
    """Money that came by bank transfer, of an order that is paid by it."""

    order = factory.SubFactory(InvoiceOrderFactory, status=OrderStatus.PAID, paid_at=factory.LazyFunction(timezone.now))
    provider_reference: Any = ""
    method = BANK_TRANSFER
    fee_cents = 0


class RefundFactory(DjangoModelFactory[Refund]):
    """Money that went back."""

    class Meta:
        model = Refund

    attempt = factory.SubFactory(PaidAttemptFactory)
    amount_cents = factory.SelfAttribute("attempt.received_cents")
    vat_cents = factory.SelfAttribute("attempt.vat_cents")
    reason = "afgemeld"
    status = RefundStatus.SUCCEEDED
    provider_reference = factory.Sequence(lambda n: f"pyr_{n}")
    succeeded_at = factory.LazyFunction(timezone.now)


class InvoiceFactory(DjangoModelFactory[Invoice]):
    """The invoice of an order, to be paid in a month; nothing of it stands in the journal."""

    class Meta:
        model = Invoice

    kind = Invoice.Kind.INVOICE
    number = factory.Sequence(lambda n: f"FA-2020-{n + 1:04}")
    order = factory.SubFactory(InvoiceOrderFactory)
    issued_on = factory.LazyFunction(timezone.localdate)
    due_on = factory.LazyAttribute(lambda invoice: invoice.issued_on + dt.timedelta(days=30))
    amount_cents = factory.SelfAttribute("order.total_cents")
    vat_cents = factory.SelfAttribute("order.vat_cents")
    content = factory.LazyAttribute(lambda invoice: _content(invoice).to_json())


def _content(invoice: Any) -> InvoiceContent:
    net_cents = invoice.amount_cents - invoice.vat_cents
    vat = VatTerms(VatCategory.STANDARD, rate=Decimal(21), label="21 % btw")
    return InvoiceContent(
        kind=invoice.kind,
        number=invoice.number,
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        supplied_from=invoice.issued_on,
        supplied_until=invoice.issued_on,
        language="nl",
        currency="eur",
        order_number=invoice.order.number,
        seller=Party(
            name="Stichting Vakwerk Academie",
            street="Parklaan 8",
            postcode="3511 AB",
            city="Utrecht",
            contact_name="Administratie",
            email="administratie@vakwerk.example",
            kvk_number="27312152",
            vat_id="NL123456782B90",
        ),
        buyer=Party(
            name=invoice.order.customer_name,
            street="Plein 1",
            postcode="1234 AB",
            city="Lindewaard",
            contact_name="Sanne Visser",
            email="facturen@lindewaard.example",
            kvk_number="50112233",
        ),
        bank=BankAccount(holder="Stichting Vakwerk Academie", iban="NL91ABNA0417164300"),
        purchase_order_number="PO-88",
        buyer_reference="PO-88",
        payment_reference=rf_reference(invoice.number),
        lines=[
            DocumentLine(
                description=invoice.order.title,
                quantity=1,
                unit_cents=net_cents,
                subsidy_cents=0,
                subsidy_reason="",
                net_cents=net_cents,
                vat=vat,
            )
        ],
        vat=[VatLine(vat=vat, base_cents=net_cents, vat_cents=invoice.vat_cents)],
        net_cents=net_cents,
        vat_cents=invoice.vat_cents,
        total_cents=invoice.amount_cents,
        due_cents=invoice.amount_cents,
    )


class DiscrepancyFactory(DjangoModelFactory[Discrepancy]):
    class Meta:
        model = Discrepancy

    attempt = factory.SubFactory(PaidAttemptFactory)
    kind = Discrepancy.Kind.DOUBLE


class PayoutFactory(DjangoModelFactory[Payout]):
    """€ 1.875,15 on the bank, of one payment: see BalanceLineFactory."""

    class Meta:
        model = Payout

    provider = "stripe"
    reference = factory.Sequence(lambda n: f"po_{n}")
    status = PayoutStatus.PAID
    amount_cents = 187_515
    is_itemised = True
    trace_id = factory.Sequence(lambda n: f"TRACE{n}")
    arrives_on = factory.LazyFunction(timezone.localdate)
    created_at = factory.LazyFunction(timezone.now)


class BalanceLineFactory(DjangoModelFactory[BalanceLine]):
    """That of a payment, in a payout."""

    class Meta:
        model = BalanceLine

    provider = "stripe"
    reference = factory.Sequence(lambda n: f"txn_{n}")
    payout = factory.SubFactory(PayoutFactory)
    attempt: Any = factory.SubFactory(PaidAttemptFactory)
    bucket = BalanceLine.Bucket.PAYMENT
    created_at = factory.LazyFunction(timezone.now)
    available_on = factory.LazyFunction(timezone.now)
    type = "payment"
    reporting_category = "charge"
    source: Any = factory.SelfAttribute("attempt.charge_reference")
    currency = "eur"
    gross_cents = 187_550
    fee_cents = 35
    net_cents = factory.LazyAttribute(lambda line: line.gross_cents - line.fee_cents)


class UnknownLineFactory(BalanceLineFactory):
    """One that nobody knows."""

    attempt = None
    bucket = BalanceLine.Bucket.UNKNOWN
    type = reporting_category = "reserve_hold"
    source = ""
    description = "Reserve"
    gross_cents = -20_000
    fee_cents = 0


class DisputeFactory(DjangoModelFactory[Dispute]):
    """A claim that waits for our answer."""

    class Meta:
        model = Dispute

    attempt = factory.SubFactory(PaidAttemptFactory)
    reference = factory.Sequence(lambda n: f"du_{n}")
    status = DisputeStatus.NEEDS_RESPONSE
    amount_cents = factory.SelfAttribute("attempt.received_cents")
    reason = "fraudulent"
    respond_by = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=7))
    created_at = factory.LazyFunction(timezone.now)


class BankStatementFactory(DjangoModelFactory[BankStatement]):
    """A day of the academy's account."""

    class Meta:
        model = BankStatement

    iban = "NL91ABNA0417164300"
    statement_id = factory.Sequence(lambda n: f"2026-{n + 1:03}")
    first_day = dt.date(2026, 11, 2)
    last_day = dt.date(2026, 11, 2)
    opening_cents = 0
    closing_cents = 187_550
    line_count = 1
    checksum = "0" * 64


class BankLineFactory(DjangoModelFactory[BankLine]):
    """Money that came, of which nobody knows yet what it is for."""

    class Meta:
        model = BankLine

    statement = factory.SubFactory(BankStatementFactory)
    position = factory.Sequence(lambda n: n + 1)
    key = factory.LazyFunction(lambda: uuid4().hex)
    reference = factory.Sequence(lambda n: f"BANK{n + 1}")
    amount_cents = 187_550
    booked_on = dt.date(2026, 11, 2)
    counterparty_name = "Gemeente Lindewaard"
    counterparty_iban = "NL20INGB0001234567"


class PaymentTermFactory(DjangoModelFactory[PaymentTerm]):
    """A customer with terms of its own."""

    class Meta:
        model = PaymentTerm

    kvk_number = factory.Sequence(lambda n: f"{n + 10_000_000}")
    name = "Gemeente Lindewaard"
    days = 14


class WriteOffFactory(DjangoModelFactory[WriteOff]):
    """Proposed, and waiting for a second person."""

    class Meta:
        model = WriteOff

    order = factory.SubFactory(InvoiceOrderFactory)
    amount_cents = 187_550
    vat_cents = 32_550
    vat_back_from = factory.LazyFunction(timezone.localdate)
    reason = "failliet"
    status = WriteOffStatus.PROPOSED.value
