"""What staff do with a lead: screens that first say what a button does, and then do it."""

from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cms.actions.accept_lead import accept_lead
from cms.actions.answer_lead import answer_lead
from cms.actions.close_lead import close_lead
from cms.actions.refuse_lead import refuse_lead
from cms.actions.take_up_lead import take_up_lead
from cms.actions.withdraw_lead import withdraw_lead
from cms.lifecycles import LeadStatus
from cms.models import Lead
from cms.staff import DecisionView

Text = str | Promise


class TextForm(forms.Form):
    """A text that goes along in a mail."""

    text = forms.CharField(max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 8}))


class LeadDecisionView(DecisionView):
    """Subclasses say where it leads to; `text_label` gives the form a text."""

    model = Lead
    index_url_name = "leads:index"
    inspect_url_name = "leads:inspect"
    template_name = "cms/admin/lead_decision.html"
    header_icon = "mail"
    leads_to: ClassVar[LeadStatus]
    only_applications = False
    text_label: Text = ""
    text_help: Text = ""

    def get_form(self, form_class: Any = None) -> forms.Form:  # noqa: ARG002
        form = TextForm(**self.get_form_kwargs()) if self.text_label else forms.Form(**self.get_form_kwargs())
        for field in form.fields.values():
            field.label, field.help_text = str(self.text_label), str(self.text_help)
        return form


class TakeUpLeadView(LeadDecisionView):
    page_title = gettext_lazy("In behandeling nemen")
    leads_to = LeadStatus.IN_PROGRESS
    explanation = gettext_lazy("Zo zien collega’s dat iemand ermee bezig is. De afzender merkt er niets van.")
    button_label = gettext_lazy("Ja, in behandeling")
    success_message = gettext_lazy("Het bericht van %(object)s is in behandeling.")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        take_up_lead(lead_id=self.object.pk, user=self.staff)


class AnswerLeadView(LeadDecisionView):
    page_title = gettext_lazy("Beantwoorden")
    leads_to = LeadStatus.ANSWERED
    explanation = gettext_lazy("Schrijf hier uw antwoord, of laat het leeg als u al belde of mailde.")
    button_label = gettext_lazy("Ja, beantwoord")
    success_message = gettext_lazy("Het bericht van %(object)s is beantwoord.")
    text_label = gettext_lazy("Uw antwoord")
    text_help = gettext_lazy("Gaat per mail naar de afzender, met “Beste” en de naam erboven. Wie terugmailt, mailt u.")

    def decide(self, form: forms.Form) -> None:
        answer_lead(lead_id=self.object.pk, text=form.cleaned_data["text"], user=self.staff)


class AcceptLeadView(LeadDecisionView):
    page_title = gettext_lazy("Toelaten")
    leads_to = LeadStatus.ACCEPTED
    only_applications = True
    header_icon = "check"
    explanation = gettext_lazy("De organisatie krijgt een plaats en daarvan een mail. De oproep telt een plaats af.")
    button_label = gettext_lazy("Ja, laat toe")
    success_message = gettext_lazy("De organisatie van %(object)s doet mee en krijgt daarvan een mail.")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        accept_lead(lead_id=self.object.pk, user=self.staff)


class RefuseLeadView(LeadDecisionView):
    page_title = gettext_lazy("Afwijzen")
    leads_to = LeadStatus.REFUSED
    only_applications = True
    header_icon = "cross"
    explanation = gettext_lazy("De organisatie krijgt een mail dat het deze keer niet lukt.")
    button_label = gettext_lazy("Ja, wijs af")
    success_message = gettext_lazy("De organisatie van %(object)s is afgewezen en krijgt daarvan een mail.")
    text_label = gettext_lazy("Waarom niet")
    text_help = gettext_lazy("Komt in de mail. Leeg: zonder reden.")

    def decide(self, form: forms.Form) -> None:
        refuse_lead(lead_id=self.object.pk, reason=form.cleaned_data["text"], user=self.staff)


class WithdrawLeadView(LeadDecisionView):
    page_title = gettext_lazy("Trekt zich terug")
    leads_to = LeadStatus.WITHDRAWN
    only_applications = True
    header_icon = "undo"
    explanation = gettext_lazy("De organisatie doet niet meer mee. De plaats komt vrij; er gaat geen mail uit.")
    button_label = gettext_lazy("Ja, geef de plaats terug")
    success_message = gettext_lazy("De plaats van de organisatie van %(object)s is vrij.")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        withdraw_lead(lead_id=self.object.pk, user=self.staff)


class CloseLeadView(LeadDecisionView):
    page_title = gettext_lazy("Sluiten")
    leads_to = LeadStatus.CLOSED
    header_icon = "archive"
    explanation = gettext_lazy("Er gebeurt niets meer mee en er gaat geen mail uit. Na een jaar wordt het gewist.")
    button_label = gettext_lazy("Ja, sluit")
    success_message = gettext_lazy("Het bericht van %(object)s is gesloten.")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        close_lead(lead_id=self.object.pk, user=self.staff)


# The name of each route, its address, its screen; in the order of the buttons.
DECISIONS: dict[str, tuple[str, type[LeadDecisionView]]] = {
    "take_up": ("behandelen", TakeUpLeadView),
    "answer": ("beantwoorden", AnswerLeadView),
    "accept": ("toelaten", AcceptLeadView),
    "refuse": ("afwijzen", RefuseLeadView),
    "withdraw": ("terugtrekken", WithdrawLeadView),
    "close": ("sluiten", CloseLeadView),
}


def possible_decisions(lead: Lead, moves: Any) -> list[tuple[str, Text]]:
    """Address and words of each button that this lead has, when its state may move to `moves`."""
    is_application = lead.place_id is not None
    return [
        (reverse(f"leads:{name}", args=[lead.pk]), view.page_title)
        for name, (_address, view) in DECISIONS.items()
        if view.leads_to in moves and (is_application or not view.only_applications)
    ]
