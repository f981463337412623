"""Give up what a customer does not pay. It stays owed: money that comes after all is booked, and undoes as much of this."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.actions.post_entry import Draft, Posting, post_entry
from betalingen.actions.second_person import check_second_person
from betalingen.lifecycles import ORDER, WRITE_OFF, OrderStatus, WriteOffStatus
from betalingen.locking import locked_order
from betalingen.models import Account, Invoice, Order, WriteOff
from betalingen.pricing import vat_within
from betalingen.queries.instalments import current_documents, due_to_invoice
from betalingen.queries.orders import kept_cents
from betalingen.queries.proposals import needs_second_person
from cms.api import NotAllowed, User, move, record_audit


@dataclass(frozen=True)
class BadDebt:
    """What is open of an order: by invoice, in cents, with the VAT in it; `due_on` is since when all of these are late."""

    order: Order
    parts: Sequence[tuple[Invoice, int, int]]
    due_on: dt.date

    @property
    def cents(self) -> int:
        return sum(cents for _invoice, cents, _vat in self.parts)

    @property
    def vat_cents(self) -> int:
        return sum(vat for _invoice, _cents, vat in self.parts)

    @property
    def vat_back_from(self) -> dt.date:
        try:
            return self.due_on.replace(year=self.due_on.year + 1)
        except ValueError:  # 29 February
            return dt.date(self.due_on.year + 1, 3, 1)

    def drafts(self) -> list[Draft]:
        """What is written in the journal."""
        return [
            Draft(
                key=f"write_off:{self.order.public_id}" + (f":{invoice.number}" if invoice.instalment else ""),
                description=_("Oninbaar: %(title)s") % {"title": self.order.title},
                document=invoice.number,
                order=self.order,
                instalment=invoice.instalment,
                postings=[
                    Posting(Account.BAD_DEBT, cents - vat_cents),
                    Posting(Account.BAD_DEBT, vat_cents),
                    Posting(Account.DEBTORS, -cents),
                ],
            )
            for invoice, cents, vat_cents in self.parts
        ]


@transaction.atomic
def write_off(*, order: int, reason: str, user: User | None = None) -> WriteOff:
    """What an open order (its pk) with an invoice still asks is bad debt; again changes nothing.

    Above the amount of `needs_second_person` it waits for another person. The VAT in it stands in a line of its own: the tax
    office gives it back when an invoice is a year late (article 29 Wet OB), which is booked when it does. Raises NotAllowed
    without a reason, an invoice that is late, or anything open.
    """
    locked = locked_order(order)
    known = WriteOff.objects.filter(order=locked).first()
    if known and known.status != WriteOffStatus.REFUSED:
        return known
    if not reason.strip():
        raise NotAllowed(_("Schrijf op waarom dit niet meer betaald wordt."))
    debt = bad_debt(locked)
    made = known or WriteOff(order=locked, status=WriteOffStatus.PROPOSED)
    made.amount_cents, made.vat_cents, made.vat_back_from = debt.cents, debt.vat_cents, debt.vat_back_from
    made.reason, made.user = reason.strip(), user
    if needs_second_person(debt.cents, user):
        made.status = move(WRITE_OFF, made.status, WriteOffStatus.PROPOSED)
        made.save()
        record_audit(locked, "betalingen.write_off_proposed", user=user, amount_cents=debt.cents)
        return made
    _book(debt, made, user)
    return made


@transaction.atomic
def approve_write_off(*, order: int, user: User) -> WriteOff:
    """What was proposed for an order (its pk) is booked; again changes nothing.

    Raises NotAllowed for who proposed it, and when something else is open by now; MoveNotAllowed when it was refused.
    """
    locked = locked_order(order)
    proposed = WriteOff.objects.get(order=locked)
    if proposed.status == WriteOffStatus.BOOKED:
        return proposed
    check_second_person(proposed.user_id, user)
    debt = bad_debt(locked)
    if debt.cents != proposed.amount_cents:
        raise NotAllowed(_("Er staat intussen een ander bedrag open. Weiger dit voorstel."))
    _book(debt, proposed, user)
    return proposed


@transaction.atomic
def refuse_write_off(*, order: int, reason: str, user: User) -> WriteOff:
    """What was proposed for an order (its pk) stays owed; again changes nothing. Raises NotAllowed without a reason."""
    locked = locked_order(order)
    proposed = WriteOff.objects.get(order=locked)
    if proposed.status == WriteOffStatus.REFUSED:
        return proposed
    if not reason.strip():
        raise NotAllowed(_("Schrijf op waarom u dit weigert."))
    proposed.status = move(WRITE_OFF, proposed.status, WriteOffStatus.REFUSED)
    proposed.save(update_fields=["status"])
    record_audit(
        locked,
        "betalingen.write_off_refused",
        user=user,
        amount_cents=proposed.amount_cents,
        reason=reason.strip(),
    )
    return proposed


def bad_debt(order: Order) -> BadDebt:
    """What can be written off of an order. Raises NotAllowed unless it is open, all is invoiced and what is open is late."""
    if due_to_invoice(dt.date.max).filter(order=order).exists():
        raise NotAllowed(_("Nog niet elke termijn is gefactureerd. Boek pas af als de laatste factuur te laat is."))
    invoices = current_documents().filter(order=order, kind=Invoice.Kind.INVOICE).select_related("instalment")
    debts, due_on = [], None
    for invoice in invoices.order_by("pk"):
        part = invoice.instalment or order
        open_cents = part.owed_cents - kept_cents(part)
        if invoice.due_on is None or (open_cents > 0 and invoice.due_on >= timezone.localdate()):
            raise NotAllowed(_("Afboeken kan alleen als de factuur van een open order te laat is."))
        if open_cents > 0:
            debts.append((invoice, open_cents))
        due_on = max(due_on or invoice.due_on, invoice.due_on)
    if order.status != OrderStatus.OPEN or due_on is None:
        raise NotAllowed(_("Afboeken kan alleen als de factuur van een open order te laat is."))
    if not debts:
        raise NotAllowed(_("Van deze order staat niets meer open."))
    return BadDebt(order, _with_vat(order, debts), due_on)


def _with_vat(order: Order, debts: Sequence[tuple[Invoice, int]]) -> list[tuple[Invoice, int, int]]:
    """The VAT of what is paid last, so that what was paid and what is given up have all of it together."""

    def vat_until(cents: int) -> int:
        return vat_within(cents, total_cents=order.total_cents, vat_cents=order.vat_cents)

    paid_cents, found = order.owed_cents - sum(cents for _invoice, cents in debts), []
    for invoice, cents in debts:
        found.append((invoice, cents, vat_until(paid_cents + cents) - vat_until(paid_cents)))
        paid_cents += cents
    return found


def _book(debt: BadDebt, made: WriteOff, user: User | None) -> None:
    order = debt.order
    made.status = move(WRITE_OFF, made.status, WriteOffStatus.BOOKED)
    made.save()
    order.status = move(ORDER, order.status, OrderStatus.WRITTEN_OFF)
    order.save(update_fields=["status"])
    for draft in debt.drafts():
        post_entry(**vars(draft), occurred_on=timezone.localdate(), user=user)
    record_audit(order, "betalingen.written_off", user=user, amount_cents=made.amount_cents, vat_cents=made.vat_cents)
