"""Who of a co-provider reads the participants of an edition: giving and taking back."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.api import Organisation
from events.actions.give_list import ReaderFacts, give_list
from events.actions.take_back_list import take_back_list
from events.admin.people_decision import PeopleDecisionView
from events.models import Edition, ListReader
from events.queries.co_providers import CoProvider, co_providers


class ReaderForm(forms.Form):
    """One person, of an organisation that the page says receives data."""

    organisation = forms.ModelChoiceField(label=gettext_lazy("Organisatie"), queryset=Organisation.objects.none())
    name = forms.CharField(label=gettext_lazy("Naam"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-mailadres"),
        help_text=gettext_lazy("Hiermee logt men in, met een code per mail. Geen gedeeld adres."),
    )
    shows_email = forms.BooleanField(
        label=gettext_lazy("Toon ook de e-mailadressen van deelnemers"),
        required=False,
        help_text=gettext_lazy("Alleen als op de pagina staat dat deze organisatie die ontvangt."),
    )

    def __init__(self, *args: Any, providers: list[CoProvider], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation: Any = self.fields["organisation"]
        organisation.queryset = Organisation.objects.filter(pk__in=[each.organisation.pk for each in providers])

    def facts(self) -> ReaderFacts:
        """What was filled in, for the action."""
        data = self.cleaned_data
        return ReaderFacts(
            organisation_id=data["organisation"].pk,
            name=data["name"],
            email=data["email"],
            shows_email=data["shows_email"],
        )


class ListReadersView(PeopleDecisionView):
    model = Edition
    page_title = gettext_lazy("Wie de deelnemerslijst leest")
    header_icon = "group"
    button_label = gettext_lazy("Geef toegang en verstuur de mail")
    form_class = ReaderForm
    template_name = "events/admin/list_readers.html"
    success_message = gettext_lazy("De mail is onderweg.")

    def get_form_kwargs(self) -> dict[str, Any]:
        self.providers = co_providers(self.object.offering.specific)
        return super().get_form_kwargs() | {"providers": self.providers}

    def get_success_url(self) -> str:
        return reverse("editions:list_readers", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        readers = ListReader.objects.filter(edition=self.object).select_related("organisation")
        return context | {"providers": self.providers, "readers": readers}

    def decide(self, form: forms.Form) -> None:
        if isinstance(form, ReaderForm):
            give_list(edition_id=self.object.pk, facts=form.facts(), user=self.staff)


class TakeBackListView(PeopleDecisionView):
    """The address holds the reader."""

    model = ListReader
    page_title = gettext_lazy("Neem de toegang terug")
    header_icon = "cross"
    button_label = gettext_lazy("Ja, neem terug")
    button_classname = "serious"
    success_message = gettext_lazy("De toegang is weg.")

    @property
    def subject(self) -> Edition:
        edition: Edition = self.object.edition
        return edition

    def get_success_url(self) -> str:
        return reverse("editions:list_readers", args=[self.subject.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = _("%(name)s kan de deelnemerslijst niet meer lezen. Er gaat geen mail uit.") % {"name": self.object.name}
        return super().get_context_data(**kwargs) | {"explanation": told}

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        # The success message names the object, which is gone by then.
        take_back_list(reader_id=self.object.pk, user=self.staff)
