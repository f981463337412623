"""The built-in step: for which organisation, and where the confirmation and the invoice go."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.api import AcademyForm, OrganisationInput
from events.api import BookingDraft, Continue, EditionView, missing_for_invoice

KEY = "details"


class DetailsForm(AcademyForm):
    """Everything that stands on the invoice beside the price."""

    organisation_name = forms.CharField(
        label=_("Naam van de organisatie"),
        max_length=200,
        help_text=_("Typ de naam en kies uit de lijst. Staat uw organisatie er niet bij? Typ dan gewoon verder."),
        widget=OrganisationInput(attrs={"autocomplete": "organization"}),
    )
    department = forms.CharField(
        label=_("Afdeling"), max_length=120, required=False, help_text=_("Komt in de adresregel.")
    )
    purchase_order_number = forms.CharField(
        label=_("Inkoopnummer (PO)"), max_length=50, required=False, help_text=_("Staat straks op de factuur.")
    )
    contact_name = forms.CharField(
        label=_("Uw naam"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail voor de bevestiging en de factuur"),
        widget=forms.EmailInput(attrs={"autocomplete": "billing email"}),
    )


class PayerDetailsForm(DetailsForm):
    """Of who gets an invoice: what was agreed with the organisation may not be left out."""

    orderer = forms.CharField(
        label=_("Besteller"), max_length=120, required=False, help_text=_("Wie bestelt. Staat straks op de factuur.")
    )

    field_order = ["organisation_name", "department", "purchase_order_number", "orderer", "contact_name", "email"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, told in missing_for_invoice(cleaned.get("organisation_name", ""), cleaned).items():
            self.add_error(name, told)
        return cleaned


class DetailsStep:
    """Asked for every programme."""

    key = KEY
    title = _("Organisatie")
    after = "participants"
    form_class = DetailsForm

    def form_for(self, edition: EditionView) -> type[forms.BaseForm]:
        return DetailsForm if edition.is_free else PayerDetailsForm

    def applies_to(self, edition: EditionView) -> bool:  # noqa: ARG002  # always
        return True

    def outcome(self, draft: BookingDraft) -> Continue:  # noqa: ARG002  # the form has checked everything
        return Continue()
