"""Who takes part: name, address and what the editor asks of each of them."""

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.contracts import EditionView, Participant
from events.forms.workgroups import choosing
from events.queries.domains import only_for, strangers
from events.questions import Scope, of_scope
from events.steps.questions import QuestionsForm, asking


class ParticipantForm(QuestionsForm):
    """One participant, with the edition's questions to each of them; make it with one of the functions below."""

    edition: ClassVar[EditionView]

    first_name = forms.CharField(label=gettext_lazy("Voornaam"), max_length=80)
    last_name = forms.CharField(label=gettext_lazy("Achternaam"), max_length=110)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("Hier komen de uitnodiging en het materiaal binnen."),
        error_messages={"invalid": gettext_lazy("Vul een volledig e-mailadres in, zoals naam@organisatie.nl")},
    )
    function = forms.CharField(label=gettext_lazy("Functie"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tokens = {
            "first_name": "given-name",
            "last_name": "family-name",
            "email": "email",
            "function": "organization-title",
        }
        for name, token in tokens.items():
            # A section of its own for each participant, or the browser fills in the same person every time.
            if name in self.fields:
                self.fields[name].widget.attrs["autocomplete"] = f"section-{self.prefix} {token}"

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email and strangers(self.edition, [email]):
            raise forms.ValidationError(only_for(self.edition))
        return email

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was filled in."""
        return not self.has_changed()

    def to_participant(self) -> Participant:
        """The answers, for the action."""
        data = self.cleaned_data
        name = f"{data['first_name']} {data['last_name']}"
        return Participant(
            name, data["email"], data["function"], tuple(self.given(Scope.PERSON)), data.get("workgroup", "")
        )


Form = TypeVar("Form", bound=ParticipantForm)


class SeatForm(ParticipantForm):
    """One seat of a booking: for somebody who is known now, or is named later."""

    later = forms.BooleanField(
        label=gettext_lazy("Ik weet nog niet wie er komt; de naam volgt."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get(self.add_prefix("later")):
            for field in self.fields.values():
                field.required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("later") and any(cleaned.get(name) for name in ("first_name", "last_name", "email")):
            self.add_error("later", _("U vulde ook een naam in. Haal het vinkje weg, of maak de velden leeg."))
        return cleaned

    def to_participant(self) -> Participant:
        return Participant("", "") if self.cleaned_data["later"] else super().to_participant()


def successor_form(edition: EditionView) -> type[ParticipantForm]:
    """The form for a colleague in somebody's place, whose workgroup stays as it is."""
    return _for_edition(ParticipantForm, edition)


class DetailsForm(ParticipantForm):
    """What a participant may correct about themself. The address stays: their mails go there, and it says who they are."""

    email = None  # type: ignore[assignment]  # Django takes the field away

    @property
    def name(self) -> str:
        return f"{self.cleaned_data['first_name']} {self.cleaned_data['last_name']}"


def details_form(edition: EditionView) -> type[DetailsForm]:
    """The form for who has a place and looks whether everything is right."""
    return _for_edition(DetailsForm, edition)


def name_form(edition: EditionView) -> type[ParticipantForm]:
    """The form for who comes on a seat without a name."""
    return choosing(_for_edition(ParticipantForm, edition), edition)


def seat_form(edition: EditionView) -> type[SeatForm]:
    """The form for one seat in a new booking of this edition."""
    return choosing(_for_edition(SeatForm, edition), edition)


def _for_edition(form_class: type[Form], edition: EditionView) -> type[Form]:
    fitted = asking(form_class, of_scope(edition.questions, Scope.PERSON))
    fitted.edition = edition
    return fitted


def refuse_twice(checked: Sequence[ParticipantForm]) -> None:
    """Each participant needs an address of their own; say so with the second."""
    seen: set[str] = set()
    for form in checked:
        address = str(form.cleaned_data.get("email", "")).lower() if form.is_valid() else ""
        if address and address in seen:
            form.add_error("email", _("Elke deelnemer heeft een eigen e-mailadres nodig."))
        seen.add(address)
