"""What staff note and decide about somebody who is admitted only after a talk."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser

from cms.api import ProgrammePage
from events.actions.decide_intake import admit_registration, advise_otherwise, note_intake, refuse_registration
from events.admin.registration_decisions import RegistrationDecisionView
from events.models import Intake


class NotesForm(forms.Form):
    notes = forms.CharField(
        label=gettext_lazy("Aantekeningen"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Alleen collega’s zien dit. Vier weken na het besluit worden ze verwijderd."),
    )


class NoteIntakeView(RegistrationDecisionView):
    page_title = gettext_lazy("Aantekeningen bij de intake")
    header_icon = "edit"
    button_label = gettext_lazy("Bewaar")
    form_class = NotesForm
    success_message = gettext_lazy("Bewaard.")

    def get_initial(self) -> dict[str, Any]:
        intake = Intake.objects.filter(registration=self.object).first()
        return super().get_initial() | {"notes": intake.notes if intake else ""}

    def decide(self, form: forms.Form) -> None:
        note_intake(registration_id=self.object.pk, notes=form.cleaned_data["notes"], user=self.staff)


class AdmitView(RegistrationDecisionView):
    page_title = gettext_lazy("Toelaten")
    header_icon = "check"
    button_label = gettext_lazy("Ja, laat toe")
    explanation = gettext_lazy(
        "Is dit de laatste van de aanmelding over wie u beslist, dan krijgt wie aanmeldde de betaallink of staat de plaats vast. "
        "Anders wacht dat op de collega’s."
    )

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        admit_registration(registration_id=self.object.pk, user=self.staff)

    def get_success_message(self) -> str:
        return _("%(name)s is toegelaten.") % {"name": self.object.shown_name}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Wat schrijft u erover?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Staat in de mail. Schrijf zoals u het aan de telefoon zou zeggen."),
    )


class RefuseView(RegistrationDecisionView):
    page_title = gettext_lazy("Niet toelaten")
    header_icon = "cross"
    button_label = gettext_lazy("Ja, laat niet toe")
    button_classname = "serious"
    form_class = ReasonForm
    explanation = gettext_lazy("De plaats komt vrij en de deelnemer krijgt een mail met uw uitleg.")

    def decide(self, form: forms.Form) -> None:
        refuse_registration(registration_id=self.object.pk, reason=form.cleaned_data["reason"], user=self.staff)

    def get_success_message(self) -> str:
        return _("%(name)s krijgt bericht.") % {"name": self.object.shown_name}


class AdviceForm(ReasonForm):
    programme = forms.ModelChoiceField(
        label=gettext_lazy("Welk programma past beter?"),
        queryset=ProgrammePage.objects.live(),
        widget=AdminPageChooser(target_models=[ProgrammePage]),
    )
    field_order = ("programme", "reason")


class AdviseView(RefuseView):
    page_title = gettext_lazy("Ander advies")
    header_icon = "redirect"
    button_label = gettext_lazy("Ja, geef dit advies")
    form_class = AdviceForm
    explanation = gettext_lazy(
        "De plaats komt vrij en de deelnemer krijgt een mail met uw advies en het adres van het andere programma."
    )

    def decide(self, form: forms.Form) -> None:
        advise_otherwise(
            registration_id=self.object.pk,
            programme=form.cleaned_data["programme"],
            reason=form.cleaned_data["reason"],
            user=self.staff,
        )
