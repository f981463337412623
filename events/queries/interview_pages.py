"""Choosing a moment for the talk of an intake, behind the personal link of an applicant."""

from collections.abc import Sequence
from dataclasses import dataclass

from events.lifecycles import RegistrationStatus
from events.models import InterviewSlot, Registration
from events.queries.interviews import free_slots, may_move


@dataclass(frozen=True)
class InterviewPage:
    """The talk that was chosen, if any, and what else there is."""

    registration: Registration
    chosen: InterviewSlot | None
    free: Sequence[InterviewSlot]

    @property
    def can_choose(self) -> bool:
        return bool(self.free) and (self.chosen is None or may_move(self.chosen))

    @property
    def has_something(self) -> bool:
        """Whether there is anything to see or to choose."""
        return self.chosen is not None or bool(self.free)


def interview_page(access_key: str) -> InterviewPage | None:
    """None when nobody has this key, or there is no talk to have (any more)."""
    registration = (
        Registration.objects.select_related("booking", "edition__offering", "interview")
        .filter(access_key=access_key, status=RegistrationStatus.INTAKE, intake__decided_at=None)
        .exclude(email="")
        .first()
    )
    if registration is None:
        return None
    return InterviewPage(
        registration=registration,
        chosen=getattr(registration, "interview", None),
        free=list(free_slots(registration.edition)),
    )
