"""Waiting for a place: the three fields of signing up, and for a programme how many places."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.sign_up import SignUpForm

MOST_SEATS = 10


class WaitingForm(SignUpForm):
    """For one place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("Hier sturen we bericht over een plaats.")

    @property
    def seats(self) -> int:
        """How many places were asked for, once the form is valid."""
        return int(self.cleaned_data.get("seats_wanted", 1))


class WaitingForSeatsForm(WaitingForm):
    """For some colleagues at once."""

    seats_wanted = forms.IntegerField(
        label=_("Hoeveel plaatsen?"),
        min_value=1,
        max_value=MOST_SEATS,
        initial=1,
        help_text=_("U krijgt ze samen, of niet. Hoe meer plaatsen, hoe kleiner de kans."),
    )
