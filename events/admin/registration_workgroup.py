"""Staff choose the workgroup of a participant."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions.choose_workgroup import choose_workgroup
from events.admin.registration_decisions import RegistrationDecisionView
from events.queries.workgroups import workgroup_places
from events.workgroups import workgroups_in


class WorkgroupForm(forms.Form):
    workgroup = forms.ChoiceField(label=gettext_lazy("Werkgroep"), required=False)


class ChooseWorkgroupView(RegistrationDecisionView):
    """Also after the cut-off: that holds for participants."""

    page_title = gettext_lazy("Werkgroep kiezen")
    header_icon = "group"
    form_class = WorkgroupForm
    button_label = gettext_lazy("Bewaar de keuze")

    def get_form(self, form_class: Any = None) -> forms.Form:
        form: forms.Form = super().get_form(form_class)
        edition = self.object.edition
        places = workgroup_places(edition.public_id, workgroups_in(edition.workgroups.raw_data))
        choices = [(each.workgroup.key, f"{each.workgroup.title} ({each.words})") for each in places]
        field: Any = form.fields["workgroup"]
        field.choices = [("", _("nog niet gekozen")), *choices]
        field.initial = self.object.workgroup
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = _("%(name)s krijgt een mail over de keuze en ziet die op de persoonlijke pagina.")
        if not self.object.is_named:
            told = _("Wie aanmeldde, ziet de keuze in het overzicht van de aanmelding.")
        return super().get_context_data(**kwargs) | {"explanation": told % {"name": self.object.shown_name}}

    def decide(self, form: forms.Form) -> None:
        choose_workgroup(registration_id=self.object.pk, workgroup=form.cleaned_data["workgroup"], user=self.staff)

    def get_success_message(self) -> str:
        return _("De werkgroep van %(name)s is bewaard.") % {"name": self.object.shown_name}
