"""Ask whoever decides about the money of a booking to agree with it; the places are kept meanwhile, nobody pays."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from betalingen.api import Price
from cms.api import User, move, record_audit
from events import consent_mails, mails
from events.actions.ask_for_money import end_of
from events.lifecycles import REGISTRATION, RegistrationStatus
from events.models import Booking, ConsentRequest, Edition, Registration
from events.queries.edition_consequences import hears_from_booker
from events.queries.mail_texts import consent_awaited
from events.queries.snapshots import edition_view, registration_view
from events.working_hours import after_working_days


@dataclass(frozen=True)
class BudgetHolder:
    """Who decides about the money, as the booker gave it."""

    name: str
    email: str


def budget_holder_of(booking: Booking) -> BudgetHolder | None:
    """Who must agree before anybody pays; None when nobody has to, or it was answered."""
    given = booking.payer.get("budget_holder")
    return BudgetHolder(**given) if given else None


def agreed_price(booking: Booking) -> Price | None:
    """What whoever booked was shown for one place; that of the edition now when it was not kept."""
    kept = booking.payer.get("price")
    if kept:
        return Price.from_json(kept)
    edition: Edition = booking.edition
    return edition.price


def ask_consent(booking: Booking, registrations: Sequence[Registration], *, user: User | None = None) -> ConsentRequest:
    """Mail the budget holder, whoever booked, and the participants. Call it with a booking that is new, or locked as a whole.

    The edition must cost something; what was shown to whoever booked is what is agreed with.
    """
    edition: Edition = booking.edition
    holder, price = budget_holder_of(booking), agreed_price(booking)
    if holder is None or price is None:
        raise ValueError("Nobody decides about the money, or there is none.")
    request = ConsentRequest.objects.create(
        booking=booking, name=holder.name, email=holder.email, price=price.to_json(), until=_term(edition)
    )
    for each in registrations:
        if each.status != RegistrationStatus.APPLIED:
            each.status = move(REGISTRATION, each.status, RegistrationStatus.APPLIED)
            each.save(update_fields=["status"])
    record_audit(booking, "events.consent_asked", user=user)
    view = edition_view(edition, booking.language)
    views = [registration_view(each, view) for each in registrations]
    consent_mails.mail_consent_asked(request, views)
    mails.mail_booking_awaits_consent(booking, views, request.until)
    for registration, each_view in zip(registrations, views, strict=True):
        if registration.is_named and not hears_from_booker(registration):
            mails.mail_waiting(each_view, consent_awaited(request.until, booking.language))
    return request


def _term(edition: Edition) -> dt.datetime:
    """The end of the last day to answer, but not beyond the start."""
    until = end_of(after_working_days(timezone.localdate(), edition.consent_days))
    first = edition.sessions.order_by("starts_at").values_list("starts_at", flat=True).first()
    return min(until, first) if first else until
