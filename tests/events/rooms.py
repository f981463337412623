"""A meeting service in memory, that fails, dies and forgets on request."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from cms.api import Problem
from events.api import Guest, MeetingFailure, MeetingFault, RegistrationView, Room, RoomGone, RoomRequest


class Killed(BaseException):
    """The worker is gone between the answer of the service and the noting of it."""


@dataclass
class RoomsInMemory:
    """Fulfils MeetingService. `fault` fails every call; `dies_after` kills the worker after that many answers that change
    something; `refuses` are addresses that are never let in; rooms stand at `address`."""

    key: str = "memory"
    label: object = _("Vergaderlink")
    rooms: dict[str, RoomRequest] = field(default_factory=dict)
    lists: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    fault: MeetingFailure | None = None
    dies_after: int = 0
    refuses: set[str] = field(default_factory=set)
    address: str = "https://rooms.example"
    last: int = 0

    def open_room(self, request: RoomRequest) -> Room:
        self._hear("open")
        there = [key for key, kept in self.rooms.items() if kept.reference == request.reference]
        key = there[0] if there else f"room-{self._next()}"
        self.rooms[key] = request
        self.lists.setdefault(key, {})
        self._answer()
        return Room(key, "")

    def change_room(self, room: Room, request: RoomRequest) -> Room:
        self._hear("change")
        self._known(room)
        self.rooms[room.external_id] = request
        return room

    def close_room(self, room: Room) -> None:
        self._hear("close")
        self.rooms.pop(room.external_id, None)

    def guests(self, room: Room) -> Sequence[Guest]:
        self._hear("list")
        return [self._guest(key, email) for key, email in self._known(room).items()]

    def let_in(self, room: Room, registration: RegistrationView) -> Guest:
        self._hear("in")
        if registration.email in self.refuses:
            raise MeetingFailure(MeetingFault.REFUSED, "400")
        key = f"guest-{self._next()}"
        self._known(room)[key] = registration.email
        self._answer()
        return self._guest(key, registration.email)

    def keep_out(self, room: Room, guest: Guest) -> None:
        self._hear("out")
        self.lists.get(room.external_id, {}).pop(guest.external_id, None)

    def check_configuration(self) -> Sequence[Problem]:
        return []

    def _hear(self, what: str) -> None:
        self.asked.append(what)
        if self.fault:
            raise self.fault

    def _answer(self) -> None:
        if self.dies_after:
            self.dies_after -= 1
            if not self.dies_after:
                raise Killed

    def _next(self) -> int:
        self.last += 1
        return self.last

    def _known(self, room: Room) -> dict[str, str]:
        if room.external_id not in self.rooms:
            raise RoomGone
        return self.lists[room.external_id]

    def _guest(self, key: str, email: str) -> Guest:
        return Guest(key, email, f"{self.address}/{key}")
