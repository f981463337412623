"""Until when it may be said who comes."""

import datetime as dt

from events.contracts import EditionView
from events.lifecycles import SEATED, RegistrationStatus

# Once attendance is noted the seat is somebody's.
CHANGEABLE = SEATED - {RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT}


def may_change_name(status: str, edition: EditionView, now: dt.datetime) -> bool:
    """Whether whoever has the personal link may say who comes, or let somebody else come."""
    closes_at = edition.names_close_at
    return status in CHANGEABLE and (closes_at is None or closes_at > now)
