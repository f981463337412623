"""What somebody with a personal link sees: of one registration, or of a booking."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betalingen.api import OrderView, order_view
from cms.api import Fact, Status, TimelineBlock
from events.contracts import RegistrationView, SessionView
from events.lifecycles import SEATED, RegistrationStatus
from events.models import Booking, Certificate, ConsentRequest, Evaluation, Material, Registration
from events.queries.answers import answers_of_booking
from events.queries.editions import EditionCard, card_of
from events.queries.evaluations import is_alumnus, may_join_alumni, open_evaluations
from events.queries.guests import Inviting, inviting
from events.queries.materials import readable_by
from events.queries.names import CHANGEABLE, may_change_name, may_say_who_comes, was_admitted
from events.queries.session_people import days_of, people_of_editions
from events.queries.snapshots import registration_view
from events.queries.uploads import files_in
from events.queries.wording import local_date, until, when_and_where, workgroup_fact
from events.questions import told

RELATED = (
    "booking",
    "successor",
    "certificate",
    "alumnus",
    "intake",
    "edition__offering__locale",
    "edition__vat_rule",
    "edition__subsidy_scheme__funder",
    "edition__guest_list__session",
)


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
    days_out: Sequence[SessionView]  # on location and to come, when the facts do not say all of where
    order: OrderView | None
    has_order: bool
    may_cancel: bool
    may_correct: bool
    may_substitute: bool
    is_admitted: bool  # after a talk: who comes instead is for the academy
    may_choose_workgroup: bool
    successor_name: str
    has_seat: bool
    cancels_until: dt.datetime | None
    certificate: Certificate | None  # that holds
    materials: Sequence[Material]
    may_join_alumni: bool
    is_alumnus: bool
    evaluations: Sequence[Evaluation]  # that may be answered now
    files: Sequence[Mapping[str, Any]]  # own answers that are files
    guests: Inviting | None

    @cached_property
    def days(self) -> Sequence[TimelineBlock]:
        """From day to day, for who has a place; one query. Of one session nothing, unless it says what one learns or who is
        there."""
        if not self.has_seat:
            return []
        days = days_of(self.card, people_of_editions([self.card.public_id]))
        return days if len(self.card.view.sessions) > 1 or any(day.people or day.goals for day in days) else []

    @property
    def needs_payment(self) -> bool:
        return self.view.status == RegistrationStatus.AWAITING_PAYMENT and self.order is not None

    @property
    def is_held(self) -> bool:
        """A place until it is decided whether it goes ahead; nobody pays before."""
        return self.view.status == RegistrationStatus.APPLIED and self.has_order

    @property
    def awaits_consent(self) -> bool:
        """A place until somebody decides about the money: there is no order yet."""
        return self.view.status == RegistrationStatus.APPLIED and not self.has_order


@dataclass(frozen=True)
class BookingPage:
    """A whole booking, for whoever made it."""

    booking: Booking
    card: EditionCard
    registrations: Sequence[tuple[Registration, Status]]
    facts: Sequence[Fact]
    order: OrderView | None
    status: Status
    consent: ConsentRequest | None
    consent_until: str
    changeable: frozenset[int]  # of which registrations it may still be said who comes
    cancellable: frozenset[int]  # which may still be given back
    files: Sequence[Mapping[str, Any]]  # answers for everybody that are files

    @property
    def unnamed(self) -> Sequence[Registration]:
        """The seats for which a name may still be given."""
        return [each for each, _status in self.registrations if not each.is_named and each.pk in self.changeable]

    @property
    def needs_payment(self) -> bool:
        waiting = RegistrationStatus.AWAITING_PAYMENT
        return self.order is not None and any(each.status == waiting for each, _status in self.registrations)

    @property
    def is_held(self) -> bool:
        """The places are kept until it is decided whether it goes ahead; nobody pays before."""
        return self.order is not None and self.order.is_held and self.order.status == "open"


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
    return RegistrationPage(
        view=view,
        card=edition_card,
        status=registration_status(registration.status),
        facts=[*when_and_where(edition_card.view.sessions), *workgroup_fact(view)],
        door=_door(edition_card, now) if registration.status == RegistrationStatus.CONFIRMED else None,
        days_out=_days_out(edition_card.view.sessions, now),
        order=_own_order(registration),
        has_order=registration.booking.order_id is not None,
        may_cancel=_may_leave(registration.status, starts_at),
        may_correct=registration.is_named and may_change_name(registration.status, edition_card.view, now),
        may_substitute=registration.is_named and may_say_who_comes(registration, edition_card.view, now),
        is_admitted=was_admitted(registration) and may_change_name(registration.status, edition_card.view, now),
        may_choose_workgroup=bool(edition_card.view.workgroups)
        and may_change_name(registration.status, edition_card.view, now),
        successor_name=registration.successor.name if registration.successor else "",
        has_seat=has_seat,
        cancels_until=starts_at,
        certificate=_certificate(registration),
        materials=readable_by(registration, now),
        may_join_alumni=may_join_alumni(registration, edition_card.view.ends_at),
        is_alumnus=is_alumnus(registration),
        evaluations=open_evaluations(registration) if starts_at and starts_at < now else [],
        files=files_in(told(registration.answers, edition_card.view.questions)),
        guests=inviting(registration),
    )


def booking_page(access_key: str) -> BookingPage | None:
    """None when nobody has this key."""
    related = [name for name in RELATED if name.startswith("edition")]
    booking = Booking.objects.select_related("consent", *related).filter(access_key=access_key).first()
    if booking is None:
        return None
    edition_card = card_of(booking.edition)
    registrations = list(booking.registrations.select_related("intake").order_by("pk"))
    for registration in registrations:
        registration.edition = booking.edition  # knows the workgroups
    worst = most_urgent(registrations)
    consent = getattr(booking, "consent", None)
    return BookingPage(
        booking=booking,
        card=edition_card,
        registrations=[(each, registration_status(each.status)) for each in registrations],
        facts=when_and_where(edition_card.view.sessions),
        order=order_view(f"booking:{booking.public_id}") if booking.order_id else None,
        status=registration_status(worst.status),
        consent=consent,
        consent_until=until(consent.until) if consent else "",
        changeable=frozenset(
            each.pk for each in registrations if may_say_who_comes(each, edition_card.view, timezone.now())
        ),
        cancellable=frozenset(
            each.pk for each in registrations if _may_leave(each.status, edition_card.view.starts_at)
        ),
        files=files_in(told(answers_of_booking(booking), edition_card.view.questions)),
    )


def _may_leave(status: str, starts_at: dt.datetime | None) -> bool:
    return status in CHANGEABLE and (starts_at is None or starts_at > timezone.now())


def registration_status(status: str) -> Status:
    """Shape and word of a registration, for the participant."""
    match RegistrationStatus(status):
        case RegistrationStatus.CONFIRMED:
            return Status("go", _("Bevestigd"))
        case RegistrationStatus.AWAITING_PAYMENT:
            return Status("maybe", _("Wacht op betaling"))
        case RegistrationStatus.APPLIED:
            return Status("maybe", _("Onder voorbehoud"))
        case RegistrationStatus.INTAKE:
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


def most_urgent(registrations: Iterable[Registration]) -> Registration:
    """The one whose state the booker must hear first."""
    return min(registrations, key=lambda each: _URGENCY.index(RegistrationStatus(each.status)))


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


def _certificate(registration: Registration) -> Certificate | None:
    certificate: Certificate | None = getattr(registration, "certificate", None)
    return certificate if certificate and certificate.holds else None


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


def _days_out(sessions: Sequence[SessionView], now: dt.datetime) -> Sequence[SessionView]:
    """Where to be and how to get there. The address of a single day stands among its facts already."""
    found = [each for each in sessions if each.mode != "online" and each.place and each.ends_at > now]
    told = [each for each in found if each.directions or (each.address and len(sessions) > 1)]
    return found if told else []


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
