"""Register somebody by hand: whoever phones or mails."""

import uuid
from typing import Any, cast

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from betalingen.api import Customer, payment_choices
from cms.api import NotAllowed, Organisation, User
from events.actions.place_booking import Booker, place_booking
from events.contracts import Participant
from events.models import Edition, Registration
from events.queries.edition_lists import choosable_editions
from events.queries.payer_rules import missing_for_invoice


class EditionField(forms.ModelChoiceField[Edition]):
    """Editions with their first day and what is left, so that the choice needs no second screen."""

    def label_from_instance(self, obj: Edition) -> str:
        return _("%(edition)s, %(date)s (%(taken)d van %(capacity)d bezet)") % {
            "edition": obj,
            "date": f"{timezone.localtime(obj.first_at):%d-%m-%Y}",
            "taken": obj.taken,
            "capacity": obj.capacity,
        }


class AddRegistrationForm(forms.Form):
    """`form_key` makes that sending the form twice registers once."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    edition = EditionField(label=gettext_lazy("Editie"), queryset=Edition.objects.none())
    name = forms.CharField(label=gettext_lazy("Naam van de deelnemer"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-mailadres van de deelnemer"),
        help_text=gettext_lazy("Hier gaan de bevestiging en de persoonlijke link naartoe."),
    )
    function = forms.CharField(label=gettext_lazy("Functie"), max_length=120, required=False)
    organisation_name = forms.CharField(label=gettext_lazy("Organisatie"), max_length=200, required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Taal van de mails"),
        choices=[("nl", gettext_lazy("Nederlands")), ("en", gettext_lazy("Engels"))],
        initial="nl",
    )
    provider = forms.ChoiceField(
        label=gettext_lazy("Hoe wordt er betaald?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Alleen bij een editie met een prijs."),
    )
    declares = forms.BooleanField(
        label=gettext_lazy("De deelnemer verklaart wat de subsidie vraagt"),
        required=False,
        help_text=gettext_lazy("Alleen bij een subsidie met een voorwaarde. Zonder vinkje geldt dan de volle prijs."),
    )
    purchase_order_number = forms.CharField(
        label=gettext_lazy("Inkoopnummer voor de factuur"), max_length=50, required=False
    )
    orderer = forms.CharField(label=gettext_lazy("Besteller"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = choosable_editions()  # type: ignore[attr-defined]
        choices = payment_choices(get_language() or "nl")
        self.fields["provider"].choices = [(choice.key, choice.label) for choice in choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        edition = cleaned.get("edition")
        if edition and not edition.is_free and not cleaned.get("provider"):
            self.add_error("provider", _("Deze editie kost geld. Kies hoe er wordt betaald."))
        if edition and not edition.is_free:
            for name, told in missing_for_invoice(cleaned.get("organisation_name", ""), cleaned).items():
                self.add_error(name, told)
        return cleaned

    def booker(self) -> Booker:
        """The participant books for themself; the organisation gets the bill when there is one."""
        data = self.cleaned_data
        name = data["organisation_name"]
        register = Organisation.objects.filter(name__iexact=name).first() if name else None
        return Booker(
            name=data["name"],
            email=data["email"],
            organisation_name=data["organisation_name"],
            customer=Customer(
                name=data["organisation_name"] or data["name"],
                email=data["email"],
                contact_name=data["name"],
                purchase_order_number=data["purchase_order_number"],
                orderer=data["orderer"],
                kvk_number=register.kvk_number if register else "",
            ),
            provider=data["provider"],
            declares=data["declares"],
        )


class AddRegistrationView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView[AddRegistrationForm]):
    model = Registration
    permission_required = "add"
    form_class = AddRegistrationForm
    template_name = "events/admin/registration_add.html"
    page_title = gettext_lazy("Voeg inschrijving toe")
    header_icon = "group"
    index_url_name: str | None = None

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"edition": self.request.GET.get("edition")}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("registrations:index"), "label": _("Inschrijvingen")},
            {"url": "", "label": self.page_title},
        ]

    def form_valid(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        try:
            placed = place_booking(
                edition=data["edition"],
                form_key=data["form_key"],
                participants=[Participant(data["name"], data["email"], data["function"])],
                booker=form.booker(),
                language=data["language"],
                user=cast("User", self.request.user),
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
            return self.form_invalid(form)
        registration = placed.registrations[0]
        messages.success(
            self.request,
            _("%(name)s is ingeschreven onder nummer %(number)s.")
            % {"name": registration.name, "number": registration.number},
        )
        return HttpResponseRedirect(reverse("registrations:inspect", args=[registration.pk]))
