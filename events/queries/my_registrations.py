"""Everything somebody registered, for themself or for others, with what they can do about it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from betalingen.api import pay_path
from cms.api import Status
from events.lifecycles import SEATED, RegistrationStatus
from events.models import Booking, Certificate, Edition, Registration
from events.queries.editions import EditionCard, card
from events.queries.evaluations import may_join_alumni
from events.queries.names import may_say_who_comes
from events.queries.offerings import live_offerings
from events.queries.personal_pages import most_urgent, registration_status

RELATED = ("edition__offering__locale", "edition__vat_rule", "edition__subsidy_scheme__funder")
LEAVABLE = SEATED - {RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT}


@dataclass(frozen=True)
class Link:
    """Something that can be done."""

    url: str
    label: str


@dataclass(frozen=True)
class MyRow:
    """A registration of one's own, or a booking for others; `links` besides its own page."""

    url: str
    note: str  # a number, or for how many people
    card: EditionCard
    status: Status
    links: Sequence[Link]


@dataclass(frozen=True)
class MyRegistrations:
    """What is to come, soonest first; what was, latest first; and what one booked for others, newest first."""

    coming: Sequence[MyRow]
    over: Sequence[MyRow]
    for_others: Sequence[MyRow]


def registrations_of(emails: Iterable[str]) -> MyRegistrations:
    """For addresses that are known to be somebody's own; a fixed number of queries."""
    own = {email.lower() for email in emails}
    mine, bookings = list(_registrations(own)), list(_bookings(own))
    editions = [registration.edition for registration in mine] + [booking.edition for booking in bookings]
    pages = live_offerings(edition.offering.translation_key for edition in editions)
    now = timezone.now()
    coming: list[MyRow] = []
    over: list[MyRow] = []
    for registration in mine:
        edition_card = _card(registration.edition, pages)
        is_coming = _is_coming(registration, edition_card, now)
        (coming if is_coming else over).append(_registration_row(registration, edition_card, own, now))
    return MyRegistrations(
        coming, over[::-1], [_booking_row(booking, _card(booking.edition, pages)) for booking in bookings]
    )


def _registrations(own: set[str]) -> QuerySet[Registration]:
    found: QuerySet[Registration] = (
        Registration.objects.select_related("booking__order", "certificate", "intake", *RELATED)
        .prefetch_related("edition__sessions")
        .annotate(address=Lower("email"), last_at=Max("edition__sessions__ends_at"))
        .filter(address__in=own)
        .order_by("last_at", "pk")
    )
    return found


def _bookings(own: set[str]) -> QuerySet[Booking]:
    """Those with somebody else in them."""
    someone_else = (
        Registration.objects.filter(booking=OuterRef("pk")).annotate(address=Lower("email")).exclude(address__in=own)
    )
    found: QuerySet[Booking] = (
        Booking.objects.select_related("order", *RELATED)
        .prefetch_related("edition__sessions", "registrations")
        .annotate(address=Lower("email"))
        .filter(Exists(someone_else), address__in=own)
        .order_by("-created_at", "-pk")
    )
    return found


def _card(edition: Edition, pages: Mapping[UUID, Page]) -> EditionCard:
    return card(edition, pages.get(edition.offering.translation_key, edition.offering))


def _is_coming(registration: Registration, edition_card: EditionCard, now: dt.datetime) -> bool:
    ends_at = edition_card.view.ends_at
    return registration.status in SEATED and (ends_at is None or ends_at > now)


def _registration_row(registration: Registration, edition_card: EditionCard, own: set[str], now: dt.datetime) -> MyRow:
    starts_at = edition_card.view.starts_at
    certificate: Certificate | None = getattr(registration, "certificate", None)
    wanted: list[tuple[Any, str, str]] = [
        (_is_coming(registration, edition_card, now) and starts_at, "registration_calendar", _("Zet in mijn agenda")),
        (
            registration.is_named and may_say_who_comes(registration, edition_card.view, now),
            "substitute_me",
            _("Geef mijn plaats door"),
        ),
        (
            registration.status in LEAVABLE and (starts_at is None or starts_at > now),
            "cancel_registration",
            _("Meld mij af"),
        ),
        (certificate and certificate.holds, "registration_certificate", _("Certificaat (pdf)")),
        (may_join_alumni(registration, edition_card.view.ends_at), "alumni", _("Alumnilijst")),
    ]
    links = [
        Link(reverse(f"events:{name}", args=[registration.access_key]), label) for can, name, label in wanted if can
    ]
    if registration.booking.email.lower() in own:
        links += _payment(registration.booking, registration.status)
    return MyRow(
        url=reverse("events:registration", args=[registration.access_key]),
        note=registration.number,
        card=edition_card,
        status=registration_status(registration.status),
        links=links,
    )


def _booking_row(booking: Booking, edition_card: EditionCard) -> MyRow:
    people = sorted(booking.registrations.all(), key=lambda person: person.pk)
    status = most_urgent(people).status
    return MyRow(
        url=reverse("events:booking", args=[booking.access_key]),
        note=", ".join(person.name for person in people),
        card=edition_card,
        status=registration_status(status),
        links=_payment(booking, status),
    )


def _payment(booking: Booking, status: str) -> list[Link]:
    """Where whoever booked pays, or sees what was paid."""
    if booking.order is None:
        return []
    pays = status == RegistrationStatus.AWAITING_PAYMENT
    return [Link(pay_path(booking.order), _("Betaal nu") if pays else _("Betaling"))]
