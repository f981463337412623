"""Agree that an order is invoiced in parts: at other days, or to other payers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betalingen.actions.credit_surplus import credit_in_full
from betalingen.contracts import Customer
from betalingen.locking import locked_order
from betalingen.models import Instalment
from betalingen.queries.instalments import current_documents, objection_to_planning
from cms.api import NotAllowed, User, defer, record_audit

MOST: Final = 24


@dataclass(frozen=True, kw_only=True)
class PlannedInstalment:
    """What one payer is asked, VAT included, and the day of the invoice."""

    cents: int
    invoice_on: dt.date
    payer: Customer


@transaction.atomic
def plan_instalments(*, order: int, planned: Sequence[PlannedInstalment], user: User | None = None) -> None:
    """An order (its pk) is asked in these instalments, instead of what was planned before; in one invoice when there are none.
    An invoice of the whole order is credited first, in full.

    Raises NotAllowed for what `objection_to_planning` says, and when they do not add up to what is owed.
    """
    locked = locked_order(order)
    if objection := objection_to_planning(locked):
        raise NotAllowed(objection)
    invoice = current_documents().filter(order=locked).first()
    if not planned and locked.invoices.exists():
        raise NotAllowed(_("Van deze order is al een factuur. Vul minstens één termijn in."))
    if planned and (
        sum(row.cents for row in planned) != locked.owed_cents
        or any(row.cents <= 0 for row in planned)
        or len(planned) > MOST
    ):
        raise NotAllowed(_("De termijnen zijn samen niet precies het bedrag van de order."))
    if invoice:
        with translation.override(locked.language):
            reason = ngettext(
                "vervangen door een andere factuur",
                "vervangen door %(count)s termijnen, elk met een eigen factuur",
                len(planned),
            ) % {"count": len(planned)}
        credit_in_full(invoice, reason=reason, user=user)
    locked.instalments.all().delete()
    Instalment.objects.bulk_create(
        Instalment(
            order=locked,
            number=number,
            count=len(planned),
            planned_cents=row.cents,
            invoice_on=row.invoice_on,
            **row.payer.snapshot(),
        )
        for number, row in enumerate(planned, start=1)
    )
    record_audit(locked, "betalingen.instalments_planned", user=user, count=len(planned))
    if not locked.is_held:
        defer("betalingen.issue_invoice", order=locked.pk)
