"""The read side of date polls: what a participant answers, and what everybody can."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from events.api import RegistrationView, SessionMoment, day, times
from events.plugins.leertraject.models import DatePoll, PollAnswer, PollMoment
from events.plugins.leertraject.wishes import is_member, members_of


@dataclass(frozen=True)
class AskedPoll:
    """A poll for one participant."""

    poll: DatePoll
    is_answered: bool


@dataclass(frozen=True)
class Column:
    """A moment with how many can."""

    moment: PollMoment
    told: str
    yes: int
    if_needed: int
    no: int


@dataclass(frozen=True)
class Row:
    """A participant with an answer for each moment in words, "" without one."""

    name: str
    answers: Sequence[str]


@dataclass(frozen=True)
class Tally:
    """What everybody in the edition can."""

    poll: DatePoll
    columns: Sequence[Column]
    rows: Sequence[Row]
    answered: int


def session_moment(poll: DatePoll, moment: PollMoment) -> SessionMoment:
    """What choosing this moment means for the edition."""
    return SessionMoment(starts_at=moment.starts_at, ends_at=moment.ends_at, session=poll.session, title=poll.title)


def moment_told(poll: DatePoll, moment: PollMoment) -> str:
    """dinsdag 3 maart 2027, 9.30 – 12.30 uur"""
    return f"{day(moment.starts_at)}, {times(session_moment(poll, moment))}"


def open_polls_of(registration: RegistrationView) -> Sequence[AskedPoll]:
    """Those that this participant may answer now; two statements."""
    if not is_member(registration):
        return []
    answers = PollAnswer.objects.filter(registration=registration.public_id)
    answered = set(answers.values_list("moment__poll", flat=True))
    polls = DatePoll.objects.filter(edition=registration.edition.public_id)
    return [AskedPoll(poll, poll.pk in answered) for poll in polls if poll.is_open]


def poll_of(registration: RegistrationView, public_id: UUID) -> DatePoll | None:
    """None when this participant has none with this id; also one that is closed."""
    if not is_member(registration):
        return None
    polls = DatePoll.objects.filter(edition=registration.edition.public_id, public_id=public_id)
    return polls.select_related("chosen").first()


def answers_of(poll: DatePoll, registration: RegistrationView) -> Mapping[int, str]:
    """What this participant answered, by the key of the moment."""
    found = PollAnswer.objects.filter(moment__poll=poll, registration=registration.public_id)
    return dict(found.values_list("moment", "answer"))


def tally_of(poll: DatePoll) -> Tally:
    """The number of statements does not grow with people or moments; of who is no member (any more) nothing counts."""
    members = members_of(poll.edition)
    found = PollAnswer.objects.filter(moment__poll=poll, registration__in=members)
    answers = {(each.moment_id, each.registration): PollAnswer.Answer(each.answer) for each in found}
    moments = list(poll.moments.all())
    columns = []
    for moment in moments:
        given = [answer for (pk, _person), answer in answers.items() if pk == moment.pk]
        yes, if_needed, no = (given.count(each) for each in PollAnswer.Answer)
        columns.append(Column(moment, moment_told(poll, moment), yes, if_needed, no))
    rows = [
        Row(
            person.name,
            [str(answers[moment.pk, who].label) if (moment.pk, who) in answers else "" for moment in moments],
        )
        for who, person in members.items()
    ]
    return Tally(poll, columns, rows, len({who for _moment, who in answers}))
