"""Open, gaat door, gaat niet door, afronden: each shows beforehand what it does."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.staff import DecisionView
from events.actions.cancel_edition import cancel_edition
from events.actions.complete_edition import complete_edition
from events.actions.confirm_edition import confirm_edition
from events.actions.open_edition import open_edition
from events.models import Edition
from events.queries.edition_consequences import consequences


class EditionDecisionView(DecisionView):
    model = Edition
    index_url_name = "editions:index"
    inspect_url_name = "editions:inspect"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"consequences": consequences(self.object)}


class OpenEditionView(EditionDecisionView):
    page_title = _("Openzetten")
    header_icon = "view"
    template_name = "events/admin/edition_open.html"
    button_label = _("Ja, zet open")
    success_message = _("%(object)s staat open voor aanmeldingen.")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        open_edition(edition_id=self.object.pk, user=self.staff)


class ConfirmEditionView(EditionDecisionView):
    page_title = _("Gaat door")
    header_icon = "check"
    template_name = "events/admin/edition_confirm.html"
    button_label = _("Ja, het gaat door")
    success_message = _("%(object)s gaat door; de deelnemers krijgen bericht.")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        confirm_edition(edition_id=self.object.pk, user=self.staff)


class CancelEditionForm(forms.Form):
    reason = forms.CharField(
        label=_("Waarom gaat het niet door?"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Deze zin staat in de mail aan de deelnemers en op hun persoonlijke pagina."),
    )


class CancelEditionView(EditionDecisionView):
    page_title = _("Gaat niet door")
    header_icon = "cross"
    template_name = "events/admin/edition_cancel.html"
    form_class = CancelEditionForm
    button_label = _("Ja, zeg deze editie af")
    button_classname = "serious"
    success_message = _("%(object)s gaat niet door; iedereen krijgt bericht.")

    def decide(self, form: forms.Form) -> None:
        cancel_edition(edition_id=self.object.pk, reason=form.cleaned_data["reason"], user=self.staff)


class CompleteEditionView(EditionDecisionView):
    page_title = _("Afronden")
    header_icon = "tick"
    template_name = "events/admin/edition_complete.html"
    button_label = _("Ja, rond af")
    success_message = _("%(object)s is afgerond.")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        complete_edition(edition_id=self.object.pk, user=self.staff)
