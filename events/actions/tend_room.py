"""Bring one room up to date with what a session and its participants are now.

Looks at how things stand instead of replaying what happened, so any number of jobs may do it, in any order and again after
one of them was killed. A room is claimed with a lease in a short transaction, the service is asked outside of any, and each
answer is noted at once. Whatever changed meanwhile (`changes`) makes another round.
"""

import logging
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cms.api import backoff, record_audit
from events import hooks
from events.contracts import Guest, MeetingFailure, MeetingFault, MeetingService, Room, RoomGone
from events.lifecycles import RegistrationStatus
from events.models import MeetingInvitation, MeetingRoom, Registration
from events.queries.rooms import MAY_COME_IN, needs_room, room_request
from events.queries.snapshots import edition_view, registration_view, session_view

logger = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=10)
GUESTS_A_ROUND: Final = 100
"""Few enough for the lease, also when each answer takes some seconds."""
ROUNDS: Final = 20


def due_rooms() -> QuerySet[MeetingRoom]:
    """What is to be done now and nobody is doing: new, to be tried again, or left by a worker that died."""
    now = timezone.now()
    unheard = Q(handled__lt=F("changes")) | Q(session__isnull=True)
    is_time = Q(next_try_at__lte=now) | Q(next_try_at__isnull=True)
    return MeetingRoom.objects.filter(unheard & is_time).filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now))


def tend_rooms() -> None:
    """Do all that is due."""
    for pk in list(due_rooms().order_by("pk").values_list("pk", flat=True)):
        tend_room(pk)


def tend_room(pk: int) -> None:
    """Tend one room if it is due and nobody else has it; a failure of the service is noted with it, for the next try."""
    was_lost = False
    for _round in range(ROUNDS):
        room = _claim(pk)
        if room is None:
            return
        try:
            is_done = _bring_up_to_date(room)
        except MeetingFailure as failure:
            _note_failure(room, failure)
            return
        except RoomGone as gone:
            # What is gone is made again; what is gone then too is a setting that names nobody, and no room at all.
            if was_lost or not room.stands:
                _note_failure(room, MeetingFailure(MeetingFault.NO_ACCESS, f"gone: {gone}"))
                return
            _forget(room)
            was_lost, is_done = True, False
        _release(room, handled=room.changes if is_done else room.handled)


@transaction.atomic(durable=True)
def _claim(pk: int) -> MeetingRoom | None:
    due = due_rooms().select_related("session", "edition__offering__locale").filter(pk=pk)
    room = due.select_for_update(of=("self",), skip_locked=True).first()
    if room is not None:
        room.lease_until = timezone.now() + LEASE
        room.attempts += 1
        room.save(update_fields=["lease_until", "attempts"])
    return room


def _held(room: MeetingRoom) -> QuerySet[MeetingRoom]:
    """The row while the lease is still ours: who was too slow has no say any more."""
    return MeetingRoom.objects.filter(pk=room.pk, lease_until=room.lease_until)


def _release(room: MeetingRoom, *, handled: int) -> None:
    _held(room).update(handled=handled, lease_until=None, attempts=0, fault="", next_try_at=None)


def _note_failure(room: MeetingRoom, failure: MeetingFailure) -> None:
    wait = max(backoff(room.attempts), timedelta(seconds=failure.retry_after))
    _held(room).update(lease_until=None, fault=failure.fault.value, next_try_at=timezone.now() + wait)
    logger.warning("room %s at %s: attempt %s failed: %s", room.pk, room.provider, room.attempts, failure)


def _forget(room: MeetingRoom) -> None:
    """The service lost it: the next round makes another."""
    room.invitations.all().delete()
    _held(room).update(external_id="", address="", told={})
    logger.warning("room %s at %s is gone there", room.pk, room.provider)


def _bring_up_to_date(room: MeetingRoom) -> bool:
    """False when there is more to do than fits one round."""
    service = hooks.meeting_provider(room.provider)
    if not isinstance(service, MeetingService):
        raise MeetingFailure(MeetingFault.SWITCHED_OFF, "no such service")
    if needs_room(room.session, room.provider, room.edition.status):
        _stand(room, service)
        return _fill(room, service)
    if room.session is None or room.session.ends_at > timezone.now():
        _close(room, service)
    return True


