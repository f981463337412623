"""The frozen views that hooks, mails and calendar items work with; see events.contracts."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from cms.api import Among, Given, Prepared
from events.contracts import EditionView, QuoteView, RegistrationView, SessionView, SessionWords
from events.models import (
    Booking,
    ConsentRequest,
    Edition,
    HostInvitation,
    Quote,
    Registration,
    Session,
    WaitingListEntry,
)
from events.queries.offerings import title_in
from events.questions import questions_in
from events.workgroups import workgroups_in


def session_view(session: Session) -> SessionView:
    """No query."""
    return SessionView(
        public_id=session.public_id,
        title=session.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        walk_in_at=session.walk_in_at,
        mode=session.mode,
        place=session.place,
        address=session.address,
        medium=session.medium,
        meeting_provider=session.meeting_provider,
        meeting_url=session.meeting_url,
        meeting=session.meeting,
        description=session.description,
        morning=session.morning,
        afternoon=session.afternoon,
        goals=session.goals,
        host=session.host.name if session.host else "",
        directions=session.directions,
        english=SessionWords(
            session.title_en, session.description_en, session.morning_en, session.afternoon_en, session.goals_en
        ),
    )


def sessions_of(editions: Sequence[int]) -> dict[int, list[SessionView]]:
    """The sessions of these editions, soonest first, in one query; for pages, where making a model of each row costs most."""
    found: dict[int, list[SessionView]] = {pk: [] for pk in editions}
    for row in _SESSIONS(editions=editions):
        edition, host = row.pop("edition"), row.pop("host__name") or ""
        english = SessionWords(*(row.pop(f"{name}_en") for name in _WORDS))
        found[edition].append(SessionView(**row, host=host, english=english))
    return found


_WORDS = ("title", "description", "morning", "afternoon", "goals")
_FACTS = (
    "public_id", "starts_at", "ends_at", "walk_in_at", "mode", "place", "address", "medium", "meeting_provider", "meeting_url",
    "meeting", "directions",
)  # fmt: skip
_SESSIONS: Prepared[Any] = Prepared(
    lambda: (
        Session.objects.filter(Among("edition", Given("editions")))
        .order_by("starts_at")
        .values("edition", "host__name", *_FACTS, *_WORDS, *(f"{name}_en" for name in _WORDS))
    )
)


def edition_view(
    edition: Edition, language: str, *, title: str = "", sessions: Sequence[SessionView] | None = None
) -> EditionView:
    """The edition with its sessions, titled in `language`; give `title` and `sessions` when they are at hand."""
    if sessions is None:
        in_order = sorted(edition.sessions.all(), key=lambda session: session.starts_at)
        sessions = [session_view(session) for session in in_order]
    return EditionView(
        public_id=edition.public_id,
        offering_key=edition.offering.translation_key,
        title=title or title_in(edition.offering, language),
        label=edition.label,
        status=edition.status,
        minimum=edition.minimum,
        capacity=edition.capacity,
        taken=edition.taken,
        sequence=edition.sequence,
        is_free=edition.is_free,
        sessions=tuple(sessions),
        questions=questions_in(edition.questions.raw_data),
        names_until=edition.names_until,
        email_domains=tuple(edition.email_domains.split()),
        reserved=edition.reserved,
        has_intake=edition.has_intake,
        workgroups=workgroups_in(edition.workgroups.raw_data),
        team=edition.team,
    )


def registration_view(registration: Registration, edition: EditionView | None = None) -> RegistrationView:
    """The registration; give `edition` when it is at hand in the booking's language."""
    booking = registration.booking
    return RegistrationView(
        public_id=registration.public_id,
        number=registration.number,
        name=registration.name or booking.name,
        email=registration.email or booking.email,
        function=registration.function,
        organisation_name=booking.organisation_name,
        status=registration.status,
        language=booking.language,
        personal_url=registration_url(registration) if registration.is_named else booking_url(booking),
        edition=edition or edition_view(registration.edition, booking.language),
        answers=booking.answers,
        workgroup=registration.workgroup_title,
        unnamed_in=None if registration.is_named else booking.public_id,
    )


def quote_view(quote: Quote) -> QuoteView:
    """The quote with who asked for it."""
    request = quote.request
    return QuoteView(
        public_id=quote.public_id,
        number=quote.number,
        version=quote.version,
        status=quote.status,
        title=quote.title,
        organisation_name=request.organisation_name,
        contact_name=request.contact_name,
        email=request.email,
        language=request.language,
        personal_url=absolute_url("events:quote", quote.access_key, language=request.language),
    )


def registration_url(registration: Registration, name: str = "registration") -> str:
    """The participant's own page, or one under it ("cancel_registration", "join", "registration_calendar")."""
    return absolute_url(f"events:{name}", registration.access_key, language=registration.booking.language)


def booking_path(booking: Booking) -> str:
    """The page of the whole booking, for whoever made it; without the host."""
    with translation.override(booking.language):
        return reverse("events:booking", args=[booking.access_key])


def booking_url(booking: Booking) -> str:
    """The page of the whole booking, for in a mail."""
    return f"{settings.SITE_URL}{booking_path(booking)}"


def waiting_url(entry: WaitingListEntry) -> str:
    """The page of somebody on a waiting list, for in a mail."""
    return absolute_url("events:waiting", entry.access_key, language=entry.language)


def consent_url(request: ConsentRequest) -> str:
    """The page where a budget holder answers, for in a mail."""
    return absolute_url("events:consent", request.access_key, language=request.booking.language)


def host_url(invitation: HostInvitation) -> str:
    """The page where whoever receives a session answers, for in a mail."""
    return absolute_url("events:host", invitation.access_key, language=invitation.language)


def absolute_url(name: str, *arguments: object, language: str) -> str:
    """The address of a screen in a language, for mails and calendars."""
    with translation.override(language):
        return f"{settings.SITE_URL}{reverse(name, args=arguments)}"


def invitation_url(edition: Edition) -> str:
    """The private link of a closed edition; "" while it is for everybody."""
    return (
        f"{settings.SITE_URL}{reverse('events:register_invited', args=[edition.access_key])}"
        if edition.is_closed
        else ""
    )
