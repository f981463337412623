"""What an editor asks beside name and address, and what people answer.

A question is kept in the edition itself, so that knowing the questions costs no query; an answer keeps the words of its
question, so that it can be read after the editor changed them. `asked_after` is the key of an earlier question, and
`asked_when` the answer to it that makes this one appear.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext as _

GRADES: Final = range(1, 11)


class Kind(StrEnum):
    """How a question is answered."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    CONSENT = "consent"
    GRADE = "grade"
    FILE = "file"


class Scope(StrEnum):
    """Once for the whole booking, or of each participant."""

    BOOKING = "booking"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `passing`: the answers are deleted soon after the last session."""

    key: str
    label: str
    kind: str
    scope: str = Scope.PERSON
    help_text: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    passing: bool = False
    asked_after: str = ""
    asked_when: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody answered, in words; `upload` is the public id of the file that is meant, "" when it is none."""

    key: str
    label: str
    answer: str
    passing: bool = False
    upload: str = ""


def questions_in(stored: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """The questions in the raw content of a QuestionsBlock or an EvaluationQuestionsBlock, in their order."""
    known: dict[str, str] = {}
    found = []
    for block in stored:
        value = block["value"]
        condition = value.get("asked_after", "")
        found.append(
            Question(
                key=block["id"],
                label=value["label"],
                kind=value["kind"],
                scope=value.get("scope", Scope.PERSON),
                help_text=value.get("help_text", ""),
                choices=options(value.get("choices", "")),
                required=value.get("required", False),
                passing=value.get("passing", False),
                asked_after=known.get(condition, ""),
                asked_when=value.get("asked_when", ""),
            )
        )
        known[value["label"]] = block["id"]
    return tuple(found)


def options(typed: str) -> tuple[str, ...]:
    """The choices that an editor typed, one on a line."""
    return tuple(line.strip() for line in typed.splitlines() if line.strip())


def house_evaluation() -> tuple[Question, ...]:
    """What an evaluation asks beside the grade until an editor asks something else, in the reader's language."""
    return (
        Question(key="learned", label=_("Wat neemt u mee naar uw werk?"), kind=Kind.TEXT),
        Question(key="better", label=_("Wat kan beter?"), kind=Kind.TEXT),
        Question(
            key="recommended",
            label=_("In welke mate raadt u dit een collega aan?"),
            kind=Kind.GRADE,
            help_text=_("1 is helemaal niet, 10 is heel erg."),
        ),
    )


def of_scope(questions: Sequence[Question], scope: Scope) -> tuple[Question, ...]:
    """The questions that are asked of each participant, or of the booker."""
    return tuple(question for question in questions if question.scope == scope)


def before(question: Question, questions: Sequence[Question]) -> Question | None:
    """The question whose answer makes this one appear; None when it is always asked."""
    return next((other for other in questions if other.key == question.asked_after), None)
