"""Assignments, learning wishes and a date poll for the first edition of several days with a group, and what some of its people did with them."""

import datetime as dt

from django.utils import timezone

from events.api import EditionView, editions_under_way, participants_of
from events.plugins.leertraject.actions.answer_poll import answer_poll
from events.plugins.leertraject.actions.hand_in import hand_in
from events.plugins.leertraject.actions.keep_assignment import AssignmentFacts, keep_assignment
from events.plugins.leertraject.actions.keep_wish import WishFacts, keep_wish
from events.plugins.leertraject.actions.note_accomplished import note_accomplished
from events.plugins.leertraject.actions.set_group import open_group
from events.plugins.leertraject.actions.start_poll import PollFacts, start_poll
from events.plugins.leertraject.deadlines import END_OF_DAY
from events.plugins.leertraject.models import Assignment, LearningWish, PollAnswer

CASE = (
    "Kies een situatie uit uw eigen werk waarin u niet verder kwam.\n\n"
    "Beschrijf haar in een halve pagina: wie had er last van, wat probeerde u, en wie besliste er? We bespreken de casussen in "
    "groepjes van drie."
)
ANSWERS = [
    "De raad stelde het besluit over de opvang drie keer uit. Iedereen wachtte op de burgemeester, en de burgemeester wachtte op "
    "de raad. Bewoners hoorden acht weken niets.",
    "Een bewonersgroep vroeg om inzage in een onderzoek. Ik zei ja, de organisatie zei nee. Achteraf had ik eerst moeten vragen "
    "wie daarover gaat.",
]

NAMED, NAMELESS = LearningWish.Shared.NAMED.value, LearningWish.Shared.NAMELESS.value
WISHES = [
    WishFacts(text="Een moeilijk gesprek openen zonder me eerst te verontschuldigen.", shared=NAMED),
    WishFacts(text="Stoppen met oplossen zodra iemand een vraag stelt.", shared=NAMELESS),
    WishFacts(
        text="Een middag over werken met bewoners die nee zeggen.", kind=LearningWish.Kind.TOPIC.value, shared=NAMED
    ),
    WishFacts(text="Rustiger worden in de raad."),
]


def load() -> None:
    """Nothing where no such edition is."""
    edition = next(
        (
            each
            for each in editions_under_way("nl")
            if len(each.sessions) > 2 and len(participants_of(each.public_id)) > 1
        ),
        None,
    )
    if edition is None:
        return
    _first, second, *_others, last = edition.sessions
    facts = [
        AssignmentFacts(
            title="Uw eigen casus", description=CASE, session=second.public_id, days_before=7, required=True
        ),
        AssignmentFacts(
            title="Een dag meelopen bij een andere organisatie",
            description="Spreek met iemand uit de groep af en loop een dag mee. Noteer wat u verbaasde.",
            handed_in=Assignment.HandedIn.TICK.value,
            session=last.public_id,
        ),
        AssignmentFacts(
            title="Eindpresentatie",
            description="Tien minuten over uw casus en wat u nu anders doet. U mag een collega meenemen.",
            handed_in=Assignment.HandedIn.NOTHING.value,
            session=last.public_id,
            required=True,
        ),
    ]
    case, day, _talk = (keep_assignment(edition=edition.public_id, facts=each) for each in facts)
    people = participants_of(edition.public_id)
    for person, answer in zip(people, ANSWERS, strict=False):
        hand_in(registration=person, assignment=case.public_id, text=answer)
    hand_in(registration=people[-1], assignment=day.public_id)
    cell = (case.public_id, people[0].public_id)
    note_accomplished(edition=edition.public_id, listed=[cell], accomplished=[cell])
    open_group(edition=edition.public_id)
    for number, wish in enumerate(WISHES):
        keep_wish(registration=people[number % len(people)], facts=wish)
    _poll(edition)


def _poll(edition: EditionView) -> None:
    """A day to come back, some weeks after the last one; some have answered."""
    last = timezone.localdate(edition.sessions[-1].starts_at)
    today = timezone.localdate()
    moments = [
        (
            timezone.make_aware(dt.datetime.combine(last + dt.timedelta(days=days), dt.time(hour))),
            timezone.make_aware(dt.datetime.combine(last + dt.timedelta(days=days), dt.time(hour + 3))),
        )
        for days, hour in ((21, 9), (22, 13), (28, 9))
    ]
    closes_at = timezone.make_aware(dt.datetime.combine(today + dt.timedelta(days=14), END_OF_DAY))
    facts = PollFacts(title="Terugkomdag", closes_at=closes_at, moments=moments)
    poll = start_poll(edition=edition.public_id, facts=facts)
    yes, if_needed, no = (each.value for each in PollAnswer.Answer)
    keys = [moment.pk for moment in poll.moments.all()]
    given = [(yes, if_needed, no), (no, yes, if_needed), (yes, yes, no)]
    for person, answers in zip(participants_of(edition.public_id)[1:], given, strict=False):
        answer_poll(registration=person, poll=poll.public_id, answers=dict(zip(keys, answers, strict=True)))
