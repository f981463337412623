"""What staff do for a budget holder: remind, or answer on behalf of them."""

from typing import Any

from django import forms
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from events.actions.decline_consent import decline_consent
from events.actions.give_consent import give_consent
from events.actions.remind_consents import remind_consent
from events.admin.registration_decisions import RegistrationDecisionView
from events.forms.consents import AgreementFields, proposed
from events.models import ConsentRequest


class NoteForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Hoe weet u dit?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Alleen collega’s zien dit. Bijvoorbeeld: gebeld op 3 december."),
    )


class AgreementOnBehalfForm(AgreementFields, NoteForm):
    field_order = (*AgreementFields.base_fields, "note")


class RefusalOnBehalfForm(NoteForm):
    reason = forms.CharField(
        label=gettext_lazy("Waarom niet?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Wie aanmeldde, leest dit in een mail."),
    )
    field_order = ("reason", "note")


class ConsentDecisionView(RegistrationDecisionView):
    """About the request of the booking that this registration is part of."""

    @cached_property
    def consent(self) -> ConsentRequest:
        found = ConsentRequest.objects.select_related("booking").filter(booking=self.object.booking_id).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"consent": self.consent}


class RemindConsentView(ConsentDecisionView):
    page_title = gettext_lazy("Herinner de budgethouder")
    header_icon = "mail"
    button_label = gettext_lazy("Ja, stuur een herinnering")
    success_message = gettext_lazy("De herinnering is onderweg.")
    explanation = gettext_lazy("De budgethouder krijgt de vraag nog eens per mail. Hoogstens één keer per dag.")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        remind_consent(request_id=self.consent.pk, user=self.staff)


class GiveConsentView(ConsentDecisionView):
    page_title = gettext_lazy("Akkoord namens de budgethouder")
    header_icon = "check"
    button_label = gettext_lazy("Ja, geef akkoord")
    form_class = AgreementOnBehalfForm
    success_message = gettext_lazy("Het akkoord is genoteerd.")
    explanation = gettext_lazy(
        "Geldt voor iedereen op deze aanmelding. De order wordt gemaakt; wie aanmeldde en de budgethouder krijgen een mail."
    )

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | proposed(self.consent.booking.payer)

    def decide(self, form: forms.Form) -> None:
        if isinstance(form, AgreementOnBehalfForm):
            give_consent(
                request_id=self.consent.pk,
                agreement=form.to_agreement(),
                note=form.cleaned_data["note"],
                user=self.staff,
            )


class DeclineConsentView(ConsentDecisionView):
    page_title = gettext_lazy("Niet akkoord namens de budgethouder")
    header_icon = "cross"
    button_label = gettext_lazy("Ja, niet akkoord")
    button_classname = "serious"
    form_class = RefusalOnBehalfForm
    success_message = gettext_lazy("Genoteerd. De plaatsen zijn weer vrij.")
    explanation = gettext_lazy(
        "Geldt voor iedereen op deze aanmelding. De plaatsen komen vrij en wie aanmeldde krijgt een mail met de reden."
    )

    def decide(self, form: forms.Form) -> None:
        decline_consent(
            request_id=self.consent.pk,
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
            user=self.staff,
        )
