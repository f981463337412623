"""Give up what a customer does not pay. It stays owed: money that comes after all is booked, and undoes as much of this."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.actions.post_entry import Posting, post_entry
from betalingen.lifecycles import ORDER, OrderStatus
from betalingen.locking import locked_order
from betalingen.models import Account, Invoice, Order, WriteOff
from betalingen.pricing import vat_within
from betalingen.queries.orders import kept_cents
from cms.api import NotAllowed, User, move, record_audit


@transaction.atomic
def write_off(*, order: int, reason: str, user: User | None = None) -> WriteOff:
    """What an open order (its pk) with an invoice still asks is bad debt; again changes nothing.

    The VAT in it stands in a line of its own: the tax office gives it back when an invoice is a year late (article 29 Wet
    OB), which is booked when it does. Raises NotAllowed without a reason, an invoice that is late, or anything open.
    """
    locked = locked_order(order)
    known = WriteOff.objects.filter(order=locked).first()
    if known:
        return known
    invoice = Invoice.objects.filter(order=locked, kind=Invoice.Kind.INVOICE).first()
    today = timezone.localdate()
    if locked.status != OrderStatus.OPEN or invoice is None or invoice.due_on is None or invoice.due_on >= today:
        raise NotAllowed(_("Afboeken kan alleen als de factuur van een open order te laat is."))
    if not reason.strip():
        raise NotAllowed(_("Schrijf op waarom dit niet meer betaald wordt."))
    kept = kept_cents(locked)
    open_cents = locked.owed_cents - kept
    if open_cents <= 0:
        raise NotAllowed(_("Van deze order staat niets meer open."))
    made = WriteOff.objects.create(
        order=locked,
        amount_cents=open_cents,
        vat_cents=_vat_between(locked, kept, locked.owed_cents),
        vat_back_from=_a_year_after(invoice.due_on),
        reason=reason.strip(),
        user=user,
    )
    locked.status = move(ORDER, locked.status, OrderStatus.WRITTEN_OFF)
    locked.save(update_fields=["status"])
    post_entry(
        key=f"write_off:{locked.public_id}",
        occurred_on=today,
        description=_("Oninbaar: %(title)s") % {"title": locked.title},
        document=invoice.number,
        order=locked,
        user=user,
        postings=[
            Posting(Account.BAD_DEBT, made.amount_cents - made.vat_cents),
            Posting(Account.BAD_DEBT, made.vat_cents),
            Posting(Account.DEBTORS, -made.amount_cents),
        ],
    )
    record_audit(locked, "betalingen.written_off", user=user, amount_cents=open_cents, vat_cents=made.vat_cents)
    return made


def _vat_between(order: Order, before: int, after: int) -> int:
    def share(cents: int) -> int:
        return vat_within(cents, total_cents=order.total_cents, vat_cents=order.vat_cents)

    return share(after) - share(before)


def _a_year_after(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return dt.date(day.year + 1, 3, 1)
