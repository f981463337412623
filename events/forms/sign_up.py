"""Signing up for a webinar: three fields on the page itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.api import GuardedForm, OrganisationInput


class SignUpForm(GuardedForm):
    """Name, e-mail and organisation; no account."""

    name = forms.CharField(label=_("Uw naam"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Hier sturen we uw persoonlijke link naartoe."),
        error_messages={"invalid": _("Vul een volledig e-mailadres in, zoals naam@organisatie.nl")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organisation_name = forms.CharField(
        label=_("Waar werkt u?"),
        max_length=200,
        help_text=_("Typ de naam van uw organisatie."),
        widget=OrganisationInput(attrs={"autocomplete": "organization"}),
    )
