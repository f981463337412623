"""What people thought of a webinar that was: enough answers to read, and two that may be quoted."""

from dataclasses import dataclass

from events.actions.answer_evaluation import GivenEvaluation, Quoted, answer_evaluation
from events.actions.join_alumni import join_alumni
from events.actions.set_evaluation import set_evaluation
from events.lifecycles import RegistrationStatus
from events.models import Edition, EvaluatedAfter, Evaluation, Registration
from events.questions import Answer, house_evaluation


@dataclass(frozen=True)
class Opinion:
    """What somebody answers to the questions of the house; `quote` may be published, with the function if there is one."""

    grade: int
    learned: str
    better: str
    recommended: str
    quote: str = ""
    function: str = ""


OPINIONS = [
    Opinion(8, "De aanvraag die nergens past is vaak een vraag die niemand stelde.", "Meer tijd voor de tweede casus.", "9", "Ik kwam met een lastige casus en ging weg met drie manieren om hem aan te pakken.", "klantadviseur bij een gemeente"),
    Opinion(9, "Eerst samen kijken wat er staat, dan pas oordelen.", "", "9"),
    Opinion(7, "De drie werkwijzen.", "De chat ging te snel.", "7"),
    Opinion(8, "Dat anderen met hetzelfde worstelen.", "Graag een vervolg.", "8", "Eindelijk een uur waarin niemand deed alsof het simpel is."),
    Opinion(6, "", "Ik had meer theorie verwacht.", "6"),
    Opinion(8, "Ik leg de casus volgende week in mijn eigen team op tafel.", "", "10"),
]  # fmt: skip


def load_evaluation(edition: Edition) -> None:
    """Everybody who was there is asked; six answer, and the first two of them want to stay in touch."""
    set_evaluation(edition_id=edition.pk, after=EvaluatedAfter.EDITION, questions=edition.evaluation_questions)
    people = Registration.objects.filter(edition=edition, status=RegistrationStatus.ATTENDED).order_by("pk")
    asked = [Evaluation.objects.create(edition=edition, registration=registration) for registration in people]
    for evaluation, opinion in zip(asked, OPINIONS, strict=False):
        answer_evaluation(evaluation_id=evaluation.pk, given=_given(opinion), language="nl")
    for registration in people[:2]:
        join_alumni(registration_id=registration.pk)


def _given(opinion: Opinion) -> GivenEvaluation:
    answers = [
        Answer(key=question.key, label=question.label, answer=answer)
        for question in house_evaluation()
        if (answer := getattr(opinion, question.key))
    ]
    quoted = Quoted(text=opinion.quote, function=opinion.function) if opinion.quote else None
    return GivenEvaluation(grade=opinion.grade, answers=answers, quoted=quoted)
