"""Asking for an offer, and answering one."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.api import AcademyForm, GuardedForm, OrganisationInput
from events.actions.request_quote import Wish
from events.queries.payer_rules import missing_for_invoice


class QuoteRequestForm(GuardedForm):
    """What an organisation tells so that we can make an offer. The page is made for each visitor, so it has its key."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    organisation_name = forms.CharField(
        label=_("Uw organisatie"), max_length=200, widget=OrganisationInput(attrs={"autocomplete": "organization"})
    )
    contact_name = forms.CharField(
        label=_("Uw naam"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Hier sturen we de offerte naartoe."),
        error_messages={"invalid": _("Vul een volledig e-mailadres in, zoals naam@organisatie.nl")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Uw telefoonnummer"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    head_count = forms.IntegerField(
        label=_("Voor hoeveel medewerkers?"), min_value=1, max_value=100_000, help_text=_("Een schatting is genoeg.")
    )
    group_size = forms.IntegerField(
        label=_("Hoeveel deelnemers per groep?"),
        min_value=1,
        max_value=1_000,
        required=False,
        help_text=_("Weet u het nog niet? Laat het leeg."),
    )
    period = forms.CharField(
        label=_("Wanneer?"), max_length=120, required=False, help_text=_("Bijvoorbeeld: voorjaar 2027.")
    )
    wish = forms.CharField(
        label=_("Wat speelt er bij u?"), max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    def to_wish(self) -> Wish:
        """The answers, for the action."""
        names = ("organisation_name", "contact_name", "email", "head_count", "phone", "group_size", "period", "wish")
        return Wish(**{name: self.cleaned_data[name] for name in names})


class AcceptQuoteForm(AcademyForm):
    """Who says yes, and may they?"""

    name = forms.CharField(label=_("Uw naam"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    function = forms.CharField(
        label=_("Uw functie"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "organization-title"})
    )
    purchase_order_number = forms.CharField(label=_("Inkoopnummer (PO)"), max_length=50, required=False)
    orderer = forms.CharField(
        label=_("Besteller"), max_length=120, required=False, help_text=_("Wie bestelt. Staat straks op de factuur.")
    )
    may_sign = forms.BooleanField(
        label=_("Ik mag dit namens mijn organisatie ondertekenen."),
        error_messages={"required": _("Zet een vinkje als u mag tekenen. Mag u dat niet? Stuur de link dan door.")},
    )

    def __init__(self, *args: Any, organisation_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation_name = organisation_name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, told in missing_for_invoice(self.organisation_name, cleaned).items():
            self.add_error(name, told)
        return cleaned


class DeclineQuoteForm(AcademyForm):
    """A reason helps us, and is nobody's duty."""

    reason = forms.CharField(
        label=_("Waarom niet?"), max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
