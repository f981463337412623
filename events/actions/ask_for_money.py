"""Ask for the money of an order that waited for a decision."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from betalingen.api import OrderView, release_order
from cms.api import User, move
from events import hooks, mails
from events.contracts import RegistrationView
from events.lifecycles import REGISTRATION, RegistrationStatus
from events.models import Booking, Edition, Registration
from events.queries.edition_consequences import hears_from_booker
from events.queries.snapshots import edition_view, registration_view

LAST_MOMENT = dt.time(23, 59, 59)


@dataclass(frozen=True)
class Told:
    """The mails that go with it: to whoever booked, with the link to pay, and to a participant who did not and must hear it."""

    booker: Callable[[Booking, Sequence[RegistrationView], OrderView], None]
    participant: Callable[[RegistrationView], None] | None = None


GOES_AHEAD: Final = Told(mails.mail_payment_asked, mails.mail_place_awaits_payment)
AGREED: Final = Told(mails.mail_consent_payment)
ADMITTED: Final = Told(mails.mail_admission_payment, mails.mail_admitted_awaits_payment)


def end_of(day: dt.date) -> dt.datetime:
    """The last moment of a day here."""
    return timezone.make_aware(dt.datetime.combine(day, LAST_MOMENT))


def hold_places(booking: Booking, registrations: Sequence[Registration], order: OrderView) -> None:
    """It is not decided yet whether it goes ahead: nobody pays before. Call it with all of a booking locked."""
    date = booking.edition.decision_date
    for each in registrations:
        each.status = move(REGISTRATION, each.status, RegistrationStatus.APPLIED)
        each.save(update_fields=["status"])
    views = [registration_view(each) for each in registrations]
    for view in views:
        mails.mail_held(view, date)
    mails.mail_booking_held(booking, views, order, date)


def ask_for_money(
    edition: Edition, registrations: Sequence[Registration], until: dt.datetime, *, told: Told, user: User | None
) -> None:
    """On invoice the places are definite at once; otherwise they wait for the payment. Call it with all of a booking locked."""
    booking = registrations[0].booking
    order = release_order(reference=f"booking:{booking.public_id}", pay_until=until, user=user)
    then = RegistrationStatus.CONFIRMED if order.is_deferred else RegistrationStatus.AWAITING_PAYMENT
    view = edition_view(edition, booking.language)
    for registration in registrations:
        registration.booking, registration.edition = booking, edition
        registration.status = move(REGISTRATION, registration.status, then)
        registration.save(update_fields=["status"])
    views = [registration_view(each, view) for each in registrations]
    if order.is_deferred:
        mails.mail_booking_confirmed(booking, views, order)
        for each in views:
            mails.mail_confirmed(each)
            hooks.registration_confirmed(each)
        return
    told.booker(booking, views, order)
    for registration, each in zip(registrations, views, strict=True):
        if told.participant and not hears_from_booker(registration):
            told.participant(each)
