"""What an order means for its booking: paid confirms the places, expired and cancelled give them back; money that comes late
finds them again when they are still free.

Called by events.plugin, in the transaction of the order and while it is locked.
"""

from collections.abc import Sequence
from typing import Literal

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.api import OrderView
from cms.api import NotAllowed, move, record_audit
from events import hooks, mails
from events.actions.advance_queue import advance_queue
from events.actions.choose_workgroup import leave_full_workgroups
from events.contracts import RegistrationView
from events.lifecycles import REGISTRATION, SEATED, RegistrationStatus
from events.locking import OPEN_TO_BOOKINGS, give_back_seats, locked_booking, take_seats
from events.models import Booking, Edition, Registration
from events.queries.snapshots import edition_view, registration_view
from events.queries.waiting_list import starts_at

PREFIX = "booking:"
# Who only pays when it goes ahead is `applied`; an organisation may have transferred the money before.
WAITS_FOR_MONEY = (RegistrationStatus.APPLIED, RegistrationStatus.AWAITING_PAYMENT)


def check_late_payment(*, order: OrderView) -> None:
    """Raise NotAllowed unless the places of an order that expired are still free, for everybody on it.

    The edition stays locked: what is free now is free when the booking is confirmed in this transaction. Places that wait
    for somebody on the waiting list are not free.
    """
    found = _locked(order)
    if found is None:
        return
    edition, _booking, registrations = found
    late = _late(registrations)
    begins = starts_at(edition)
    if edition.status not in OPEN_TO_BOOKINGS or (begins and begins <= timezone.now()):
        raise NotAllowed(_("Het gaat niet door of is al begonnen."))
    if not late or edition.left < len(late) or _is_seated_again(edition, late):
        raise NotAllowed(_("De plaats was intussen aan een ander gegeven."))


def _late(registrations: Sequence[Registration]) -> list[Registration]:
    return [each for each in registrations if each.status == RegistrationStatus.EXPIRED]


def _is_seated_again(edition: Edition, late: Sequence[Registration]) -> bool:
    """Whether one of them has taken another place meanwhile."""
    addresses = [each.email.lower() for each in late if each.is_named]
    seated = Registration.objects.filter(edition=edition, status__in=SEATED).annotate(address=Lower("email"))
    return seated.filter(address__in=addresses).exists()


@transaction.atomic
def confirm_booking(*, order: OrderView) -> None:
    """The whole amount is in: whoever waited for it has a definite place now, also who had lost it and finds it still free."""
    found = _locked(order)
    if found is None:
        return
    edition, booking, registrations = found
    waiting = [each for each in registrations if each.status in WAITS_FOR_MONEY]
    late = _late(registrations)
    if late and not _is_seated_again(edition, late) and take_seats(edition.pk, len(late)):
        waiting += late
    if not waiting:
        return
    for registration in waiting:
        registration.status = move(REGISTRATION, registration.status, RegistrationStatus.CONFIRMED)
        registration.cancelled_at = None
        registration.save(update_fields=["status", "cancelled_at"])
    leave_full_workgroups(edition_view(edition, booking.language), late)
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
    before = [RegistrationStatus(each.status) for each in released]
    for registration in released:
        registration.status = move(REGISTRATION, registration.status, then)
        registration.cancelled_at = timezone.now()
        registration.save(update_fields=["status", "cancelled_at"])
    record_audit(booking, f"events.booking_{because}", order=order.number)
    views = _views(edition, booking, released)
    if then is RegistrationStatus.EXPIRED:
        mails.mail_booking_expired(booking, views)
    for was, view in zip(before, views, strict=True):
        if then is RegistrationStatus.CANCELLED:
            mails.mail_cancelled(view, was=was)
        hooks.registration_cancelled(view)
    give_back_seats(edition.pk, len(released))
    advance_queue(edition.pk)


def _locked(order: OrderView) -> tuple[Edition, Booking, Sequence[Registration]] | None:
    if not order.reference.startswith(PREFIX):
        return None
    pk = Booking.objects.values_list("pk", flat=True).get(public_id=order.reference.removeprefix(PREFIX))
    return locked_booking(pk)


def _views(edition: Edition, booking: Booking, registrations: Sequence[Registration]) -> list[RegistrationView]:
    view = edition_view(edition, booking.language)
    return [registration_view(registration, view) for registration in registrations]
