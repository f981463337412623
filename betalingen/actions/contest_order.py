"""A customer disagrees with an invoice: until that is settled nobody reminds them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.lifecycles import OrderStatus
from betalingen.locking import locked_order
from betalingen.models import Order
from cms.api import NotAllowed, User, record_audit


@transaction.atomic
def contest_order(*, order: int, reason: str, user: User | None = None) -> Order:
    """No reminders of an open order (its pk) from now on; contested already changes nothing. Raises NotAllowed without a reason."""
    locked = locked_order(order)
    if locked.contested_at is not None:
        return locked
    if locked.status != OrderStatus.OPEN:
        raise NotAllowed(_("Alleen een open order kan in geschil zijn."))
    if not reason.strip():
        raise NotAllowed(_("Schrijf op waar het geschil over gaat."))
    locked.contested_at = timezone.now()
    locked.save(update_fields=["contested_at"])
    record_audit(locked, "betalingen.order_contested", user=user, reason=reason.strip())
    return locked


@transaction.atomic
def settle_contest(*, order: int, reason: str, user: User | None = None) -> Order:
    """The customer agrees again: an order (its pk) is reminded of as before; again changes nothing. Raises NotAllowed without a
    reason."""
    locked = locked_order(order)
    if locked.contested_at is None:
        return locked
    if not reason.strip():
        raise NotAllowed(_("Schrijf op hoe het geschil is opgelost."))
    locked.contested_at = None
    locked.save(update_fields=["contested_at"])
    record_audit(locked, "betalingen.contest_settled", user=user, reason=reason.strip())
    return locked
