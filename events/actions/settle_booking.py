"""What an order means for its booking: paid confirms the places, expired and cancelled give them back.

Called by events.plugin, in the transaction of the order and while it is locked.
"""

from collections.abc import Sequence
from typing import Literal

from django.db import transaction
from django.utils import timezone

from betalingen.api import OrderView
from cms.api import move, record_audit
from events import hooks, mails
from events.contracts import RegistrationView
from events.lifecycles import REGISTRATION, RegistrationStatus
from events.locking import give_back_seats, locked_booking
from events.models import Booking, Edition, Registration
from events.queries.snapshots import edition_view, registration_view

PREFIX = "booking:"
# Who only pays when it goes ahead is `applied`; an organisation may have transferred the money before.
WAITS_FOR_MONEY = (RegistrationStatus.APPLIED, RegistrationStatus.AWAITING_PAYMENT)


@transaction.atomic
def confirm_booking(*, order: OrderView) -> None:
    """The whole amount is in: whoever waited for it has a definite place now."""
    found = _locked(order)
    if found is None:
        return
    edition, booking, registrations = found
    waiting = [each for each in registrations if each.status in WAITS_FOR_MONEY]
    if not waiting:
        return
    for registration in waiting:
        registration.status = move(REGISTRATION, registration.status, RegistrationStatus.CONFIRMED)
        registration.save(update_fields=["status"])
    record_audit(booking, "events.booking_paid", order=order.number)
    views = _views(edition, booking, waiting)
    for view in views:
        mails.mail_confirmed(view)
        hooks.registration_confirmed(view)
    mails.mail_booking_confirmed(booking, views, order)


@transaction.atomic
def release_booking(*, order: OrderView, because: Literal["expired", "cancelled"]) -> None:
    """Nobody paid in time, or the order is cancelled: the seats go back and whoever counted on them is told."""
    found = _locked(order)
    if found is None:
        return
    edition, booking, registrations = found
    then = RegistrationStatus(because)
    released = [each for each in registrations if then in REGISTRATION[RegistrationStatus(each.status)]]
    if not released:
        return
    were_confirmed = {each.pk for each in released if each.status == RegistrationStatus.CONFIRMED}
    for registration in released:
        registration.status = move(REGISTRATION, registration.status, then)
        registration.cancelled_at = timezone.now()
        registration.save(update_fields=["status", "cancelled_at"])
    record_audit(booking, f"events.booking_{because}", order=order.number)
    views = _views(edition, booking, released)
    if then is RegistrationStatus.EXPIRED:
        mails.mail_booking_expired(booking, views)
    for registration, view in zip(released, views, strict=True):
        if registration.pk in were_confirmed:
            mails.mail_cancelled(view)
        hooks.registration_cancelled(view)
    give_back_seats(edition.pk, len(released))


def _locked(order: OrderView) -> tuple[Edition, Booking, Sequence[Registration]] | None:
    if not order.reference.startswith(PREFIX):
        return None
    pk = Booking.objects.values_list("pk", flat=True).get(public_id=order.reference.removeprefix(PREFIX))
    return locked_booking(pk)


def _views(edition: Edition, booking: Booking, registrations: Sequence[Registration]) -> list[RegistrationView]:
    view = edition_view(edition, booking.language)
    return [registration_view(registration, view) for registration in registrations]
