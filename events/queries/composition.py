"""From which departments the people of an edition come: counts of what they chose, no names."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.lifecycles import SEATED
from events.models import Edition, Registration
from events.questions import Kind, Scope, of_scope, questions_in


@dataclass(frozen=True)
class Breakdown:
    """What participants chose as the answer to one question, in the order of its choices; what nobody chose is left out."""

    label: str
    counts: Sequence[tuple[str, int]]


def composition_of(edition: Edition) -> list[Breakdown]:
    """Of everybody with a place, for each question with choices that was asked of each participant; one query, or none without
    such a question."""
    asked = [
        question
        for question in of_scope(questions_in(edition.questions.raw_data), Scope.PERSON)
        if question.kind == Kind.CHOICE
    ]
    if not asked:
        return []
    given = list(Registration.objects.filter(edition=edition, status__in=SEATED).values_list("answers", flat=True))
    chosen: dict[str, Counter[str]] = {question.key: Counter() for question in asked}
    for answers in given:
        by_key = {answer.get("key", ""): answer["answer"] for answer in answers}
        for key, counts in chosen.items():
            counts[by_key.get(key, "")] += 1
    found = []
    for question in asked:
        counts = chosen[question.key]
        # A choice that an editor took away later comes after those that are there; who did not answer comes last.
        order = [*question.choices, *sorted(set(counts) - {*question.choices, ""}), ""]
        shown = [(answer or _("niet beantwoord"), counts[answer]) for answer in order if counts[answer]]
        found.append(Breakdown(question.label, shown))
    return [each for each in found if each.counts]
