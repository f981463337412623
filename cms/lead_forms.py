"""What visitors send from a page: a message, the wish to hear more, the application of an organisation.

These pages stay in the cache, so their forms carry no CSRF token: see cms.form_guard.
"""

import uuid
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.actions.apply_to_call import CLOSED
from cms.actions.receive_lead import LeadDetails
from cms.form_guard import GuardedForm
from cms.forms import OrganisationInput
from cms.models import CallPage, ContactPage
from cms.queries.leads import call

LONGEST_TEXT = 4_000


class LeadForm(GuardedForm):
    """Who it is; the subclasses ask the rest."""

    name = forms.CharField(label=_("Uw naam"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        error_messages={"invalid": _("Vul een volledig e-mailadres in, zoals naam@organisatie.nl")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def details(self) -> LeadDetails:
        """The answers, for the action."""
        names = ("name", "email", "phone", "organisation_name", "message")
        return LeadDetails(**{name: self.cleaned_data.get(name, "") for name in names}, answers=self.answers())

    def answers(self) -> list[tuple[str, str]]:
        """What was asked beside the usual."""
        return []

    def key(self, page_key: uuid.UUID) -> uuid.UUID:
        """The key that the script gave; without a script the same text from the same person on one day has the same key."""
        given: uuid.UUID | None = self.cleaned_data["form_key"]
        if given:
            return given
        shown = {name: value for name, value in self.cleaned_data.items() if name not in ("form_key", "elapsed")}
        return uuid.uuid5(page_key, f"{timezone.localdate()} {sorted(shown.items())}")


class ContactForm(LeadForm):
    """A message to the people of a page."""

    field_order = ("message", "name", "email", "organisation_name", "phone")

    organisation_name = forms.CharField(
        label=_("Waar werkt u?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    phone = forms.CharField(
        label=_("Uw telefoonnummer"),
        max_length=30,
        required=False,
        help_text=_("Als u liever gebeld wordt."),
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    message = forms.CharField(
        label=_("Uw vraag of bericht"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 7})
    )


class InterestForm(LeadForm):
    """Keep me informed: two fields and one that may stay empty."""

    organisation_name = forms.CharField(
        label=_("Waar werkt u?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


class ApplicationForm(LeadForm):
    """On behalf of an organisation; `call` is what there is to apply for. The editor's questions follow the usual ones."""

    field_order = ("organisation_name", "place", "name", "email", "phone", "message")

    organisation_name = forms.CharField(
        label=_("Welke organisatie meldt u aan?"),
        max_length=200,
        help_text=_("Typ de naam en kies uit de lijst. Staat uw organisatie er niet bij? Typ dan gewoon verder."),
        widget=OrganisationInput(attrs={"autocomplete": "organization"}),
    )
    place = forms.TypedChoiceField(
        label=_("Wat voor organisatie is het?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Voor deze soort organisatie is geen plaats meer.")},
    )
    phone = forms.CharField(
        label=_("Uw telefoonnummer"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    message = forms.CharField(
        label=_("Waarom wilt u meedoen?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, page: CallPage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call(page)
        place: Any = self.fields["place"]
        place.choices = [(each.pk or 0, each.title) for each in self.call.places if each.left > 0]
        if len(place.choices) == 1:
            place.initial = place.choices[0][0]
        questions = {f"question-{number}": block.value for number, block in enumerate(page.questions, start=1)}
        for name, question in questions.items():
            self.fields[name] = forms.CharField(
                label=question,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"required": _("Vul dit in.")},
            )

    def full_clean(self) -> None:
        """Closed while somebody was typing: that is the one thing to say, whatever else is wrong."""
        super().full_clean()
        if self.is_bound and not self.call.is_open:
            self.errors.clear()
            self.add_error(None, str(CLOSED))

    @property
    def questions(self) -> list[BoundField]:
        """The fields of the editor's questions."""
        return [field for field in self if field.name.startswith("question-")]

    def answers(self) -> list[tuple[str, str]]:
        return [(str(field.label), self.cleaned_data[field.name]) for field in self.questions]


def form_of(page: Page, *data: Any) -> LeadForm:
    """The form of this page, empty or with what was sent."""
    match page:
        case ContactPage():
            return ContactForm(*data)
        case CallPage():
            return ApplicationForm(page, *data)
        case _:
            return InterestForm(*data)
