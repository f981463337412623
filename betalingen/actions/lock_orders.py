"""Hold several orders still, for an app above that decides about all of them at once."""

from collections.abc import Collection

from betalingen.models import Order


def lock_orders(references: Collection[str]) -> list[str]:
    """Lock the orders with these references until the transaction ends, in one order for everybody; returns those found.

    Call it before locking anything of your own: see the lock order in betalingen.locking.
    """
    orders = Order.objects.select_for_update().filter(reference__in=references).order_by("pk")
    return list(orders.values_list("reference", flat=True))
