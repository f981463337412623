"""What somebody sees who is asked to receive a session, and what colleagues see of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import Fact, Status
from events.contracts import SessionView
from events.lifecycles import SEATED, EditionStatus, HostStatus
from events.models import Edition, HostInvitation, Registration, Session
from events.queries.offerings import title_in
from events.queries.snapshots import session_view
from events.queries.wording import clock, day, times
from events.questions import Kind, Question, Scope, questions_in

TO_COME: Final = frozenset({EditionStatus.DRAFT, EditionStatus.OPEN, EditionStatus.CONFIRMED})


@dataclass(frozen=True)
class Wish:
    """What participants answered to one question, each answer with how many gave it; never who."""

    question: str
    answers: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class HostPage:
    """One invitation, for whoever received it. `wishes` is empty once the session is over."""

    invitation: HostInvitation
    session: SessionView
    title: str
    status: Status
    facts: Sequence[Fact]
    tasks: Sequence[str]
    wishes: Sequence[Wish]
    can_answer: bool
    can_correct: bool

    @property
    def receives(self) -> bool:
        return self.invitation.status == HostStatus.CONFIRMED


def host_page(access_key: str) -> HostPage | None:
    """None when nobody has this key."""
    related = ("organisation", "session__host", "session__edition__offering__locale")
    invitation = HostInvitation.objects.select_related(*related).filter(access_key=access_key).first()
    if invitation is None:
        return None
    session, edition = invitation.session, invitation.session.edition
    can_answer, is_over = stands(invitation), session.ends_at <= timezone.now()
    is_needed = (can_answer or invitation.status == HostStatus.CONFIRMED) and not is_over
    return HostPage(
        invitation=invitation,
        session=session_view(session),
        title=title_in(edition.offering, invitation.language),
        status=_status(invitation),
        facts=host_facts(invitation),
        tasks=tasks_of(invitation),
        wishes=_wishes(edition, invitation.counted) if is_needed else [],
        can_answer=can_answer,
        can_correct=can_correct(invitation),
    )


def stands(invitation: HostInvitation) -> bool:
    """Whether it can be answered now."""
    return invitation.status == HostStatus.INVITED and _is_to_come(invitation.session)


def can_correct(invitation: HostInvitation) -> bool:
    """Whether who receives may still say another place."""
    session: Session = invitation.session
    receives = invitation.status == HostStatus.CONFIRMED and session.host_id == invitation.organisation_id
    return receives and _is_to_come(session)


def _is_to_come(session: Session) -> bool:
    return (
        session.mode != Session.Mode.ONLINE
        and EditionStatus(session.edition.status) in TO_COME
        and session.starts_at > timezone.now()
    )


def host_facts(invitation: HostInvitation) -> list[Fact]:
    """When it is and how many come, and where once that is known; no query."""
    session, edition = session_view(invitation.session), invitation.session.edition
    walk_in = _("inloop vanaf %(time)s") % {"time": clock(session.walk_in_at)} if session.walk_in_at else ""
    people = _("nu %(taken)s, hoogstens %(capacity)s") % {"taken": edition.taken, "capacity": edition.capacity}
    facts = [Fact(_("Datum"), day(session.starts_at)), Fact(_("Tijd"), times(session), walk_in)]
    facts.append(Fact(_("Deelnemers"), people))
    if invitation.status == HostStatus.CONFIRMED:
        facts.append(Fact(_("Waar"), session.place, session.address))
    return facts


def tasks_of(invitation: HostInvitation) -> list[str]:
    """What is asked of the host, one thing on a line; no query."""
    session, capacity = session_view(invitation.session), invitation.session.edition.capacity
    tasks = [
        _("Een zaal voor hoogstens %(count)s deelnemers, open vanaf %(time)s.")
        % {"count": capacity, "time": clock(session.opens_at)}
    ]
    if invitation.asks_coffee:
        tasks.append(_("Koffie en thee, ook in de pauzes."))
    if invitation.asks_lunch:
        tasks.append(_("Een lunch voor alle deelnemers."))
    return tasks + [line.strip() for line in invitation.also_asked.splitlines() if line.strip()]


def countable(edition: Edition) -> Sequence[Question]:
    """The questions to participants whose answers can be told as numbers: those with a fixed set of answers."""
    questions = questions_in(edition.questions.raw_data)
    return [each for each in questions if each.kind == Kind.CHOICE and each.scope == Scope.PERSON]


def hosts_of(edition: Edition, sessions: Iterable[Session]) -> Sequence[tuple[Session, HostInvitation | None]]:
    """Each of its sessions on location with the organisation that was asked last; one query, none when all are online."""
    on_location = [session for session in sessions if session.mode != Session.Mode.ONLINE]
    if not on_location:
        return []
    asked = HostInvitation.objects.filter(session__edition=edition).select_related("organisation").order_by("pk")
    latest = {invitation.session_id: invitation for invitation in asked}
    return [(session, latest.get(session.pk)) for session in on_location]


def _wishes(edition: Edition, keys: Sequence[str]) -> list[Wish]:
    questions = [question for question in countable(edition) if question.key in keys]
    if not questions:
        return []
    people = Registration.objects.filter(edition=edition, status__in=SEATED).values_list("answers", flat=True)
    given = Counter((answer["key"], answer["answer"]) for answers in people for answer in answers)
    found = [
        Wish(each.label, [(choice, given[each.key, choice]) for choice in each.choices if given[each.key, choice]])
        for each in questions
    ]
    return [wish for wish in found if wish.answers]


def _status(invitation: HostInvitation) -> Status:
    match HostStatus(invitation.status):
        case HostStatus.INVITED if stands(invitation):
            return Status("maybe", _("Wilt u ons ontvangen?"))
        case HostStatus.CONFIRMED:
            return Status("go", _("U ontvangt ons"), _("Dank u wel. De deelnemers weten nu waar ze moeten zijn."))
        case HostStatus.DECLINED:
            return Status("off", _("U ontvangt ons niet"), _("Dank voor uw antwoord. We zoeken een andere plek."))
        case HostStatus.WITHDRAWN:
            return Status("off", _("Niet meer nodig"), _("U hoeft ons niet te ontvangen. U hoeft niets te doen."))
        case _:
            return Status("past", _("Antwoorden kan niet meer"), _("De bijeenkomst is geweest of gaat niet door."))
