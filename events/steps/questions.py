"""The built-in step with the questions that an editor added to an edition; those of each participant stand with the
participant, in a form of the same kind.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, ClassVar, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.api import AcademyForm
from events.api import GRADES, Answer, BookingDraft, Continue, EditionView, Kind, Question, Scope, before, of_scope
from events.bilingual import is_english
from events.steps.uploads import KeptFile, UploadField, note_of
from events.upload_kinds import ALLOWED

KEY = "questions"
AGREED = "ja"  # stored in Dutch, like the choices
LONGEST = {Kind.LINE: 200, Kind.TEXT: 2000}


class QuestionsForm(AcademyForm):
    """A form that asks `questions` under fields of its own; make it with `asking`."""

    questions: ClassVar[Sequence[Question]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in self.questions:
            field = self.fields[field_name(question)]
            field.lang = "nl" if is_english() and not question.label_en else ""  # type: ignore[attr-defined]
            field.widget.attrs |= self._condition_attrs(question)
            if self.is_bound and not self._is_asked(question):
                field.required = False

    def given(self, scope: Scope) -> list[Answer]:
        """The answers of a checked form in this scope, without those to questions that turned out not to be asked."""
        return [
            Answer(key=question.key, label=question.label, answer=answer, passing=question.passing, upload=upload)
            for question in of_scope(self.questions, scope)
            if self._is_asked(question)
            for answer, upload in [_in_words(self.cleaned_data.get(field_name(question)))]
            if answer
        ]

    @property
    def question_fields(self) -> list[forms.BoundField]:
        """The questions alone, for a template that places the other fields itself."""
        return [self[field_name(question)] for question in self.questions]

    def _condition_attrs(self, question: Question) -> dict[str, str]:
        """For the script that hides what is not asked."""
        condition = before(question, self.questions)
        if condition is None:
            return {}
        attrs = {"data-asked-after": self.add_prefix(field_name(condition))}
        return attrs if condition.kind == Kind.CONSENT else attrs | {"data-asked-when": question.asked_when}

    def _is_asked(self, question: Question) -> bool:
        condition = before(question, self.questions)
        if condition is None:
            return True
        typed = self.data.get(self.add_prefix(field_name(condition)), "")
        fits = bool(typed) if condition.kind == Kind.CONSENT else typed == question.asked_when
        return fits and self._is_asked(condition)


AskingForm = TypeVar("AskingForm", bound=QuestionsForm)


def asking(form_class: type[AskingForm], questions: Sequence[Question]) -> type[AskingForm]:
    """`form_class` with a field for each question behind its own."""
    fields = {field_name(question): _field(question, questions) for question in questions}
    return type(form_class.__name__, (form_class,), {"questions": tuple(questions), **fields})


def field_name(question: Question) -> str:
    return f"question-{question.key}"


class BookingQuestionsForm(QuestionsForm):
    """What is asked once for the whole booking."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        return {"given": [asdict(answer) for answer in self.given(Scope.BOOKING)]}


class QuestionsStep:
    """Asked for an edition with questions to whoever books."""

    key = KEY
    title = gettext_lazy("Vragen")
    after = "details"
    form_class = BookingQuestionsForm

    def form_for(self, edition: EditionView) -> type[forms.BaseForm]:
        return asking(BookingQuestionsForm, of_scope(edition.questions, Scope.BOOKING))

    def applies_to(self, edition: EditionView) -> bool:
        return bool(of_scope(edition.questions, Scope.BOOKING))

    def outcome(self, draft: BookingDraft) -> Continue:  # noqa: ARG002  # the form has checked everything
        return Continue()


def _field(question: Question, questions: Sequence[Question]) -> forms.Field:
    facts: dict[str, Any] = {
        "label": question.label_text,
        "help_text": " ".join(filter(None, [_condition(question, questions), question.help_words])),
        "required": question.required,
    }
    match question.kind:
        case Kind.CHOICE:
            return forms.ChoiceField(
                choices=[(each, question.told(each)) for each in question.choices], widget=forms.RadioSelect, **facts
            )
        case Kind.CONSENT:
            return forms.BooleanField(**facts)
        case Kind.GRADE:
            return grade_field(**facts)
        case Kind.FILE:
            facts["help_text"] = f"{facts['help_text']} {ALLOWED}".strip()
            return UploadField(**facts)
        case Kind.TEXT:
            return forms.CharField(max_length=LONGEST[Kind.TEXT], widget=forms.Textarea(attrs={"rows": 3}), **facts)
        case _:
            return forms.CharField(max_length=LONGEST[Kind.LINE], **facts)


def grade_field(**facts: Any) -> forms.ChoiceField:
    """A grade of 1 to 10: a list to choose from, which takes one line on a telephone."""
    grades = [(str(grade), str(grade)) for grade in reversed(GRADES)]
    return forms.ChoiceField(choices=[("", _("Kies een cijfer")), *grades], **facts)


def _condition(question: Question, questions: Sequence[Question]) -> str:
    """When the question is for somebody, in words: that works without a script, and for a screen reader."""
    condition = before(question, questions)
    if condition is None:
        return ""
    if condition.kind == Kind.CONSENT:
        return _("Alleen als u een vinkje zette bij “%(question)s”.") % {"question": condition.label_text}
    return _("Alleen als u bij “%(question)s” koos voor “%(answer)s”.") % {
        "question": condition.label_text,
        "answer": condition.told(question.asked_when),
    }


def typed_before(questions: Sequence[Question], answers: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Stored answers as initial values of the fields of these questions."""
    given = {answer["key"]: answer for answer in answers}
    known = [(question, given[question.key]) for question in questions if question.key in given]
    return {field_name(question): _in_field(question, answer) for question, answer in known}


def _in_field(question: Question, answer: Mapping[str, Any]) -> Any:
    match question.kind:
        case Kind.CONSENT:
            return True
        case Kind.FILE:
            return note_of(KeptFile(answer["upload"], answer["answer"])) if answer.get("upload") else ""
        case _:
            return answer["answer"]


def _in_words(answer: Any) -> tuple[str, str]:
    """The answer, and the file that is meant."""
    if isinstance(answer, KeptFile):
        return answer.name, answer.upload
    return AGREED if answer is True else str(answer or "").strip(), ""
