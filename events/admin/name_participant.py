"""Who comes: staff fill in a name that was to follow, or put a colleague in somebody's place."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions.name_participant import name_participant
from events.actions.substitute_participant import substitute_participant
from events.admin.registration_decisions import RegistrationDecisionView
from events.contracts import Participant
from events.lifecycles import RegistrationStatus
from events.queries.names import was_admitted


class ParticipantFactsForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Naam"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("E-mailadres"))
    function = forms.CharField(label=gettext_lazy("Functie"), max_length=120, required=False)


class NameParticipantView(RegistrationDecisionView):
    """Also after the cut-off: it holds for participants and bookers."""

    page_title = gettext_lazy("Wie komt er?")
    header_icon = "user"
    form_class = ParticipantFactsForm
    button_label = gettext_lazy("Ja, deze persoon komt")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = _("Deze plaats heeft nog geen naam. Wie u invult krijgt een bevestiging.")
        if self.object.is_named:
            told = _("%(name)s krijgt bericht dat een collega komt; die krijgt een bevestiging en een eigen nummer.")
            if self.object.status == RegistrationStatus.INTAKE:
                told = _(
                    "%(name)s krijgt bericht dat een collega komt; die begint de intake opnieuw en krijgt een eigen nummer."
                )
            elif was_admitted(self.object):
                told = _(
                    "%(name)s is na een gesprek toegelaten. Wie u hier invult, laat u ook toe, zonder nieuw gesprek."
                )
        return super().get_context_data(**kwargs) | {"explanation": told % {"name": self.object.name}}

    def decide(self, form: forms.Form) -> None:
        act = substitute_participant if self.object.is_named else name_participant
        self.comes = act(registration_id=self.object.pk, participant=Participant(**form.cleaned_data), user=self.staff)

    @property
    def subject(self) -> Any:
        """After the decision: whoever comes."""
        return getattr(self, "comes", self.object)

    def get_success_message(self) -> str:
        return _("%(name)s komt.") % {"name": self.comes.name}
