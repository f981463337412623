"""Deciding about the money of a booking, and who that is."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.api import AcademyForm, OrganisationInput
from events.actions.give_consent import Agreement
from events.queries.payer_rules import missing_for_invoice


class AgreementFields(forms.Form):
    """What must stand on the invoice, for the budget holder and for a colleague who answers on behalf of them."""

    purchase_order_number = forms.CharField(
        label=_("Inkoopnummer (PO)"),
        max_length=50,
        help_text=_("Staat straks op de factuur. Werkt uw organisatie er niet mee? Vul dan een eigen kenmerk in."),
    )
    cost_centre = forms.CharField(label=_("Kostenplaats"), max_length=50, required=False)
    orderer = forms.CharField(
        label=_("Besteller"), max_length=120, required=False, help_text=_("Wie bestelt. Staat straks op de factuur.")
    )
    organisation_name = forms.CharField(label=_("Naam van de organisatie"), max_length=200)
    department = forms.CharField(
        label=_("Afdeling"), max_length=120, required=False, help_text=_("Komt in de adresregel.")
    )
    email = forms.EmailField(
        label=_("E-mail voor de factuur"), widget=forms.EmailInput(attrs={"autocomplete": "billing email"})
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        given = {"purchase_order_number": True} | cleaned  # asked of everybody here
        for name, told in missing_for_invoice(cleaned.get("organisation_name", ""), given).items():
            self.add_error(name, told)
        return cleaned

    def to_agreement(self) -> Agreement:
        """The answers, for the action."""
        return Agreement(**{name: self.cleaned_data[name] for name in AgreementFields.base_fields})


class GiveConsentForm(AcademyForm, AgreementFields):
    """Yes, and what the invoice needs."""

    organisation_name = forms.CharField(
        label=_("Naam van de organisatie"),
        max_length=200,
        widget=OrganisationInput(attrs={"autocomplete": "organization"}),
    )


class DeclineConsentForm(AcademyForm):
    """No, and why: whoever booked reads it."""

    reason = forms.CharField(
        label=_("Waarom niet?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wie aanmeldde, leest dit in een mail."),
    )


def proposed(payer: Mapping[str, Any]) -> dict[str, str]:
    """What the booker filled in about the organisation, to begin with."""
    customer = payer.get("customer", {})
    names = {"organisation_name": "name", "department": "department", "email": "email"}
    names |= {name: name for name in ("purchase_order_number", "cost_centre", "orderer")}
    return {field: customer.get(name, "") for field, name in names.items()}
