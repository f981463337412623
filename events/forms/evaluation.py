"""What people who were there fill in afterwards."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions.answer_evaluation import GivenEvaluation, Quoted
from events.models import Evaluation
from events.questions import Question, Scope
from events.steps.questions import QuestionsForm, asking, field_name, grade_field


class ShownAs(models.TextChoices):
    """How somebody who is quoted is shown."""

    NAME = "name", gettext_lazy("Met mijn naam en functie")
    FUNCTION = "function", gettext_lazy("Alleen met mijn functie")
    NOBODY = "nobody", gettext_lazy("Anoniem")


class EvaluationForm(QuestionsForm):
    """Grade, questions, and what may be quoted; make it with `evaluation_form`."""

    grade = grade_field(
        label=gettext_lazy("Welk cijfer geeft u?"), help_text=gettext_lazy("1 is heel slecht, 10 is heel goed.")
    )
    shows_name = forms.BooleanField(
        label=gettext_lazy("De academie mag mijn naam bij mijn antwoorden zien."), required=False
    )
    quote = forms.CharField(
        label=gettext_lazy("Wat mogen wij citeren?"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Bijvoorbeeld op onze site. Alleen als u hieronder ja zegt."),
    )
    consent = forms.BooleanField(
        label=gettext_lazy("Ja, u mag dit publiceren. Ik kan dat op deze pagina altijd intrekken."), required=False
    )
    shown_as = forms.ChoiceField(
        label=gettext_lazy("Hoe staat u bij het citaat?"),
        choices=ShownAs.choices,
        initial=ShownAs.NOBODY,
        required=False,
        widget=forms.RadioSelect,
    )
    function = forms.CharField(
        label=gettext_lazy("Uw functie, zoals die bij het citaat staat"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld “beleidsadviseur bij de gemeente Lindewaard”."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    alumni = forms.BooleanField(label=gettext_lazy("Ja, zet mij op de alumnilijst."), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        quote, consents = cleaned.get("quote"), cleaned.get("consent")
        if quote and not consents:
            self.add_error("consent", _("Zet hier een vinkje als wij dit mogen citeren, of maak het citaat leeg."))
        if consents and not quote and "quote" not in self.errors:
            self.add_error("quote", _("Schrijf wat wij mogen citeren, of haal het vinkje hieronder weg."))
        if quote and cleaned.get("shown_as") == ShownAs.FUNCTION and not cleaned.get("function"):
            self.add_error("function", _("Vul uw functie in, of kies een andere manier om bij het citaat te staan."))
        return cleaned

    def to_given(self, name: str) -> GivenEvaluation:
        """The answers of a checked form, for the action; `name` is that of the participant."""
        data = self.cleaned_data
        return GivenEvaluation(
            grade=int(data["grade"]),
            answers=self.given(Scope.PERSON),
            shows_name=data["shows_name"],
            quoted=self._quoted(name) if data["quote"] else None,
        )

    def _quoted(self, name: str) -> Quoted:
        data = self.cleaned_data
        match data["shown_as"]:
            case ShownAs.NAME:
                return Quoted(text=data["quote"], name=name, function=data["function"])
            case ShownAs.FUNCTION:
                return Quoted(text=data["quote"], function=data["function"])
            case _:
                return Quoted(text=data["quote"])


def evaluation_form(questions: Sequence[Question]) -> type[EvaluationForm]:
    """The form that asks these."""
    return asking(EvaluationForm, questions)


def filled_in_before(evaluation: Evaluation, questions: Sequence[Question], *, is_alumnus: bool) -> dict[str, Any]:
    """What the form begins with: what they answered, else what we know of them already."""
    registration = evaluation.registration
    initial: dict[str, Any] = {
        "grade": evaluation.grade,
        "shows_name": evaluation.shows_name,
        "alumni": is_alumnus,
        "function": registration.function if registration else "",
    }
    answered = {answer["key"]: answer["answer"] for answer in evaluation.answers}
    initial |= {field_name(question): answered.get(question.key, "") for question in questions}
    if quotation := evaluation.quotation:
        initial |= {"quote": quotation.text, "consent": True, "shown_as": _shown_as(quotation.name, quotation.function)}
        initial["function"] = quotation.function or initial["function"]
    return initial


def _shown_as(name: str, function: str) -> ShownAs:
    if name:
        return ShownAs.NAME
    return ShownAs.FUNCTION if function else ShownAs.NOBODY
