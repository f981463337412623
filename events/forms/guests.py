"""Coming along as a guest."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.api import GuardedForm


class GuestForm(GuardedForm):
    """Name and e-mail; no account."""

    name = forms.CharField(label=_("Uw naam"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Hier sturen we de bevestiging en de afspraak voor uw agenda naartoe."),
        error_messages={"invalid": _("Vul een volledig e-mailadres in, zoals naam@organisatie.nl")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
