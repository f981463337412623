"""What finance writes down about one claim."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from betalingen.actions.decide_claim import decide_claim
from betalingen.actions.gather_claim import gather_claim
from betalingen.actions.receive_claim import receive_claim
from betalingen.actions.submit_claim import submit_claim
from betalingen.actions.write_off_claim import LostSubsidy, lost_subsidy, write_off_claim
from betalingen.admin.decisions import ReceiptForm
from betalingen.models import SubsidyClaim
from betalingen.queries.subsidy_claims import claims_for_finance
from cms.api import EuroField, NotAllowed, notation
from cms.staff import DateInput, DecisionView


class ClaimDecisionView(DecisionView):
    """Hangs on the screen of its claim."""

    model = SubsidyClaim
    index_url_name = "claims:index"
    inspect_url_name = "claims:inspect"
    template_name = "betalingen/admin/decision.html"


class GatherClaimView(ClaimDecisionView):
    page_title = _("Verzamel opnieuw")
    header_icon = "rotate"
    explanation = _("Wat intussen is gefactureerd en geleverd, en creditfacturen van daarna, komen erbij.")
    button_label = _("Ja, verzamel")
    success_message = _("De aanvraag is bijgewerkt.")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002  # nothing to fill in
        gather_claim(funder=self.object.funder_id, year=self.object.year, user=self.staff)


class SubmitForm(forms.Form):
    submitted_on = forms.DateField(label=_("Ingediend op"), widget=DateInput)
    funder_reference = forms.CharField(label=_("Kenmerk van de financier"), max_length=60, required=False)


class SubmitClaimView(ClaimDecisionView):
    form_class = SubmitForm
    page_title = _("Dien in")
    header_icon = "check"
    explanation = _(
        "Stuur de aanvraag zelf naar de financier; het overzicht erbij maakt u onder Exports. Leg hier vast dat u hebt ingediend: er komt dan niets meer bij."
    )
    button_label = _("Ja, ingediend")
    success_message = _("De aanvraag is ingediend.")

    def get_initial(self) -> dict[str, Any]:
        return {"submitted_on": timezone.localdate()}

    def decide(self, form: forms.Form) -> None:
        submit_claim(claim=self.object.pk, user=self.staff, **form.cleaned_data)


class DecideForm(forms.Form):
    granted = EuroField(label=_("Toegekend"), help_text=_("In euro’s. Niets toegekend: vul 0 in."))
    decided_on = forms.DateField(label=_("Datum van het besluit"), widget=DateInput)


class DecideClaimView(ClaimDecisionView):
    form_class = DecideForm
    page_title = _("Besluit van de financier")
    header_icon = "check"
    explanation = _("Wat niet is toegekend, blijft als te ontvangen in de boeken staan tot u het afboekt.")
    button_label = _("Leg vast")
    success_message = _("Het besluit staat vast.")

    def get_initial(self) -> dict[str, Any]:
        claim: Any = claims_for_finance().get(pk=self.object.pk)
        return {"granted": claim.claimed, "decided_on": timezone.localdate()}

    def decide(self, form: forms.Form) -> None:
        decide_claim(
            claim=self.object.pk,
            granted_cents=form.cleaned_data["granted"],
            decided_on=form.cleaned_data["decided_on"],
            user=self.staff,
        )


class ReceiveClaimView(ClaimDecisionView):
    form_class = ReceiptForm
    page_title = _("Boek wat is ontvangen")
    header_icon = "plus"
    explanation = _(
        "Het bedrag komt in de boeken als ontvangen van de financier. Staat het al op een ingelezen afschrift? Boek het dan daar. Komt het er later op, dan herkennen we het en telt het één keer."
    )
    button_label = _("Boek")
    success_message = _("Het bedrag is geboekt.")

    def get_initial(self) -> dict[str, Any]:
        claim: Any = claims_for_finance().get(pk=self.object.pk)
        return {"amount": (claim.granted_cents or 0) - claim.received or None, "received_on": timezone.localdate()}

    def decide(self, form: forms.Form) -> None:
        receive_claim(
            claim=self.object.pk,
            amount_cents=form.cleaned_data["amount"],
            received_on=form.cleaned_data["received_on"],
            bank_reference=form.cleaned_data["bank_reference"],
            user=self.staff,
        )


class WriteOffForm(forms.Form):
    reason = forms.CharField(label=_("Reden"), max_length=200, help_text=_("Komt in de geschiedenis te staan."))


class WriteOffClaimView(ClaimDecisionView):
    form_class = WriteOffForm
    page_title = _("Boek het verschil af")
    header_icon = "cross"
    button_label = _("Ja, boek af")
    button_classname = "serious"
    success_message = _("Het verschil is afgeboekt.")

    @cached_property
    def lost(self) -> LostSubsidy | NotAllowed:
        """What can be given up, or why nothing can be."""
        try:
            return lost_subsidy(self.object)
        except NotAllowed as refusal:
            return refusal

    @property
    def explanation(self) -> str:  # type: ignore[override]  # says how much
        if isinstance(self.lost, NotAllowed):
            return str(self.lost.reason)
        told = gettext("Er is %(amount)s niet toegekend; dat telt dan niet meer als te ontvangen.")
        if self.lost.vat_cents:
            told += " " + gettext(
                "Daarin zit %(vat)s btw, die niet meer verschuldigd is (artikel 29 van de Wet op de omzetbelasting): die gaat van de btw van deze maand af. Het verlies is %(loss)s."
            )
        return told % {
            "amount": notation.euro_table(self.lost.cents, "nl"),
            "vat": notation.euro_table(self.lost.vat_cents, "nl"),
            "loss": notation.euro_table(self.lost.cents - self.lost.vat_cents, "nl"),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"drafts": [] if isinstance(self.lost, NotAllowed) else self.lost.drafts()}

    def decide(self, form: forms.Form) -> None:
        write_off_claim(claim=self.object.pk, reason=form.cleaned_data["reason"], user=self.staff)
