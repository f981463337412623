"""Issue the invoice of an order, or of an instalment of it: a number, a document that never changes, and what it means for the books."""

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
from betalingen.models import Account, Instalment, Invoice, Order
from betalingen.numbering import INVOICES
from betalingen.queries.customer_rules import customer_rules
from betalingen.queries.instalments import due_to_invoice
from betalingen.queries.invoice_facts import instalment_subsidy, invoice_facts, subsidy_within
from betalingen.queries.orders import kept_cents
from cms.api import NotAllowed, User, defer, record_audit


@transaction.atomic
def issue_invoice(*, order: int, user: User | None = None) -> Invoice:
    """The invoice of an order (its pk): issued now, or the one that is there.

    Raises NotAllowed when the order asks no money (yet) or is asked in instalments, or when details of the academy are missing
    that the law wants.
    """
    locked = locked_order(order)
    if locked.instalments.exists():
        raise NotAllowed(_("Deze order wordt in termijnen gefactureerd."))
    return _issue(locked, None, user)


@transaction.atomic
def issue_instalment(*, instalment: int, user: User | None = None) -> Invoice:
    """The invoice of an instalment (its pk), likewise. Raises NotAllowed before its day too, and when nothing is owed."""
    order = locked_order(Instalment.objects.values_list("order_id", flat=True).get(pk=instalment))
    row = Instalment.objects.get(pk=instalment)
    row.order = order
    return _issue(order, row, user)


@transaction.atomic
def issue_due_invoices(*, order: int) -> None:
    """The invoice of an order (its pk), or those of its instalments whose day has come. Raises NotAllowed as these do."""
    locked = locked_order(order)
    if not locked.instalments.exists():
        _issue(locked, None, None)
        return
    for row in due_to_invoice(timezone.localdate()).filter(order=locked).order_by("number"):
        issue_instalment(instalment=row.pk)


def _issue(order: Order, instalment: Instalment | None, user: User | None) -> Invoice:
    known = Invoice.objects.filter(order=order, instalment=instalment, kind=Invoice.Kind.INVOICE).first()
    if known:
        return known
    today = timezone.localdate()
    part = instalment or order
    if not _is_asked(order) or not part.owed_cents or (instalment and instalment.invoice_on > today):
        raise NotAllowed(_("Van deze order is nog geen factuur: er hoeft nu niets betaald te worden."))
    is_paid = order.status == OrderStatus.PAID or kept_cents(part) >= part.owed_cents
    due_on = today if is_paid else today + dt.timedelta(days=customer_rules(part.kvk_number).term_days)
    facts = invoice_facts(order, issued_on=today, due_on=due_on, instalment=instalment)
    # The number comes last: whoever needs the next one of this series waits until this transaction ends.
    number = next_number(INVOICES)
    facts = replace(facts, number=number, payment_reference=rf_reference(number))
    invoice = Invoice.objects.create(
        kind=Invoice.Kind.INVOICE,
        number=number,
        order=order,
        instalment=instalment,
        issued_on=today,
        due_on=due_on,
        amount_cents=instalment.owed_cents if instalment else order.total_cents,
        vat_cents=facts.vat_cents,
        subsidy_cents=instalment_subsidy(instalment) if instalment else subsidy_within(list(order.lines.all())),
        content=facts.to_json(),
    )
    _post(order, invoice, user)
    record_audit(order, "betalingen.invoice_issued", user=user, invoice=number, amount_cents=invoice.amount_cents)
    defer("betalingen.deliver_invoice", invoice=invoice.pk)
    # Money may have gone back while the invoice was still to be made.
    credit_surplus(order, reason=_("terugbetaald"), user=user)
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
        instalment=invoice.instalment,
        user=user,
        postings=[
            Posting(Account.DEBTORS, invoice.amount_cents),
            Posting(Account.SUBSIDY, invoice.subsidy_cents),
            Posting(Account.VAT, -invoice.vat_cents),
            Posting(Account.REVENUE, invoice.vat_cents - invoice.amount_cents - invoice.subsidy_cents),
        ],
    )
