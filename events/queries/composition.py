"""From which departments the people of an edition come: counts of what they chose, no names."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from events.lifecycles import SEATED
from events.models import Edition, Registration
from events.questions import Kind, Scope, of_scope, questions_in

FEWEST: Final = 3  # of fewer people together, colleagues know who they are


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


def department_questions(editions: Collection[Edition]) -> list[str]:
    """The labels of the questions with choices that any of these editions asked of each participant, each once. What is only asked
    for on the day itself (a diet) is not among them."""
    asked = (
        question.label
        for edition in editions
        for question in of_scope(questions_in(edition.questions.raw_data), Scope.PERSON)
        if question.kind == Kind.CHOICE and not question.passing
    )
    return list(dict.fromkeys(asked))


def departments_of(editions: Collection[Edition], label: str) -> Sequence[tuple[str, int]]:
    """How many people with a place gave each answer to the question with this label, the most first, for outsiders: no line is
    about fewer than three people. One query."""
    found = Registration.objects.filter(edition__in=editions, status__in=SEATED).values_list("answers", flat=True)
    counts = Counter(
        next((answer["answer"] for answer in answers if answer.get("label") == label), "") for answers in found
    )
    unanswered = counts.pop("", 0)
    if unanswered:
        counts[_("niet beantwoord")] += unanswered
    return _safe_counts(counts.most_common())


def _safe_counts(counts: Sequence[tuple[str, int]]) -> Sequence[tuple[str, int]]:
    """Small ones together; and the next in size with them while that sum would still give one away."""
    shown = [(answer, count) for answer, count in counts if count >= FEWEST]
    small = sum(count for _answer, count in counts if count < FEWEST)
    while 0 < small < FEWEST and shown:
        small += shown.pop()[1]
    if small >= FEWEST:
        shown.append((_("andere"), small))
    return shown
