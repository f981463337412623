"""Credit what a customer was invoiced and need not pay any more; called in the transaction that makes it so."""

from dataclasses import replace

from django.db.models import Sum
from django.utils import timezone

from betalingen.actions.next_number import next_number
from betalingen.actions.post_entry import Posting, post_entry
from betalingen.lifecycles import OrderStatus
from betalingen.models import Account, Invoice, Order
from betalingen.numbering import CREDIT_NOTES
from betalingen.pricing import Share
from betalingen.queries.invoice_facts import credit_facts
from betalingen.queries.orders import kept_cents
from cms.api import User, defer, record_audit


def credit_surplus(order: Order, *, reason: str, user: User | None = None) -> None:
    """Of a locked order what is invoiced and need not be paid, each invoice by itself.

    That is what was given up of it (`waive`), or, once it was paid or cancelled, whatever is invoiced above what was kept.
    Money given back of what came twice lowers no invoice: then enough is kept.
    """
    is_settled = order.status in {OrderStatus.PAID, OrderStatus.CANCELLED}
    invoices = Invoice.objects.filter(order=order, kind=Invoice.Kind.INVOICE).select_related("instalment")
    for invoice in invoices.order_by("pk"):
        part = invoice.instalment or order
        credited_cents = invoice.credit_notes.aggregate(cents=Sum("amount_cents"))["cents"] or 0
        not_owed_cents = invoice.amount_cents - part.owed_cents
        if is_settled:
            not_owed_cents = max(not_owed_cents, invoice.amount_cents - max(kept_cents(part), 0))
        if not_owed_cents > credited_cents:
            _credit(invoice, not_owed_cents - credited_cents, credited_cents, reason, user)


def credit_in_full(invoice: Invoice, *, reason: str, user: User | None = None) -> None:
    """Of an invoice of a locked order, as it was issued."""
    _credit(invoice, invoice.amount_cents, 0, reason, user)


def _credit(invoice: Invoice, amount_cents: int, credited_cents: int, reason: str, user: User | None) -> None:
    today = timezone.localdate()
    facts = credit_facts(
        invoice, amount_cents=amount_cents, credited_cents=credited_cents, issued_on=today, reason=reason
    )
    part = Share(credited_cents, credited_cents + amount_cents, invoice.amount_cents)
    number = next_number(CREDIT_NOTES)
    note = Invoice.objects.create(
        kind=Invoice.Kind.CREDIT_NOTE,
        number=number,
        order=invoice.order,
        instalment=invoice.instalment,
        credits=invoice,
        issued_on=today,
        amount_cents=amount_cents,
        vat_cents=facts.vat_cents,
        subsidy_cents=part.of(invoice.subsidy_cents),
        content=replace(facts, number=number).to_json(),
    )
    post_entry(
        key=f"invoice:{number}",
        occurred_on=today,
        description=reason,
        document=number,
        order=invoice.order,
        instalment=invoice.instalment,
        user=user,
        postings=[
            Posting(Account.DEBTORS, -note.amount_cents),
            Posting(Account.SUBSIDY, -note.subsidy_cents),
            Posting(Account.VAT, note.vat_cents),
            Posting(Account.REVENUE, note.amount_cents + note.subsidy_cents - note.vat_cents),
        ],
    )
    record_audit(invoice.order, "betalingen.invoice_credited", user=user, invoice=number, amount_cents=amount_cents)
    defer("betalingen.deliver_invoice", invoice=note.pk)
