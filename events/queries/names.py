"""Until when it may be said who comes."""

import datetime as dt

from events.contracts import EditionView
from events.lifecycles import SEATED, RegistrationStatus
from events.models import Registration

# Once attendance is noted the seat is somebody's.
CHANGEABLE = SEATED - {RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT}


def was_admitted(registration: Registration) -> bool:
    """Whether it was decided after a talk that this person has the place, and colleagues do not hold it up any more.

    No query when `intake` is at hand.
    """
    intake = getattr(registration, "intake", None)
    return registration.status != RegistrationStatus.INTAKE and intake is not None and intake.decided_at is not None


def may_say_who_comes(registration: Registration, edition: EditionView, now: dt.datetime) -> bool:
    """Whether it may be said by a personal link who comes on this seat: a first name, or somebody else.

    Whoever comes instead of somebody who was admitted was not admitted: that goes through the academy.
    """
    is_theirs_alone = registration.is_named and was_admitted(registration)
    return may_change_name(registration.status, edition, now) and not is_theirs_alone


def may_change_name(status: str, edition: EditionView, now: dt.datetime) -> bool:
    """Whether whoever has the personal link may say who comes, or let somebody else come."""
    closes_at = edition.names_close_at
    return status in CHANGEABLE and (closes_at is None or closes_at > now)