def _stand(room: MeetingRoom, service: MeetingService) -> None:
    """Make the room, or tell the service what changed."""
    assert room.session is not None  # noqa: S101  # needs_room has seen it
    view = edition_view(room.edition, room.edition.offering.locale.language_code)
    request = room_request(view, session_view(room.session))
    told = {
        "subject": request.subject,
        "starts_at": request.starts_at.isoformat(),
        "ends_at": request.ends_at.isoformat(),
    }
    if room.stands and told == room.told:
        return
    is_new = not room.stands
    found = service.open_room(request) if is_new else service.change_room(_room(room), request)
    room.external_id, room.address, room.told = found.external_id, found.address, told
    with transaction.atomic():
        room.save(update_fields=["external_id", "address", "told"])
        if is_new:
            record_audit(room.edition, "events.room_opened", session=str(room.session.public_id))


def _fill(room: MeetingRoom, service: MeetingService) -> bool:
    """Let in who has a place and keep out who has not; True when everybody is done."""
    invitations = list(room.invitations.select_related("registration").order_by("pk"))
    _find_back(room, service, invitations)
    leaving = [each for each in invitations if each.registration.status not in MAY_COME_IN]
    inside = [each.registration_id for each in invitations if each.external_id]
    coming = Registration.objects.filter(edition=room.edition, status=RegistrationStatus.CONFIRMED).exclude(email="")
    coming = coming.exclude(pk__in=inside).select_related("booking").order_by("pk")
    for invitation in leaving[:GUESTS_A_ROUND]:
        if invitation.external_id:
            service.keep_out(_room(room), _guest(invitation))
        invitation.delete()
    left = GUESTS_A_ROUND - len(leaving)
    if left <= 0:
        return False
    batch = list(coming[: left + 1])
    _let_in(room, service, batch[:left])
    return len(batch) <= left


def _find_back(room: MeetingRoom, service: MeetingService, invitations: list[MeetingInvitation]) -> None:
    """What came of an answer that nobody noted: without this somebody could be on the list twice, or stay on it."""
    open_ends = [each for each in invitations if not each.external_id]
    if not open_ends:
        return
    listed = {guest.email.lower(): guest for guest in service.guests(_room(room))}
    for invitation in open_ends:
        guest = listed.get(invitation.registration.email.lower())
        if guest:
            _note(invitation, guest)


def _let_in(room: MeetingRoom, service: MeetingService, registrations: list[Registration]) -> None:
    """One who is refused, perhaps for a mistyped address, keeps nobody else waiting."""
    view = edition_view(room.edition, room.edition.offering.locale.language_code)
    refusal: MeetingFailure | None = None
    for registration in registrations:
        registration.edition = room.edition
        invitation, _is_new = MeetingInvitation.objects.get_or_create(room=room, registration=registration)
        try:
            guest = service.let_in(_room(room), registration_view(registration, view))
        except MeetingFailure as failure:
            if failure.fault is not MeetingFault.REFUSED:
                raise
            refusal = MeetingFailure(MeetingFault.GUEST_REFUSED, str(failure))
        else:
            _note(invitation, guest)
    if refusal:
        raise refusal


def _note(invitation: MeetingInvitation, guest: Guest) -> None:
    invitation.external_id, invitation.address = guest.external_id, guest.address
    invitation.save(update_fields=["external_id", "address"])


def _close(room: MeetingRoom, service: MeetingService) -> None:
    if room.stands:
        service.close_room(_room(room))
    with transaction.atomic():
        room.delete()
        record_audit(room.edition, "events.room_closed")


def _room(room: MeetingRoom) -> Room:
    return Room(room.external_id, room.address)


def _guest(invitation: MeetingInvitation) -> Guest:
    return Guest(invitation.external_id, invitation.registration.email, invitation.address)
