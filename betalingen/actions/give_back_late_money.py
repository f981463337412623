"""Give money back that came when it was too late, without anybody having to decide: nobody may keep it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.actions.flag import flag
from betalingen.actions.request_refund import request_refund
from betalingen.models import Attempt, Discrepancy, Order
from betalingen.queries.orders import view_of
from cms.api import queue_mail


def give_back_late_money(order: Order, attempt: Attempt, reason: str) -> None:
    """Start the refund, tell the customer, and leave finance a discrepancy that is settled already; the order is locked.

    `reason` is a sentence for the customer.
    """
    request_refund(attempt=attempt.pk, amount_cents=attempt.received_cents, reason=_("betaald na verlopen"))
    flag(attempt, Discrepancy.Kind.AFTER_EXPIRY)
    Discrepancy.objects.filter(attempt=attempt, kind=Discrepancy.Kind.AFTER_EXPIRY).update(
        resolved_at=timezone.now(), resolution=_("De terugbetaling is vanzelf gestart.")
    )
    queue_mail(
        key=f"attempt:{attempt.public_id}:too_late",
        to=order.email,
        template="betalingen/paid_too_late",
        context={"order": view_of(order), "name": order.greeted_name, "reason": reason},
        language=order.language,
        about=f"order:{order.public_id}",
    )
