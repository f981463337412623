"""What somebody with a personal link sees: of one registration, of a booking, or of all with their address."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betalingen.api import OrderView, order_view
from cms.api import Fact, Status
from events.contracts import RegistrationView, SessionView
from events.lifecycles import SEATED, RegistrationStatus
from events.models import Booking, Registration
from events.queries.editions import EditionCard, card, card_of
from events.queries.offerings import live_offerings
from events.queries.snapshots import registration_view
from events.queries.wording import local_date, when_and_where

RELATED = ("booking", "edition__offering__locale", "edition__vat_rule", "edition__subsidy_scheme__funder")


@dataclass(frozen=True)
class Door:
    """The way into the session that is on or comes next."""

    session: SessionView
    opens_at: dt.datetime
    is_open: bool
    is_online: bool
    waiting: str  # "over 23 dagen"


@dataclass(frozen=True)
class RegistrationPage:
    """One registration, for the person it belongs to."""

    view: RegistrationView
    card: EditionCard
    status: Status
    facts: Sequence[Fact]
    door: Door | None
    order: OrderView | None
    may_cancel: bool
    has_seat: bool
    cancels_until: dt.datetime | None

    @property
    def needs_payment(self) -> bool:
        return self.view.status == RegistrationStatus.AWAITING_PAYMENT and self.order is not None


@dataclass(frozen=True)
class BookingPage:
    """A whole booking, for whoever made it."""

    booking: Booking
    card: EditionCard
    registrations: Sequence[tuple[Registration, Status]]
    facts: Sequence[Fact]
    order: OrderView | None
    status: Status

    @property
    def needs_payment(self) -> bool:
        waiting = RegistrationStatus.AWAITING_PAYMENT
        return self.order is not None and any(each.status == waiting for each, _status in self.registrations)


@dataclass(frozen=True)
class MyRegistration:
    """A line in the list of somebody's registrations."""

    registration: Registration
    card: EditionCard
    status: Status


def registration_page(access_key: str) -> RegistrationPage | None:
    """None when nobody has this key."""
    registration = Registration.objects.select_related(*RELATED).filter(access_key=access_key).first()
    if registration is None:
        return None
    edition_card = card_of(registration.edition)
    view = registration_view(registration, edition_card.view)
    has_seat = registration.status in SEATED
    now = timezone.now()
    starts_at = edition_card.view.starts_at
    can_leave = has_seat and registration.status not in (RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT)
    return RegistrationPage(
        view=view,
        card=edition_card,
        status=registration_status(registration.status),
        facts=when_and_where(edition_card.view.sessions),
        door=_door(edition_card, now) if registration.status == RegistrationStatus.CONFIRMED else None,
        order=_own_order(registration),
        may_cancel=bool(can_leave and (starts_at is None or starts_at > now)),
        has_seat=has_seat,
        cancels_until=starts_at,
    )


def booking_page(access_key: str) -> BookingPage | None:
    """None when nobody has this key."""
    related = [name.removeprefix("booking__") for name in RELATED if name != "booking"]
    booking = Booking.objects.select_related(*related).filter(access_key=access_key).first()
    if booking is None:
        return None
    edition_card = card_of(booking.edition)
    registrations = list(booking.registrations.order_by("pk"))
    worst = min(registrations, key=lambda each: _URGENCY.index(RegistrationStatus(each.status)))
    return BookingPage(
        booking=booking,
        card=edition_card,
        registrations=[(each, registration_status(each.status)) for each in registrations],
        facts=when_and_where(edition_card.view.sessions),
        order=order_view(f"booking:{booking.public_id}") if booking.order_id else None,
        status=registration_status(worst.status),
    )


def registrations_of(emails: Iterable[str]) -> tuple[list[MyRegistration], list[MyRegistration]]:
    """Those to come and those that are over, for addresses that are known to be somebody's own."""
    own = {email.lower() for email in emails}
    found = list(
        Registration.objects.select_related(*RELATED)
        .prefetch_related("edition__sessions")
        .annotate(address=Lower("email"), last_at=Max("edition__sessions__ends_at"))
        .filter(address__in=own)
        .order_by("last_at", "pk")
    )
    pages = live_offerings(each.edition.offering.translation_key for each in found) if found else {}
    now = timezone.now()
    coming: list[MyRegistration] = []
    over: list[MyRegistration] = []
    for registration in found:
        offering = registration.edition.offering
        edition_card = card(registration.edition, pages.get(offering.translation_key, offering))
        mine = MyRegistration(registration, edition_card, registration_status(registration.status))
        is_coming = registration.status in SEATED and (
            edition_card.view.ends_at is None or edition_card.view.ends_at > now
        )
        (coming if is_coming else over).append(mine)
    return coming, list(reversed(over))


def registration_status(status: str) -> Status:
    """Shape and word of a registration, for the participant."""
    match RegistrationStatus(status):
        case RegistrationStatus.CONFIRMED:
            return Status("go", _("Bevestigd"))
        case RegistrationStatus.AWAITING_PAYMENT:
            return Status("maybe", _("Wacht op betaling"))
        case RegistrationStatus.APPLIED | RegistrationStatus.INTAKE:
            return Status("maybe", _("In behandeling"))
        case RegistrationStatus.ATTENDED:
            return Status("past", _("U was erbij"))
        case RegistrationStatus.ABSENT:
            return Status("past", _("U was er niet bij"))
        case RegistrationStatus.EXPIRED:
            return Status("off", _("Vervallen"))
        case RegistrationStatus.CANCELLED:
            return Status("off", _("Afgemeld"))
        case RegistrationStatus.REFUSED | RegistrationStatus.OTHER_ADVICE:
            return Status("off", _("Niet toegelaten"))


# What the booker must hear first.
_URGENCY = [
    RegistrationStatus.AWAITING_PAYMENT,
    RegistrationStatus.APPLIED,
    RegistrationStatus.INTAKE,
    RegistrationStatus.CONFIRMED,
    RegistrationStatus.ATTENDED,
    RegistrationStatus.ABSENT,
    RegistrationStatus.EXPIRED,
    RegistrationStatus.REFUSED,
    RegistrationStatus.OTHER_ADVICE,
    RegistrationStatus.CANCELLED,
]


def _own_order(registration: Registration) -> OrderView | None:
    """What must be paid is the business of whoever booked, not of every colleague on the booking."""
    booking = registration.booking
    is_booker = booking.email.lower() == registration.email.lower()
    return order_view(f"booking:{booking.public_id}") if is_booker and booking.order_id else None


def _door(edition_card: EditionCard, now: dt.datetime) -> Door | None:
    session = edition_card.next_session
    if session is None:
        return None
    return Door(
        session=session,
        opens_at=session.opens_at,
        is_open=session.opens_at <= now < session.ends_at,
        is_online=session.mode != "on_site",
        waiting=_waiting(session.opens_at, now),
    )


def _waiting(moment: dt.datetime, now: dt.datetime) -> str:
    if moment <= now:
        return ""
    days = (local_date(moment) - local_date(now)).days
    if days > 1:
        return ngettext("Over %(count)s dag.", "Over %(count)s dagen.", days) % {"count": days}
    if days == 1:
        return _("Morgen.")
    minutes = int((moment - now).total_seconds() // 60) + 1
    if minutes < 60:
        return ngettext("Over %(count)s minuut.", "Over %(count)s minuten.", minutes) % {"count": minutes}
    hours = round(minutes / 60)
    return ngettext("Over %(count)s uur.", "Over %(count)s uur.", hours) % {"count": hours}
