"""Who stands before the sessions of editions, and who would have to be in two places at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import groupby
from operator import or_
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from cms.api import Among, Given, NamedPerson, Person, Prepared, TimelineBlock, remembered
from events.contracts import SessionView
from events.lifecycles import EditionStatus
from events.models import Edition, Session, SessionPerson
from events.queries.editions import EditionCard
from events.queries.snapshots import session_view
from events.queries.wording import day, times

PeopleOfSessions = Mapping[UUID, Sequence[SessionPerson]]


def people_of_editions(editions: Iterable[UUID]) -> PeopleOfSessions:
    """The people of each session, in their order, by the public id of the session; one query, unless it is remembered."""
    keys = list(editions)
    if not keys:
        return {}
    return remembered(f"people of {' '.join(map(str, keys))}", lambda: _people_of(keys))


def _people_of(editions: Sequence[UUID]) -> PeopleOfSessions:
    found: dict[UUID, list[SessionPerson]] = defaultdict(list)
    for row in _PEOPLE(editions=editions):
        found[row.session.public_id].append(row)
    return dict(found)


_PEOPLE = Prepared(
    lambda: (
        SessionPerson.objects.filter(Among("session__edition__public_id", Given("editions")))
        .select_related("person__organisation", "session")
        .order_by("session__starts_at", "sort_order", "pk")
    )
)


def days_of(card: EditionCard, people: PeopleOfSessions) -> list[TimelineBlock]:
    """The meetings of an edition with who is there; no query."""
    meetings = [list(sessions) for _number, sessions in groupby(card.view.sessions, key=lambda each: each.meeting)]
    return [
        replace(block, people=_named(sessions, people)) for block, sessions in zip(card.blocks, meetings, strict=True)
    ]


def _named(sessions: Iterable[SessionView], people: PeopleOfSessions) -> list[NamedPerson]:
    """Each once, also who is there on both days of a meeting."""
    rows = [row for session in sessions for row in people.get(session.public_id, [])]
    named = [NamedPerson(row.person.name, row.line, row.person.get_absolute_url()) for row in rows]
    return list(dict.fromkeys(named))


def everybody(people: PeopleOfSessions, sessions: Iterable[SessionView]) -> list[Person]:
    """Whoever is at one of these sessions, each once."""
    rows = [row for session in sessions for row in people.get(session.public_id, [])]
    return list({row.person_id: row.person for row in rows}.values())


def offerings_given_by(person: UUID) -> list[UUID]:
    """The translation keys of the pages of which this person is at a session that visitors may know of."""
    rows = SessionPerson.objects.filter(person__public_id=person, session__edition__access_key=None)
    public = rows.exclude(session__edition__status__in=[EditionStatus.DRAFT, EditionStatus.CANCELLED])
    return list(public.order_by().values_list("session__edition__offering__translation_key", flat=True).distinct())


def double_bookings(edition: Edition) -> list[str]:
    """Who of this edition is at another session at the same time, of this edition or of another that is not cancelled: a
    sentence for each. Two queries for any number of sessions and people, one when nobody is there."""
    own = list(SessionPerson.objects.filter(session__edition=edition).select_related("person", "session"))
    if not own:
        return []
    overlapping = reduce(or_, (_overlaps(row.session) for row in own))
    others = (
        SessionPerson.objects.filter(overlapping, person__in={row.person_id for row in own})
        .exclude(session__edition__status=EditionStatus.CANCELLED)
        .select_related("session__edition__offering", "person")
        .order_by("session__starts_at", "pk")
    )
    elsewhere = [(row.person_id, row.session) for row in others]
    told: dict[frozenset[int] | tuple[int, int], str] = {}
    for row in own:
        for person_id, session in elsewhere:
            if person_id == row.person_id and session.pk != row.session_id and _meet(session, row.session):
                # Two sessions of this edition are one clash, not two.
                pair = (person_id, *sorted((session.pk, row.session_id)))
                told.setdefault(pair, _clash(row, session))
    return list(told.values())


def _overlaps(session: Session) -> Q:
    return Q(session__starts_at__lt=session.ends_at, session__ends_at__gt=session.starts_at)


def _meet(one: Session, other: Session) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _clash(row: SessionPerson, session: Session) -> str:
    view = session_view(session)
    return _("%(name)s is op %(day)s, %(times)s, ook bij %(session)s.") % {
        "name": row.person.name,
        "day": day(view.starts_at),
        "times": times(view),
        "session": f"{session.edition}: {session.title}" if session.title else str(session.edition),
    }
