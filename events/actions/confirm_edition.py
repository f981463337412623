"""Decide that an edition goes ahead, tell everybody who has a place, and ask for the money that waited for it."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.api import OrderView, release_order
from cms.api import NotAllowed, User, move, record_audit
from events import hooks, mails
from events.contracts import RegistrationView
from events.lifecycles import EDITION, REGISTRATION, EditionStatus, RegistrationStatus
from events.locking import locked_with_orders, until_settled
from events.models import Edition, Registration
from events.queries.edition_consequences import going_ahead, hears_from_booker, held, sure, usual_term
from events.queries.snapshots import edition_view, registration_view

LAST_MOMENT = dt.time(23, 59, 59)


def confirm_edition(*, edition_id: int, pay_until: dt.date | None = None, user: User | None = None) -> Edition:
    """Whoever pays only when it goes ahead gets until the end of the day `pay_until`, or the usual term.

    Raises MoveNotAllowed unless the edition is open, NotAllowed for a term that is past. Whether the minimum is met is for
    the person who decides.
    """
    if pay_until is not None and pay_until < timezone.localdate():
        raise NotAllowed(_("De laatste dag om te betalen is al voorbij."))
    return until_settled(lambda: _confirm(edition_id, pay_until, user))


@transaction.atomic
def _confirm(edition_id: int, pay_until: dt.date | None, user: User | None) -> Edition:
    edition, _references = locked_with_orders(edition_id)
    now = move(EDITION, edition.status, EditionStatus.CONFIRMED)
    if now == edition.status:
        return edition
    edition.status = now
    edition.save(update_fields=["status"])
    told = list(sure(edition).select_related("booking").order_by("pk"))
    waiting = list(held(edition).select_for_update(of=("self",)))
    bookings = [list(registrations) for _pk, registrations in groupby(waiting, key=lambda each: each.booking_id)]
    plan = going_ahead(waiting, sure=len(told), unsure=0, sessions=0)
    record_audit(
        edition,
        "events.edition_confirmed",
        user=user,
        taken=edition.taken,
        minimum=edition.minimum,
        mails=plan.mails,
        payments=plan.payments,
        invoices=plan.invoices,
    )
    for registration in told:
        registration.edition = edition
        mails.mail_edition_confirmed(registration_view(registration))
    moment = timezone.make_aware(dt.datetime.combine(pay_until or usual_term(edition), LAST_MOMENT))
    for registrations in bookings:
        _ask_for_money(edition, registrations, moment, user)
    hooks.edition_changed(edition_view(edition, edition.offering.locale.language_code), {"status"})
    return edition


def _ask_for_money(
    edition: Edition, registrations: Sequence[Registration], until: dt.datetime, user: User | None
) -> None:
    """On invoice the places are definite at once; otherwise they wait for the payment."""
    booking = registrations[0].booking
    order = release_order(reference=f"booking:{booking.public_id}", pay_until=until, user=user)
    then = RegistrationStatus.CONFIRMED if order.is_deferred else RegistrationStatus.AWAITING_PAYMENT
    view = edition_view(edition, booking.language)
    for registration in registrations:
        registration.booking, registration.edition = booking, edition
        registration.status = move(REGISTRATION, registration.status, then)
        registration.save(update_fields=["status"])
    _tell(registrations, [registration_view(each, view) for each in registrations], order)


def _tell(registrations: Sequence[Registration], views: Sequence[RegistrationView], order: OrderView) -> None:
    booking = registrations[0].booking
    if order.is_deferred:
        mails.mail_booking_confirmed(booking, views, order)
        for view in views:
            mails.mail_confirmed(view)
            hooks.registration_confirmed(view)
        return
    mails.mail_payment_asked(booking, views, order)
    for registration, view in zip(registrations, views, strict=True):
        if not hears_from_booker(registration):
            mails.mail_place_awaits_payment(view)
