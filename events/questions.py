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

from events.bilingual import in_words_of_reader

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
    label_en: str = ""
    help_text_en: str = ""
    choices_en: tuple[str, ...] = ()

    @property
    def label_text(self) -> str:
        """The question in the active language; Dutch where there is no English."""
        return in_words_of_reader(self.label, self.label_en)

    @property
    def help_words(self) -> str:
        """The explanation in the active language; Dutch where there is no English."""
        return in_words_of_reader(self.help_text, self.help_text_en)

    def told(self, answer: str) -> str:
        """A stored answer as the reader may read it: a choice, which is stored in Dutch, in the active language."""
        if self.kind == Kind.CONSENT:
            return _("ja")
        return in_words_of_reader(answer, dict(zip(self.choices, self.choices_en, strict=False)).get(answer, ""))


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody answered, in words: the question and a choice in Dutch, whatever was read. `upload` is the public id of the file that is meant, "" when it is none."""

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
                label_en=value.get("label_en", ""),
                help_text_en=value.get("help_text_en", ""),
                choices_en=options(value.get("choices_en", "")),
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


def told(answers: Iterable[Mapping[str, Any]], questions: Iterable[Question]) -> list[Mapping[str, Any]]:
    """Stored answers with question and answer in the active language; one to a question that is gone stays as it is."""
    by_key = {question.key: question for question in questions}
    return [
        {**answer, "label": known.label_text, "answer": known.told(answer["answer"])}
        if (known := by_key.get(answer.get("key", "")))
        else answer
        for answer in answers
    ]


def of_scope(questions: Sequence[Question], scope: Scope) -> tuple[Question, ...]:
    """The questions that are asked of each participant, or of the booker."""
    return tuple(question for question in questions if question.scope == scope)


def before(question: Question, questions: Sequence[Question]) -> Question | None:
    """The question whose answer makes this one appear; None when it is always asked."""
    return next((other for other in questions if other.key == question.asked_after), None)
