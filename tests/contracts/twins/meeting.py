"""A sound meeting provider with rooms of its own, and providers with one mistake each."""

import uuid
from collections.abc import Sequence
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.api import Organisation, Problem
from events.api import RegistrationView, SessionView


class Sound:
    """Passes everything: a room per session, a link per participant."""

    key = "sound"
    label: str | Promise = _("Vergaderlink")
    invited: ClassVar[set[tuple[uuid.UUID, uuid.UUID]]] = set()

    def schedule(self, session: SessionView) -> str:
        return "" if session.mode == "on_site" else f"https://rooms.example/{session.public_id}"

    def invite(self, session: SessionView, registration: RegistrationView) -> str:
        self.invited.add((session.public_id, registration.public_id))
        return f"{self.schedule(session)}?for={registration.public_id}" if self.schedule(session) else ""

    def withdraw(self, session: SessionView, registration: RegistrationView) -> None:
        self.invited.discard((session.public_id, registration.public_id))

    def check_configuration(self) -> Sequence[Problem]:
        return []


class SpacedKey(Sound):
    key = "my rooms"


class NoWords(Sound):
    label = _("  ")


class CannotWithdraw:
    key, label = Sound.key, Sound.label
    schedule, invite, check_configuration = Sound.schedule, Sound.invite, Sound.check_configuration


class AsksTheDatabase(Sound):
    def check_configuration(self) -> Sequence[Problem]:
        return [Problem("warning", str(Organisation.objects.count()))]


class ScheduleForgets(Sound):
    def schedule(self, session: SessionView) -> str:
        return None  # type: ignore[return-value]


class ScheduleMakesAnotherRoom(Sound):
    def schedule(self, session: SessionView) -> str:
        return f"https://rooms.example/{uuid.uuid4()}"


class SchedulesScripts(Sound):
    def schedule(self, session: SessionView) -> str:
        return "javascript:alert(1)"


class InvitesToAPath(Sound):
    def invite(self, session: SessionView, registration: RegistrationView) -> str:
        return "/deelnemen/"


class InvitesAnew(Sound):
    def invite(self, session: SessionView, registration: RegistrationView) -> str:
        return f"https://rooms.example/{uuid.uuid4()}"


class InvitesWithTheSecretAddress(Sound):
    def invite(self, session: SessionView, registration: RegistrationView) -> str:
        return f"https://rooms.example/?back={registration.personal_url}"


class WithdrawsOnce(Sound):
    def withdraw(self, session: SessionView, registration: RegistrationView) -> None:
        self.invited.remove((session.public_id, registration.public_id))
