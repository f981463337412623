"""What is asked separately of an order: its instalments, or the order itself when it has none."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from betalingen.lifecycles import AttemptStatus, OrderStatus, RefundStatus, WriteOffStatus
from betalingen.models import Attempt, Instalment, Invoice, Order, PaymentReminder, Refund, WriteOff
from betalingen.queries.orders import kept_cents

Part = Order | Instalment


def parts_of(order: Order) -> Sequence[Part]:
    """In the order of their numbers; one query."""
    rows = list(order.instalments.all())
    for row in rows:
        row.order = order
    return rows or [order]


def asked_by(part: Part) -> str:
    """The number of the invoice by which an instalment, or an order without any, is asked; "" when there is none."""
    if isinstance(part, Order) and part.instalments.exists():
        return ""
    asking = part.invoices.filter(kind=Invoice.Kind.INVOICE).values_list("number", flat=True)
    return asking.first() or ""


def objection_to_planning(order: Order) -> str:
    """Why instalments cannot be agreed, or changed; "" when they can: for an order on invoice of which nothing was paid, and of
    which nothing was invoiced yet, or the whole in one invoice that still is as it was issued."""
    if order.status == OrderStatus.WRITTEN_OFF:
        return _("Deze order is afgeboekt als oninbaar.")
    if order.status != OrderStatus.OPEN or not order.is_deferred or order.owed_cents <= 0:
        return _("Termijnen maakt u alleen voor een open order op factuur.")
    attempts = set(order.attempts.values_list("status", flat=True))
    if AttemptStatus.SUCCEEDED in attempts:
        return _("Op deze order is al iets betaald.")
    if attempts & {AttemptStatus.CREATED, AttemptStatus.PENDING}:
        return _("Iemand is deze order nu online aan het betalen. Probeer het later opnieuw.")
    if order.invoices.filter(instalment__isnull=False).exists():
        return _("Van deze termijnen is er al een gefactureerd.")
    documents = list(current_documents().filter(order=order))
    return _objection_to_crediting(order, documents) if documents else ""


def _objection_to_crediting(order: Order, documents: Sequence[Invoice]) -> str:
    if len(documents) > 1:
        return _("De factuur van deze order is al helemaal of voor een deel gecrediteerd.")
    if order.contested_at:
        return _("Deze order is in geschil. Los dat eerst op.")
    if WriteOff.objects.filter(order=order, status=WriteOffStatus.PROPOSED).exists():
        return _("Er ligt een voorstel om deze order af te boeken. Beslis daar eerst over.")
    if documents[0].reminders.filter(tone=PaymentReminder.Tone.FIRM).exists():
        return _("Voor deze factuur is de laatste aanmaning al verstuurd.")
    return ""


def current_documents() -> QuerySet[Invoice, Invoice]:
    """Invoices and credit notes, but for those of before an order was divided: these come to nothing."""
    divided = Instalment.objects.filter(order=OuterRef("order"))
    return Invoice.objects.filter(~Exists(divided) | Q(instalment__isnull=False))


def is_all_in(order: Order) -> bool:
    """Whether each payer paid; what one paid too much does not count for another."""
    return all(kept_cents(part) >= part.owed_cents for part in parts_of(order))


def lowered(order: Order, cents: int) -> list[tuple[Part, int]]:
    """Every part of an order, and how much less it asks when `cents` of the order need not be paid.

    What was not invoiced yet is lowered first, and the latest of these; no part asks less than nothing.
    """
    parts = parts_of(order)
    invoiced = set(order.invoices.exclude(instalment=None).values_list("instalment_id", flat=True))
    less: dict[int, int] = {}
    for part in sorted(
        parts, key=lambda part: (part.pk in invoiced, -part.number) if isinstance(part, Instalment) else (False, 0)
    ):
        less[part.pk] = min(cents, part.owed_cents)
        cents -= less[part.pk]
    return [(part, less[part.pk]) for part in parts]


def instalments_with_money() -> QuerySet[Instalment, Instalment]:
    """Instalments with `received` (cents that came in), `returned` (cents that went back) and `due`: below zero is too much."""
    came = Attempt.objects.filter(instalment=OuterRef("pk"), status=AttemptStatus.SUCCEEDED).order_by()
    went = Refund.objects.filter(attempt__instalment=OuterRef("pk"), status=RefundStatus.SUCCEEDED).order_by()
    return Instalment.objects.annotate(
        received=_sum(came.values("instalment"), "received_cents"),
        returned=_sum(went.values("attempt__instalment"), "amount_cents"),
    ).annotate(due=F("planned_cents") - F("waived_cents") - F("received") + F("returned"))


def open_instalments() -> QuerySet[Instalment, Instalment]:
    """Those that ask money, with what instalments_with_money() adds."""
    asking = Q(order__status=OrderStatus.OPEN, order__is_held=False) | Q(order__status=OrderStatus.WRITTEN_OFF)
    return instalments_with_money().filter(asking, Q(due__gt=0))


def instalment_paid(order: Order, cents: int) -> Instalment | None:
    """What a payer probably means who says only the order: the one that asks exactly this, else the first that asks
    anything, else the last; None when the order has no instalments."""
    rows = list(instalments_with_money().filter(order=order).order_by("number"))
    if not rows:
        return None
    exact = [row for row in rows if row.due == cents]  # type: ignore[attr-defined]  # annotated
    asking = [row for row in rows if row.due > 0]  # type: ignore[attr-defined]
    return next(iter([*exact, *asking]), rows[-1])


def due_to_invoice(today: dt.date) -> QuerySet[Instalment, Instalment]:
    """Instalments whose day has come and that have no invoice."""
    known = Invoice.objects.filter(instalment=OuterRef("pk"), kind=Invoice.Kind.INVOICE)
    return Instalment.objects.filter(~Exists(known), invoice_on__lte=today, waived_cents__lt=F("planned_cents"))


def _sum(found: QuerySet[Any, Any], column: str) -> Coalesce:
    return Coalesce(Subquery(found.annotate(cents=Sum(column)).values("cents")), 0)
