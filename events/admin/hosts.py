"""Who receives the participants on a day: asking, reminding, answering on behalf of, and taking back, on the screen of an edition."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.snippets.widgets import AdminSnippetChooser

from cms.api import Organisation, organisation_called
from events.actions.confirm_host import confirm_host
from events.actions.invite_host import HostFacts, invite_host
from events.actions.remind_hosts import remind_host
from events.actions.withdraw_host import withdraw_host
from events.admin.people_decision import PeopleDecisionView
from events.forms.hosts import AddressFields
from events.lifecycles import SEATED
from events.models import Edition, HostInvitation, Registration, Session
from events.queries.hosts import countable
from events.queries.wording import day


class ParticipantField(forms.ModelChoiceField[Registration]):
    """Who it is, and of which organisation."""

    def label_from_instance(self, obj: Registration) -> str:
        return ", ".join(filter(None, [obj.shown_name, obj.booking.organisation_name]))


class HostForm(forms.Form):
    """A participant, or anybody else at an organisation of the register; and what is asked of them."""

    participant = ParticipantField(
        label=gettext_lazy("Deelnemer"),
        queryset=Registration.objects.none(),
        required=False,
        empty_label=gettext_lazy("iemand anders"),
        help_text=gettext_lazy("Krijgt de vraag per mail. Of vul hieronder in wie u vraagt."),
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisatie"),
        queryset=Organisation.objects.all(),
        required=False,
        widget=AdminSnippetChooser(Organisation),
        help_text=gettext_lazy("Leeg: die van de deelnemer."),
    )
    name = forms.CharField(label=gettext_lazy("Contactpersoon"), max_length=200, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mailadres"), required=False)
    asks_coffee = forms.BooleanField(label=gettext_lazy("Vraag om koffie en thee"), required=False, initial=True)
    asks_lunch = forms.BooleanField(label=gettext_lazy("Vraag om een lunch"), required=False)
    also_asked = forms.CharField(
        label=gettext_lazy("Wat we nog meer vragen"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Eén ding per regel, zoals “Een scherm en twee flip-overs.”"),
    )
    counted = forms.MultipleChoiceField(
        label=gettext_lazy("Antwoorden van deelnemers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "De gastheer ziet van deze vragen alleen hoe vaak elk antwoord is gegeven, nooit van wie."
        ),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["participant"]
        named = Registration.objects.filter(edition=edition, status__in=SEATED).exclude(email="")
        people.queryset = named.select_related("booking").order_by("name")
        counted: Any = self.fields["counted"]
        counted.choices = [(question.key, question.label) for question in countable(edition)]
        if not counted.choices:
            del self.fields["counted"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        participant: Registration | None = cleaned.get("participant")
        if participant is None:
            for name in ("organisation", "name", "email"):
                if not (cleaned.get(name) or self.has_error(name)):
                    self.add_error(name, _("Kies een deelnemer, of vul dit in."))
        elif not cleaned.get("organisation"):
            employer = participant.booking.organisation_name
            cleaned["organisation"] = organisation_called(employer)
            if cleaned["organisation"] is None:
                told = _("“%(name)s” staat niet in het register. Kies een organisatie, of voeg haar daar eerst toe.")
                self.add_error("organisation", told % {"name": employer})
        return cleaned

    def facts(self) -> HostFacts:
        """What was filled in, for the action."""
        data = self.cleaned_data
        participant: Registration | None = data["participant"]
        return HostFacts(
            organisation_id=data["organisation"].pk,
            name=data["name"] or (participant.name if participant else ""),
            email=data["email"] or (participant.email if participant else ""),
            language=participant.booking.language if participant else "nl",
            asks_coffee=data["asks_coffee"],
            asks_lunch=data["asks_lunch"],
            also_asked=data["also_asked"],
            counted=data.get("counted", []),
        )


class InviteHostView(PeopleDecisionView):
    """The address holds the session."""

    model = Session
    page_title = gettext_lazy("Vraag wie ontvangt")
    header_icon = "mail"
    button_label = gettext_lazy("Verstuur de vraag")
    form_class = HostForm
    success_message = gettext_lazy("De vraag is onderweg.")

    @property
    def subject(self) -> Edition:
        edition: Edition = self.object.edition
        return edition

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"edition": self.subject}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        explanation = _(
            "Voor %(day)s. De organisatie krijgt een persoonlijke link, vult zelf het adres in en bevestigt. Pas daarna lezen "
            "anderen waar het is, en krijgt iedereen met een plaats een mail."
        ) % {"day": day(self.object.starts_at)}
        return super().get_context_data(**kwargs) | {"explanation": explanation}

    def decide(self, form: forms.Form) -> None:
        if isinstance(form, HostForm):
            invite_host(session_id=self.object.pk, facts=form.facts(), user=self.staff)


class AskedHostView(PeopleDecisionView):
    """The address holds the invitation."""

    model = HostInvitation

    @cached_property
    def subject(self) -> Edition:
        edition: Edition = self.object.session.edition
        return edition


class RemindHostView(AskedHostView):
    page_title = gettext_lazy("Herinner wie ontvangt")
    header_icon = "mail"
    button_label = gettext_lazy("Ja, stuur een herinnering")
    success_message = gettext_lazy("De herinnering is onderweg.")
    explanation = gettext_lazy("De contactpersoon krijgt de vraag nog eens per mail. Hoogstens één keer per dag.")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        remind_host(invitation_id=self.object.pk, user=self.staff)


class ConfirmHostView(AskedHostView):
    page_title = gettext_lazy("Bevestig namens wie ontvangt")
    header_icon = "check"
    button_label = gettext_lazy("Ja, bevestig")
    form_class = AddressFields
    success_message = gettext_lazy("De plaats is bekend.")
    explanation = gettext_lazy(
        "De contactpersoon krijgt een bevestiging. Is de editie open, dan staat de plaats meteen op de site en krijgt iedereen "
        "met een plaats een mail."
    )

    def decide(self, form: forms.Form) -> None:
        if isinstance(form, AddressFields):
            confirm_host(invitation_id=self.object.pk, address=form.to_address(), user=self.staff)


class WithdrawHostView(AskedHostView):
    page_title = gettext_lazy("Trek de vraag in")
    header_icon = "cross"
    button_label = gettext_lazy("Ja, trek in")
    button_classname = "serious"
    success_message = gettext_lazy("De vraag is ingetrokken.")
    explanation = gettext_lazy(
        "De contactpersoon krijgt daar een mail van. Was er al bevestigd, dan is de plaats weer nader te bepalen en hoort "
        "iedereen met een plaats dat."
    )

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        withdraw_host(invitation_id=self.object.pk, user=self.staff)
