"""A session at another moment, or one more: how it will be, and who hears of it."""

from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from cms.api import NotAllowed
from events.contracts import SessionMoment
from events.models import Edition, Session
from events.queries.edition_changes import Touched, touched_by

WHERE: Final = ("mode", "meeting_provider", "medium")
PLACE: Final = ("place", "address")


def moved_session(edition: Edition, moment: SessionMoment) -> Session:
    """The stored session with other times, the walk-in as long before as it was; or a new one. Nothing is stored here.

    Raises NotAllowed when the session is gone.
    """
    sessions: list[Session] = list(edition.sessions.select_related("host").order_by("starts_at"))
    if moment.session is None:
        return _one_more(edition, sessions, moment)
    session = next((each for each in sessions if each.public_id == moment.session), None)
    if session is None:
        raise NotAllowed(_("Deze bijeenkomst is er niet meer."))
    if session.walk_in_at:
        session.walk_in_at = moment.starts_at - (session.starts_at - session.walk_in_at)
    session.starts_at, session.ends_at = moment.starts_at, moment.ends_at
    return session


def _one_more(edition: Edition, sessions: list[Session], moment: SessionMoment) -> Session:
    number = max((each.meeting for each in sessions), default=0) + 1
    new = Session(
        edition=edition, meeting=number, title=moment.title, starts_at=moment.starts_at, ends_at=moment.ends_at
    )
    if sessions:
        last = sessions[-1]
        # Whoever received the last one was not asked for this one: the place is yet to be found.
        for name in WHERE if last.host_id else (*WHERE, *PLACE):
            setattr(new, name, getattr(last, name))
    return new


def touched_by_moment(edition: UUID, moment: SessionMoment) -> Touched | None:
    """What `schedule_session` will do; None when nobody is told anything. Raises NotAllowed when the session is gone."""
    found = Edition.objects.select_related("offering").get(public_id=edition)
    moved = moved_session(found, moment)
    others = [each for each in found.sessions.select_related("host") if each.pk != moved.pk]
    return touched_by(found, [*others, moved])
