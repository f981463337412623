"""The built-in step of editions that admit people after a talk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.api import AcademyForm
from events.api import BookingDraft, Continue, EditionView, Wait

KEY = "intake"


class IntakeForm(AcademyForm):
    """What the talk begins with; deleted some weeks after the decision (actions/forget_intakes.py)."""

    motivation = forms.CharField(
        label=_("Waarom dit programma?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Wat wilt u, of willen uw collega’s, er leren? Een paar zinnen is genoeg."),
    )
    experience = forms.CharField(
        label=_("Welke ervaring is er al?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class IntakeStep:
    """A form, and then somebody looks first: the places are kept and nobody pays."""

    key = KEY
    title = _("Intake")
    after = "details"
    form_class = IntakeForm

    def applies_to(self, edition: EditionView) -> bool:
        return edition.has_intake

    def outcome(self, draft: BookingDraft) -> Continue | Wait:  # noqa: ARG002  # the talk judges, not the form
        return Wait(
            _("We bellen of mailen u binnen vijf werkdagen voor een gesprek. Daarna hoort u of u bent toegelaten.")
        )
