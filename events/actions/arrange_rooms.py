"""Leave word that meeting services must hear of something, and note it with their rooms.

The reactions leave nothing but a job: a booking that touched the row of a room, which all bookings of a session share, would
wait for the others, and for whoever holds the edition.
"""

from collections.abc import Set

from django.db import transaction
from django.db.models import F

from cms.api import defer
from events.actions.tend_room import due_rooms, tend_room
from events.contracts import EditionView, MeetingFault, RegistrationView
from events.models import Edition, MeetingRoom
from events.queries.rooms import needs_room, service_of, waits_for_rooms
from events.queries.snapshots import session_view

# A change of these can take away the only session with a room, which the edition does not show any more.
MOVES_ROOMS = frozenset({"sessions", "meeting_provider", "mode"})
# Other facts or other people may do what was refused; a service that is away or busy is not asked sooner for them.
CURABLE = (MeetingFault.REFUSED, MeetingFault.GUEST_REFUSED)


def registration_matters(registration: RegistrationView) -> None:
    """Somebody may come in, or may no longer."""
    if waits_for_rooms(registration.edition):
        _leave_word(registration.edition)


def edition_matters(edition: EditionView, changes: Set[str]) -> None:
    """Rooms are to be made, changed or taken away."""
    if waits_for_rooms(edition) or changes & MOVES_ROOMS:
        _leave_word(edition)


def _leave_word(edition: EditionView) -> None:
    defer("events.arrange_rooms", edition=str(edition.public_id))


def arrange_rooms(*, edition: str) -> None:
    """Bring the rooms of an edition (its public id) up to date; asks services, so never in a transaction."""
    note_changes(edition)
    for pk in due_rooms().filter(edition__public_id=edition).values_list("pk", flat=True):
        tend_room(pk)


@transaction.atomic
def note_changes(public_id: str) -> None:
    """The rooms of the edition have something to hear; those that are missing get their row."""
    edition = Edition.objects.filter(public_id=public_id).first()
    if edition is None:
        return
    for session in edition.sessions.all():
        view = session_view(session)
        if service_of(view) and needs_room(session, view.meeting_provider, edition.status):
            MeetingRoom.objects.get_or_create(
                session=session, provider=view.meeting_provider, defaults={"edition": edition}
            )
    rooms = list(MeetingRoom.objects.select_for_update().filter(edition=edition).order_by("pk"))
    MeetingRoom.objects.filter(pk__in=[room.pk for room in rooms]).update(changes=F("changes") + 1)
    curable = [room.pk for room in rooms if room.fault in CURABLE]
    MeetingRoom.objects.filter(pk__in=curable).update(next_try_at=None)
