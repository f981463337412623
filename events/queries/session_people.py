"""Who stands before the sessions of editions, and who would have to be in two places at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cms.api import Among, Given, NamedPerson, Person, Prepared, TimelineBlock, remembered
from events.contracts import SessionView
from events.lifecycles import EditionStatus
from events.models import Edition, Session, SessionPerson, WebinarPage
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


@dataclass(frozen=True)
class _Stand:
    """Somebody before a session: of a programme by a row, of a webinar by its page."""

    person: int
    session: Session


def double_bookings(edition: Edition) -> list[str]:
    """Who of this edition is at another session at the same time, of this edition or of another that is not cancelled: a
    sentence for each. Four queries for any number of sessions and people, one when nobody is there; a webinar costs two more."""
    own = _own(edition)
    if not own:
        return []
    told: dict[frozenset[int] | tuple[int, int], tuple[_Stand, Session]] = {}
    elsewhere = _elsewhere(own)
    for stand in own:
        for other in elsewhere:
            is_other = other.person == stand.person and other.session.pk != stand.session.pk
            if is_other and _meet(other.session, stand.session):
                # Two sessions of this edition are one clash, not two.
                pair = (stand.person, *sorted((other.session.pk, stand.session.pk)))
                told.setdefault(pair, (stand, other.session))
    names = Person.objects.in_bulk({stand.person for stand, _session in told.values()}) if told else {}
    return [_clash(names[stand.person], session) for stand, session in told.values()]


def _own(edition: Edition) -> list[_Stand]:
    if edition.offering.specific_class is WebinarPage:
        return _of_webinars(Session.objects.filter(edition=edition))
    rows = SessionPerson.objects.filter(session__edition=edition).select_related("session")
    return [_Stand(row.person_id, row.session) for row in rows]


def _elsewhere(own: Sequence[_Stand]) -> list[_Stand]:
    overlapping = reduce(or_, (_overlaps(stand.session) for stand in own))
    sessions = Session.objects.filter(overlapping).exclude(edition__status=EditionStatus.CANCELLED)
    rows = (
        SessionPerson.objects.filter(session__in=sessions, person__in={stand.person for stand in own})
        .select_related("session__edition__offering")
        .order_by("session__starts_at", "pk")
    )
    return [*(_Stand(row.person_id, row.session) for row in rows), *_of_webinars(sessions)]


def _of_webinars(sessions: QuerySet[Session]) -> list[_Stand]:
    found = sessions.filter(edition__offering__webinarpage__isnull=False)
    found = found.select_related("edition__offering__webinarpage").order_by("starts_at", "pk")
    return [
        _Stand(block["value"]["person"], session)
        for session in found
        for block in session.edition.offering.webinarpage.speakers.raw_data
        if block["value"]["person"]
    ]


def _overlaps(session: Session) -> Q:
    return Q(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at)


def _meet(one: Session, other: Session) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _clash(person: Person, session: Session) -> str:
    view = session_view(session)
    return _("%(name)s is op %(day)s, %(times)s, ook bij %(session)s.") % {
        "name": person.name,
        "day": day(view.starts_at),
        "times": times(view),
        "session": f"{session.edition}: {session.title}" if session.title else str(session.edition),
    }
