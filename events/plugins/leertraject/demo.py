"""Assignments for the first edition of several days with a group, and what some of its people did with them."""

from events.api import editions_under_way, participants_of
from events.plugins.leertraject.actions.hand_in import hand_in
from events.plugins.leertraject.actions.keep_assignment import AssignmentFacts, keep_assignment
from events.plugins.leertraject.actions.note_accomplished import note_accomplished
from events.plugins.leertraject.models import Assignment

QUESTION = (
    "Welke vraag over het personeel van uw organisatie moet over twee jaar beantwoord zijn?\n\n"
    "Beschrijf haar in een halve pagina: wie heeft er last van, wat is al geprobeerd, en wie beslist erover? We bespreken "
    "de vragen in groepjes van drie."
)
ANSWERS = [
    "Onze toezichthouders gaan in vier jaar voor een derde met pensioen. Wie nu instroomt, blijft gemiddeld twee jaar. De "
    "vraag is niet hoe we werven, maar wat er in dat tweede jaar gebeurt.",
    "Wij willen dat teamleiders zelf over functies beslissen. De regels laten dat toe, de gewoonte niet. Wie durft als eerste?",
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
            title="Uw strategische vraag", description=QUESTION, session=second.public_id, days_before=7, required=True
        ),
        AssignmentFacts(
            title="Een dag meelopen bij een andere organisatie",
            description="Spreek met iemand uit de groep af en loop een dag mee. Noteer wat u verbaasde.",
            handed_in=Assignment.HandedIn.TICK.value,
            session=last.public_id,
        ),
        AssignmentFacts(
            title="Eindpresentatie",
            description="Tien minuten over uw vraag en wat u ermee deed. Uw leidinggevende mag erbij zijn.",
            handed_in=Assignment.HandedIn.NOTHING.value,
            session=last.public_id,
            required=True,
        ),
    ]
    question, day, _talk = (keep_assignment(edition=edition.public_id, facts=each) for each in facts)
    people = participants_of(edition.public_id)
    for person, answer in zip(people, ANSWERS, strict=False):
        hand_in(registration=person, assignment=question.public_id, text=answer)
    hand_in(registration=people[-1], assignment=day.public_id)
    cell = (question.public_id, people[0].public_id)
    note_accomplished(edition=edition.public_id, listed=[cell], accomplished=[cell])
