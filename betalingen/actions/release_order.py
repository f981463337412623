"""Let an order be paid that was placed before it was sure that it must be."""

import datetime as dt

from django.db import transaction

from betalingen.contracts import OrderView
from betalingen.lifecycles import OrderStatus
from betalingen.locking import locked_order
from betalingen.models import Order
from betalingen.queries.orders import view_of
from cms.api import User, defer, record_audit


@transaction.atomic
def release_order(*, reference: str, pay_until: dt.datetime, user: User | None = None) -> OrderView:
    """From now on the customer can pay, until `pay_until`; then the order expires. On invoice nothing expires.

    An order that is not held stays as it is, so a second call changes nothing. Raises Order.DoesNotExist.
    """
    order = locked_order(Order.objects.values_list("pk", flat=True).get(reference=reference))
    if not order.is_held or order.status != OrderStatus.OPEN:
        return view_of(order)
    order.is_held = False
    order.expires_at = None if order.is_deferred else pay_until
    order.save(update_fields=["is_held", "expires_at"])
    if order.is_deferred:
        defer("betalingen.issue_invoice", order=order.pk)
    record_audit(order, "betalingen.order_released", user=user, total_cents=order.owed_cents)
    return view_of(order)
