"""Saying that one receives a session and where, or that one cannot."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.api import AcademyForm
from events.actions.confirm_host import HostAddress


class AddressFields(forms.Form):
    """For the host, and for a colleague who answers on behalf of them."""

    place = forms.CharField(
        label=_("Plaats"),
        max_length=160,
        help_text=_("De naam van de locatie en de stad, zoals “Stadskantoor, Lindewaard”."),
    )
    address = forms.CharField(label=_("Adres"), max_length=255, help_text=_("Straat, huisnummer, postcode en stad."))
    directions = forms.CharField(
        label=_("Route en toegankelijkheid"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Waar men zich meldt, hoe men er komt met trein, fiets en auto, en of er een lift en een aangepast toilet zijn. "
            "Alleen deelnemers lezen dit."
        ),
    )

    def to_address(self) -> HostAddress:
        """What was filled in, for the action."""
        return HostAddress(**{name: self.cleaned_data[name] for name in AddressFields.base_fields})


class ConfirmHostForm(AcademyForm, AddressFields):
    """Yes, and where."""


class DeclineHostForm(AcademyForm):
    """No, and why: colleagues read it."""

    reason = forms.CharField(
        label=_("Waarom niet?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bijvoorbeeld dat een andere dag wel kan."),
    )
