"""Change the facts of an edition, under its lock, and tell who relies on them."""

import datetime as dt
from collections.abc import Iterable, Sequence, Set
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events import hooks
from events.actions.advance_queue import advance_queue
from events.actions.tend_guests import release_guests, tend_guests
from events.actions.tend_hosts import hosts_in, release_host, tend_hosts
from events.contracts import EditionView, SessionView
from events.lifecycles import EditionStatus
from events.locking import locked_edition
from events.mails import mail_edition_changed
from events.models import Attendance, Edition, HostInvitation, Session, SessionPerson
from events.queries.edition_changes import is_worth_telling
from events.queries.edition_consequences import seated
from events.queries.snapshots import edition_view, registration_view, session_view
from events.queries.waiting_list import queue_of
from events.queries.wording import day
from events.waiting_mails import mail_waiting_changed


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """Somebody of the register with a part in a session; `role` is one of SessionPerson.Role."""

    person_id: int
    role: str
    function: str = ""
    function_en: str = ""


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """One day or part of a day; `pk` is None for a new one. `people` are all of them, in their order."""

    pk: int | None
    meeting: int
    title: str
    description: str
    morning: str
    afternoon: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    walk_in_at: dt.datetime | None
    mode: str
    host_id: int | None
    place: str
    address: str
    directions: str
    meeting_provider: str
    medium: str
    meeting_url: str
    goals: str = ""
    title_en: str = ""
    description_en: str = ""
    morning_en: str = ""
    afternoon_en: str = ""
    goals_en: str = ""
    people: tuple[PersonFacts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EditionFacts:
    """What staff decide about an edition. Money in cents; `sessions` are all of them: one that is missing is removed."""

    label: str
    minimum: int
    capacity: int
    closes_at: dt.datetime | None
    decision_date: dt.date | None
    pays_when: str
    offer_hours: int
    consent_days: int
    has_intake: bool
    gross_price_cents: int
    subsidy_scheme_id: int | None
    vat_rule_id: int | None
    sessions: tuple[SessionFacts, ...]
    names_until: dt.datetime | None = None


# What stands in somebody's calendar or on their personal page; these names are those of the hook edition_changed.
RELIED_ON = frozenset({"starts_at", "ends_at", "walk_in_at", "place", "mode", "medium", "meeting_url"})
# A new link needs no mail: participants find it on their personal page.
TOLD = RELIED_ON - {"meeting_url"}


@transaction.atomic
def change_edition(*, edition_id: int, facts: EditionFacts, user: User | None = None) -> Set[str]:
    """Store the facts and return the names of what changed ("capacity", "starts_at", "sessions" ...).

    Raises NotAllowed when the edition is over, when more seats are taken or promised by now than the facts have room for, or
    when a session would go of which attendance has been noted.
    """
    edition = locked_edition(edition_id)
    if edition.status in (EditionStatus.COMPLETED, EditionStatus.CANCELLED):
        raise NotAllowed(_("Deze editie is voorbij of gaat niet door; er valt niets meer te wijzigen."))
    if facts.capacity < edition.taken:
        raise NotAllowed(
            _("Er zijn intussen %(taken)d plaatsen bezet; het maximum kan niet lager zijn.") % {"taken": edition.taken}
        )
    if facts.capacity < edition.taken + edition.reserved:
        raise NotAllowed(
            _("Er zijn %(taken)d plaatsen bezet en %(reserved)d toegezegd aan de wachtlijst; minder kan niet.")
            % {"taken": edition.taken, "reserved": edition.reserved}
        )
    if edition.status != EditionStatus.DRAFT and not facts.sessions:
        raise NotAllowed(_("Een editie die open is heeft minstens één bijeenkomst."))
    changed = _changed_columns(edition, facts)
    if changed:
        edition.save(update_fields=changed)
    hosts = _hosts_who_stay(edition, facts.sessions, user)
    release_guests(edition, kept=[each.pk for each in facts.sessions], user=user)
    touched_sessions, removed = _store_sessions(edition, facts.sessions)
    touched = frozenset(changed) | touched_sessions
    if not touched:
        return touched
    record_audit(edition, "events.edition_changed", user=user, changed=sorted(touched))
    pass_on_change(edition, touched, removed)
    tend_hosts(hosts, user=user)
    return touched


def pass_on_change(edition: Edition, touched: Set[str], removed: Sequence[SessionView] = ()) -> None:
    """Calendars, plugins, the queue and everybody with a place hear what changed; `touched` as `change_edition` returns it.

    Call it while the edition is locked and what changed is stored.
    """
    if edition.status != EditionStatus.DRAFT and touched & RELIED_ON:
        edition.sequence += 1
        edition.save(update_fields=["sequence"])
    fresh = Edition.objects.select_related("offering__locale").prefetch_related("sessions__host").get(pk=edition.pk)
    hooks.edition_changed(edition_view(fresh, fresh.offering.locale.language_code), touched)
    advance_queue(edition.pk)
    if edition.status != EditionStatus.DRAFT and touched & TOLD:
        _tell(fresh, removed)
    tend_guests(edition)


def _hosts_who_stay(edition: Edition, wanted: Sequence[SessionFacts], user: User | None) -> Sequence[HostInvitation]:
    """Whoever was asked for a day that goes hears it first: their invitation goes with that day."""
    kept = {facts.pk for facts in wanted}
    hosts = hosts_in(edition)
    for invitation in hosts:
        if invitation.session_id not in kept:
            release_host(invitation, user=user)
    return [invitation for invitation in hosts if invitation.session_id in kept]


def _tell(edition: Edition, removed: Sequence[SessionView]) -> None:
    """Mail everybody with a place and whoever waits for one, unless it is all over and only the administration is put right."""
    if not is_worth_telling([*edition.sessions.all(), *removed], timezone.now()):
        return
    views: dict[str, EditionView] = {}
    for registration in seated(edition).select_related("booking").order_by("pk"):
        language = registration.booking.language
        if language not in views:
            views[language] = edition_view(edition, language)
        mail_edition_changed(registration_view(registration, views[language]), removed)
    for entry in queue_of(edition.pk):
        entry.edition = edition
        mail_waiting_changed(entry)


def _changed_columns(edition: Edition, facts: EditionFacts) -> list[str]:
    names = [field.name for field in fields(facts) if field.name != "sessions"]
    changed = [name for name in names if getattr(edition, name) != getattr(facts, name)]
    for name in changed:
        setattr(edition, name, getattr(facts, name))
    return changed


def _store_sessions(edition: Edition, wanted: tuple[SessionFacts, ...]) -> tuple[frozenset[str], Sequence[SessionView]]:
    """The names of what changed, and the sessions that are gone, as they were."""
    stored = Session.objects.filter(edition=edition).prefetch_related("people")
    known = {session.pk: session for session in stored}
    kept = {facts.pk for facts in wanted}
    touched: set[str] = set()
    for facts in wanted:
        touched |= _store_session(edition, known.get(facts.pk or 0), facts)
    removed = [session for session in known.values() if session.pk not in kept]
    gone = [session_view(session) for session in removed]
    if removed:
        _remove_sessions(removed)
        touched |= {"sessions", "starts_at", "ends_at"}
    return frozenset(touched), gone


def _remove_sessions(removed: list[Session]) -> None:
    """Who was there would be forgotten with the session."""
    noted = (
        Attendance.objects.select_related("session").filter(session__in=removed).order_by("session__starts_at").first()
    )
    if noted:
        raise NotAllowed(
            _("Van de bijeenkomst op %(day)s is al aanwezigheid genoteerd; die kan niet meer weg.")
            % {"day": day(noted.session.starts_at)}
        )
    for session in removed:
        session.delete()


def _store_session(edition: Edition, session: Session | None, facts: SessionFacts) -> set[str]:
    columns: dict[str, Any] = asdict(facts)
    del columns["pk"], columns["people"]
    if session is None:
        _store_people(Session.objects.create(edition=edition, **columns), facts.people)
        return {"sessions", "starts_at", "ends_at"}
    changed = {name for name, value in columns.items() if getattr(session, name) != value}
    for name in changed:
        setattr(session, name, columns[name])
    if changed:
        session.save(update_fields=sorted(changed))
    if facts.people != people_facts(session.people.all()):
        session.people.all().delete()
        _store_people(session, facts.people)
        changed.add("people")
    return {"place" if name in ("address", "host_id") else name for name in changed}


def people_facts(people: Iterable[SessionPerson]) -> tuple[PersonFacts, ...]:
    """These people as facts; no query."""
    names = [field.name for field in fields(PersonFacts)]
    return tuple(PersonFacts(**{name: getattr(person, name) for name in names}) for person in people)


def _store_people(session: Session, people: Sequence[PersonFacts]) -> None:
    for place, facts in enumerate(people):
        # One by one: only then kept pages hear of it.
        SessionPerson.objects.create(session=session, sort_order=place, **asdict(facts))
