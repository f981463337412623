"""Give one place back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.api import OrderView, cancel_order, order_view
from cms.api import MoveNotAllowed, NotAllowed, User, defer, move, record_audit
from events import hooks, mails
from events.actions.advance_queue import advance_queue
from events.actions.free_interview import free_interview
from events.actions.withdraw_consents import withdraw_consents
from events.lifecycles import REGISTRATION, SEATED, RegistrationStatus
from events.locking import give_back_seats, locked_booking
from events.models import Registration
from events.queries.snapshots import registration_view


@transaction.atomic
def cancel_registration(*, registration_id: int, user: User | None = None) -> Registration:
    """Cancel a registration and give its seat back; what is cancelled already stays as it is.

    With `user` a member of staff does it, without the participant: then only until the first session starts. The order of
    the last person on it is cancelled too (betalingen gives back what was paid); while others stay, the academy decides
    about the money. Raises NotAllowed, Registration.DoesNotExist.
    """
    registration = Registration.objects.select_related("booking", "edition").get(pk=registration_id)
    if registration.status in (RegistrationStatus.CANCELLED, RegistrationStatus.EXPIRED):
        return registration
    if user is None:
        _check_in_time(registration)
    others = _others(registration)
    order = order_view(f"booking:{registration.booking.public_id}")
    if order and others and order.status == "open" and not order.is_deferred:
        raise NotAllowed(
            _("Deze plaats hoort bij een aanmelding van meer mensen die nog betaald moet worden. Bel of mail ons.")
        )
    if order and not others:
        # Money is locked before seats. An order that was still open comes back through settle_booking and has given the
        # seat back by then.
        cancel_order(
            reference=order.reference, reason=_("afgemeld: %(number)s") % {"number": registration.number}, user=user
        )
    return _cancelled(registration, order if others else None, user)


def may_cancel(registration: Registration) -> bool:
    """Whether the participant can still cancel; one query."""
    first = registration.edition.sessions.order_by("starts_at").values_list("starts_at", flat=True).first()
    has_place = registration.status in SEATED - {RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT}
    return has_place and (first is None or first > timezone.now())


def _check_in_time(registration: Registration) -> None:
    if not may_cancel(registration):
        raise NotAllowed(_("U kunt zich niet meer afmelden: het is al begonnen. Bel of mail ons."))


def _others(registration: Registration) -> bool:
    same_booking = Registration.objects.filter(booking=registration.booking, status__in=SEATED)
    return same_booking.exclude(pk=registration.pk).exists()


def _cancelled(registration: Registration, shared_order: OrderView | None, user: User | None) -> Registration:
    edition, _booking, registrations = locked_booking(registration.booking_id)
    fresh = next(found for found in registrations if found.pk == registration.pk)
    if fresh.status in (RegistrationStatus.CANCELLED, RegistrationStatus.EXPIRED):
        return fresh
    was = RegistrationStatus(fresh.status)
    if was is RegistrationStatus.INTAKE:
        defer("events.settle_intake", booking=fresh.booking_id)  # colleagues may have waited for this one
    try:
        fresh.status = move(REGISTRATION, fresh.status, RegistrationStatus.CANCELLED)
    except MoveNotAllowed as refusal:
        raise NotAllowed(_("Deze inschrijving kan niet meer worden afgemeld.")) from refusal
    fresh.cancelled_at = timezone.now()
    fresh.save(update_fields=["status", "cancelled_at"])
    record_audit(fresh, "events.registration_cancelled", user=user, number=fresh.number)
    if was is RegistrationStatus.INTAKE:
        free_interview(fresh)
    view = registration_view(fresh)
    mails.mail_cancelled(view, was=was)
    if was is RegistrationStatus.CONFIRMED and shared_order:
        mails.mail_refund_to_settle(view, shared_order)
    hooks.registration_cancelled(view)
    withdraw_consents(edition.pk)
    give_back_seats(edition.pk, 1)
    advance_queue(edition.pk)
    return fresh
