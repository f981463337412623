"""What an evaluation brought, for colleagues: without names, except of who agreed to that.

In no list do answers stand in the order in which people were asked or answered: that order could give them away.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import Case, F, QuerySet, Value, When
from django.utils.translation import gettext as _

from cms.api import Quotation
from events.models import Edition, Evaluation, Session
from events.queries.evaluations import questions_of
from events.questions import GRADES, Kind, Question

FEWEST: Final = 3  # with fewer answers, everybody knows whose they are


@dataclass(frozen=True)
class Count:
    """How often something was answered."""

    answer: str
    count: int


@dataclass(frozen=True)
class QuestionResult:
    """One question: `counts` of what can be counted, else what people wrote, with a name or ""."""

    label: str
    average: Decimal | None
    counts: Sequence[Count]
    texts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class SubjectResult:
    """What people think of one session, or of the edition as a whole (no session)."""

    session: Session | None
    asked: int
    answered: int
    questions: Sequence[QuestionResult]  # the grade first; none when too few answered

    @property
    def percentage(self) -> int:
        """Of those asked, how many answered."""
        return round(100 * self.answered / self.asked) if self.asked else 0


def evaluation_results(edition: Edition) -> Sequence[SubjectResult]:
    """In the order of the sessions; two queries."""
    rows = list(evaluations_without_names(edition))
    sessions: list[Session | None] = [*edition.sessions.order_by("starts_at"), None]
    questions = questions_of(edition)
    found = []
    for session in sessions:
        about = [row for row in rows if row.session_id == (session and session.pk)]
        if about:
            found.append(_subject(session, about, questions))
    return found


def evaluations_without_names(edition: Edition) -> QuerySet[Evaluation]:
    """With `shown_name`: "" for who did not agree. The key of the row is random, so its order says nothing."""
    name = Case(When(shows_name=True, then=F("registration__name")), default=Value(""))
    rows: QuerySet[Evaluation] = Evaluation.objects.filter(edition=edition).annotate(shown_name=name)
    return rows.order_by("public_id")


def enough(answered: Sequence[Any]) -> bool:
    """Whether there are so many that an answer does not say whose it is."""
    return len(answered) >= FEWEST


def name_of(row: Any, answered: Sequence[Any]) -> str:
    """The name with an answer. One or two who stay without among those with a name would be known by that: then nobody's is
    shown."""
    nameless = sum(not other.shown_name for other in answered)
    return row.shown_name if nameless == 0 or nameless >= FEWEST else ""


def quotations_of(edition: Edition) -> Sequence[Quotation]:
    """What may be published, apart from the answers: a name beside it would tell whose they are. One query."""
    chosen = Evaluation.objects.filter(edition=edition, quotation__isnull=False).values("quotation")
    return list(Quotation.objects.filter(pk__in=chosen))


def _subject(session: Session | None, rows: Sequence[Evaluation], questions: Sequence[Question]) -> SubjectResult:
    answered = [row for row in rows if row.answered_at]
    results: list[QuestionResult] = []
    if enough(answered):
        grades = [row.grade for row in answered if row.grade]
        results = [_graded(_("Cijfer"), grades), *_questions(answered, questions)]
    return SubjectResult(session, len(rows), len(answered), results)


def _questions(answered: Sequence[Any], questions: Sequence[Question]) -> Iterable[QuestionResult]:
    """Those that are asked now, and behind them those that were asked before they were changed."""
    kinds = {question.key: question.kind for question in questions}
    labels = {question.key: question.label for question in questions}
    for row in answered:
        for answer in row.answers:
            labels.setdefault(answer["key"], answer["label"])
    for key, label in labels.items():
        given = [
            (answer["answer"], name_of(row, answered))
            for row in answered
            for answer in row.answers
            if answer["key"] == key
        ]
        if kinds.get(key) == Kind.GRADE:
            yield _graded(label, [int(answer) for answer, _name in given])
        elif kinds.get(key) == Kind.CHOICE:
            counted = Counter(answer for answer, _name in given)
            yield QuestionResult(label, None, [Count(answer, count) for answer, count in counted.most_common()], [])
        else:
            yield QuestionResult(label, None, [], given)


def _graded(label: str, grades: Sequence[int]) -> QuestionResult:
    counted = Counter(grades)
    counts = [Count(str(grade), counted[grade]) for grade in reversed(GRADES)]
    average = (Decimal(sum(grades)) / len(grades)).quantize(Decimal("0.1")) if grades else None
    return QuestionResult(label, average, counts if grades else [], [])
