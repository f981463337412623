"""What staff see who write mails: the kinds of mail with their texts, and somebody to show one with."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from betalingen.api import OrderView, order_view
from events.contracts import EditionView, RegistrationView, SessionView
from events.mail_moments import MOMENTS, Moment, Text
from events.models import Booking, Edition, MailText, Registration
from events.queries.offerings import title_in
from events.queries.snapshots import absolute_url, edition_view, registration_view

SHOWN_REGISTRATIONS: Final = 20


@dataclass(frozen=True)
class MailRow:
    """A kind of mail in a list: its texts by language; `is_own` says whether an editor wrote the one for all."""

    key: str
    moment: Moment
    languages: Sequence["LanguageTexts"]


@dataclass(frozen=True)
class LanguageTexts:
    """The texts of a kind of mail in one language; `offerings` have one of their own."""

    code: str
    label: Text
    is_own: bool
    offerings: Sequence[Page]


def mail_rows() -> list[MailRow]:
    """Every kind of mail, in the order in which somebody gets them; one query."""
    found: dict[tuple[str, str], list[MailText]] = {}
    for text in MailText.objects.select_related("offering"):
        found.setdefault((text.moment, text.language), []).append(text)
    return [
        MailRow(
            key,
            moment,
            [
                LanguageTexts(
                    code,
                    label,
                    any(text.offering is None for text in found.get((key, code), [])),
                    [text.offering for text in found.get((key, code), []) if text.offering],
                )
                for code, label in settings.LANGUAGES
            ],
        )
        for key, moment in MOMENTS.items()
    ]


def wordable_offerings() -> QuerySet[Page]:
    """Programmes and webinars that people can be registered for, by title."""
    pages: QuerySet[Page] = Page.objects.filter(pk__in=Edition.objects.values("offering")).order_by("title", "pk")
    return pages


def newest_registrations(language: str, offering: Page | None) -> QuerySet[Registration]:
    """People to show a mail with, who read this language."""
    found: QuerySet[Registration] = Registration.objects.select_related("booking", "edition__offering").filter(
        booking__language=language
    )
    if offering:
        found = found.filter(edition__offering=offering)
    newest = found.order_by("-created_at", "-pk").values_list("pk", flat=True)[:SHOWN_REGISTRATIONS]
    # By their ids, because Django cannot look one up in the first twenty.
    return found.filter(pk__in=list(newest)).order_by("-created_at", "-pk")


def example_registration(language: str, offering: Page | None) -> RegistrationView:
    """Somebody who does not exist, in a meeting three weeks from now."""
    with translation.override(language):
        title = title_in(offering, language) if offering else _("Goed werk onder druk")
        url = absolute_url("events:registration", "voorbeeld", language=language)
    starts_at = timezone.make_aware(dt.datetime.combine(timezone.localdate() + dt.timedelta(weeks=3), dt.time(12, 30)))
    session = SessionView(
        public_id=uuid4(),
        title="",
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=90),
        walk_in_at=starts_at - dt.timedelta(minutes=15),
        mode="online",
        place="",
        address="",
        medium="Webex",
        meeting_provider="",
        meeting_url="",
    )
    edition = EditionView(
        public_id=uuid4(),
        offering_key=offering.translation_key if offering else uuid4(),
        title=title,
        label="",
        status="open",
        minimum=1,
        capacity=100,
        taken=1,
        sequence=0,
        is_free=True,
        sessions=(session,),
    )
    return RegistrationView(
        public_id=uuid4(),
        number=f"VA-{starts_at.year}-0001",
        name="Sanne Visser",
        email="s.visser@lindewaard.example",
        function="",
        organisation_name="Gemeente Lindewaard",
        status="confirmed",
        language=language,
        personal_url=url,
        edition=edition,
    )


@dataclass(frozen=True)
class ShownBooking:
    """A booking to show a mail to its booker with."""

    booking: Booking
    registrations: Sequence[RegistrationView]
    order: OrderView


def booking_shown(registration: Registration) -> ShownBooking:
    """The one this registration is on; with an order that does not exist where there is none."""
    booking = registration.booking
    view = edition_view(registration.edition, booking.language)
    registrations = [registration_view(each, view) for each in booking.registrations.order_by("pk")]
    order = order_view(f"booking:{booking.public_id}") if booking.order_id else None
    return ShownBooking(booking, registrations, order or _example_order())


def example_booking(language: str, offering: Page | None) -> ShownBooking:
    """That of somebody who does not exist."""
    registration = example_registration(language, offering)
    booking = Booking(
        access_key="voorbeeld",
        name=registration.name,
        email=registration.email,
        organisation_name=registration.organisation_name,
        language=language,
    )
    return ShownBooking(booking, [registration], _example_order())


def _example_order() -> OrderView:
    return OrderView(
        pk=0,
        public_id="",
        access_key="voorbeeld",
        number=f"{timezone.localdate().year}-0001",
        reference="",
        title="",
        status="open",
        total_cents=187_550,
        vat_cents=32_550,
        paid_cents=0,
        provider="",
        is_deferred=False,
        expires_at=timezone.now() + dt.timedelta(days=14),
        pay_url="/betalen/voorbeeld/",
    )
