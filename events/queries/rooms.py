"""Rooms at meeting services: what is to be done, where somebody comes in, and what staff see of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from events import hooks
from events.contracts import EditionView, MeetingService, RegistrationView, RoomRequest, SessionView
from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import MeetingInvitation, MeetingRoom, Session

HAS_ROOMS = (EditionStatus.OPEN, EditionStatus.CONFIRMED)
MAY_COME_IN = (RegistrationStatus.CONFIRMED, RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT)
LONGEST_SUBJECT = 120  # what the shortest of the services takes


@dataclass(frozen=True)
class RoomLine:
    """How the room of one session stands, for staff; `fault` is what went wrong last, `next_try_at` when we try again."""

    words: str
    fault: str = ""
    next_try_at: dt.datetime | None = None


def service_of(session: SessionView) -> MeetingService | None:
    """The service that keeps a room for this session; None when there is nothing to ask."""
    provider = hooks.meeting_provider(session.meeting_provider) if session.mode != "on_site" else None
    return provider if isinstance(provider, MeetingService) else None


def waits_for_rooms(edition: EditionView) -> bool:
    """Whether a session to come meets in a room of a service; no query."""
    now = timezone.now()
    return any(session.ends_at > now and service_of(session) for session in edition.sessions)


def needs_room(session: Session | None, provider: str, edition_status: str) -> bool:
    """Whether this provider is to have a room for the session now."""
    return (
        session is not None
        and session.meeting_provider == provider
        and session.mode != Session.Mode.ON_SITE
        and edition_status in HAS_ROOMS
        and session.ends_at > timezone.now()
    )


def room_request(edition: EditionView, session: SessionView) -> RoomRequest:
    """What a service is told of a session: nothing that is not on the public page."""
    subject = f"{edition.title}: {session.title}" if session.title else edition.title
    return RoomRequest(session.public_id, subject[:LONGEST_SUBJECT], session.starts_at, session.ends_at)


def join_address(session: SessionView, registration: RegistrationView) -> str:
    """Where this participant comes in; "" when it is not known yet. A link that staff pasted helps out when a service fails."""
    provider = hooks.meeting_provider(session.meeting_provider)
    if provider is None:
        return session.meeting_url
    if not isinstance(provider, MeetingService):
        return provider.invite(session, registration)
    invitation = MeetingInvitation.objects.filter(
        registration__public_id=registration.public_id,
        room__session__public_id=session.public_id,
        room__provider=session.meeting_provider,
    ).first()
    return (invitation.address if invitation else "") or session.meeting_url


def room_lines(sessions: Sequence[SessionView], status: str) -> list[RoomLine | None]:
    """A line for each session that meets online by way of a provider; one query when a service keeps a room, else none."""
    providers = [hooks.meeting_provider(session.meeting_provider) for session in sessions]
    rooms: dict[object, MeetingRoom] = {}
    if any(isinstance(provider, MeetingService) for provider in providers):
        found = MeetingRoom.objects.filter(session__public_id__in=[session.public_id for session in sessions])
        rooms = {
            (room.session.public_id, room.provider): room for room in found.select_related("session") if room.session
        }
    lines: list[RoomLine | None] = []
    for session, provider in zip(sessions, providers, strict=True):
        if session.mode == "on_site" or provider is None:
            lines.append(None)
        elif isinstance(provider, MeetingService):
            lines.append(_line(rooms.get((session.public_id, provider.key)), session, status))
        else:
            address = provider.schedule(session)
            lines.append(RoomLine(_("De vergaderlink is er.") if address else _("Nog geen vergaderlink.")))
    return lines


def _line(room: MeetingRoom | None, session: SessionView, status: str) -> RoomLine | None:
    if session.ends_at <= timezone.now() or status not in HAS_ROOMS:
        return RoomLine(_("De kamer komt er als de editie open is.")) if status == EditionStatus.DRAFT else None
    if room is None:
        return RoomLine(_("De kamer wordt gemaakt."))
    fault = room.get_fault_display()
    words = _("De kamer staat klaar.") if room.stands else _("Er is nog geen kamer.")
    if not fault and room.handled < room.changes:
        words = _("De kamer wordt bijgewerkt.") if room.stands else _("De kamer wordt gemaakt.")
    return RoomLine(words, fault, room.next_try_at if fault else None)
