"""Signing up for a webinar: three fields on the page itself, and what the editor asks more."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.api import GuardedForm, OrganisationInput
from events.contracts import EditionView, Participant
from events.forms.workgroups import choosing
from events.questions import Scope
from events.steps.questions import KEY as QUESTIONS
from events.steps.questions import QuestionsForm, asking


class SignUpForm(QuestionsForm, GuardedForm):
    """Name, e-mail and organisation; no account. Make it with `sign_up_form`."""

    name = forms.CharField(label=_("Uw naam"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Hier sturen we uw persoonlijke link naartoe."),
        error_messages={"invalid": _("Vul een volledig e-mailadres in, zoals naam@organisatie.nl")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organisation_name = forms.CharField(
        label=_("Waar werkt u?"),
        max_length=200,
        help_text=_("Typ de naam van uw organisatie."),
        widget=OrganisationInput(attrs={"autocomplete": "organization"}),
    )

    def to_participant(self) -> Participant:
        """The answers, for the action."""
        data = self.cleaned_data
        own = tuple(self.given(Scope.PERSON))
        return Participant(data["name"], data["email"], answers=own, workgroup=data.get("workgroup", ""))

    def to_answers(self) -> dict[str, dict[str, Any]]:
        """What is asked of whoever books, as the step of a programme keeps it."""
        given = self.given(Scope.BOOKING)
        return {QUESTIONS: {"given": [asdict(answer) for answer in given]}} if given else {}


def sign_up_form(edition: EditionView) -> type[SignUpForm]:
    """The form of this edition: whoever signs up is booker and participant, and answers the questions to both."""
    form_class = asking(SignUpForm, edition.questions) if edition.questions else SignUpForm
    return choosing(form_class, edition)
