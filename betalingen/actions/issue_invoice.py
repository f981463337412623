"""Issue the invoice of an order: a number, a document that never changes, and what it means for the books."""

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.actions.credit_surplus import credit_surplus
from betalingen.actions.next_number import next_number
from betalingen.actions.post_entry import Posting, post_entry
from betalingen.documents.references import rf_reference
from betalingen.lifecycles import OrderStatus
from betalingen.locking import locked_order
from betalingen.models import Account, Invoice, Order
from betalingen.numbering import INVOICES
from betalingen.queries.customer_rules import customer_rules
from betalingen.queries.invoice_facts import invoice_facts, subsidy_within
from cms.api import NotAllowed, User, defer, record_audit


@transaction.atomic
def issue_invoice(*, order: int, user: User | None = None) -> Invoice:
    """The invoice of an order (its pk): issued now, or the one that is there.

    Raises NotAllowed when the order asks no money (yet), or when details of the academy are missing that the law wants.
    """
    locked = locked_order(order)
    known = Invoice.objects.filter(order=locked, kind=Invoice.Kind.INVOICE).first()
    if known:
        return known
    if not _is_asked(locked):
        raise NotAllowed(_("Van deze order is nog geen factuur: er hoeft nu niets betaald te worden."))
    today = timezone.localdate()
    term = dt.timedelta(days=customer_rules(locked.kvk_number).term_days)
    due_on = today if locked.status == OrderStatus.PAID else today + term
    facts = invoice_facts(locked, issued_on=today, due_on=due_on)
    # The number comes last: whoever needs the next one of this series waits until this transaction ends.
    number = next_number(INVOICES)
    facts = replace(facts, number=number, payment_reference=rf_reference(number))
    invoice = Invoice.objects.create(
        kind=Invoice.Kind.INVOICE,
        number=number,
        order=locked,
        issued_on=today,
        due_on=due_on,
        amount_cents=locked.total_cents,
        vat_cents=locked.vat_cents,
        subsidy_cents=subsidy_within(list(locked.lines.all())),
        content=facts.to_json(),
    )
    _post(locked, invoice, user)
    record_audit(locked, "betalingen.invoice_issued", user=user, invoice=number, amount_cents=invoice.amount_cents)
    defer("betalingen.deliver_invoice", invoice=invoice.pk)
    # Money may have gone back while the invoice was still to be made.
    credit_surplus(locked, reason=_("terugbetaald"), user=user)
    return invoice


def _is_asked(order: Order) -> bool:
    if order.status == OrderStatus.PAID:
        return True
    return order.status == OrderStatus.OPEN and order.is_deferred and not order.is_held


def _post(order: Order, invoice: Invoice, user: User | None) -> None:
    post_entry(
        key=f"invoice:{invoice.number}",
        occurred_on=invoice.issued_on,
        description=order.title,
        document=invoice.number,
        order=order,
        user=user,
        postings=[
            Posting(Account.DEBTORS, invoice.amount_cents),
            Posting(Account.SUBSIDY, invoice.subsidy_cents),
            Posting(Account.VAT, -invoice.vat_cents),
            Posting(Account.REVENUE, invoice.vat_cents - invoice.amount_cents - invoice.subsidy_cents),
        ],
    )
