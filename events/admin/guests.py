"""Guests of an edition: to which session, how many, and who they are."""

from typing import Any

from django import forms
from django.http import FileResponse, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.api import CellKind, SheetColumn, xlsx_response
from events.actions.set_guests import set_guests
from events.admin.people_decision import PeopleDecisionView
from events.models import Edition, GuestList, Session
from events.queries.guests import guest_list_of, guests_for_staff
from events.queries.hosts import TO_COME
from events.queries.wording import day


class SessionField(forms.ModelChoiceField[Session]):
    """A day, with what it is about."""

    def label_from_instance(self, session: Session) -> str:
        return ", ".join(filter(None, [day(session.starts_at), session.title]))


class GuestsForm(forms.ModelForm[GuestList]):
    """Never stored by itself: the action does that."""

    session = SessionField(label=gettext_lazy("Bijeenkomst met gasten"), queryset=Session.objects.none())

    class Meta:
        model = GuestList
        fields = ("session", "capacity", "each")

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions: Any = self.fields["session"]
        sessions.queryset = edition.sessions.exclude(mode=Session.Mode.ONLINE).order_by("-starts_at")


class GuestsView(PeopleDecisionView):
    model = Edition
    page_title = gettext_lazy("Gasten")
    header_icon = "group"
    button_label = gettext_lazy("Bewaar")
    form_class: Any = GuestsForm  # a form of a model, checked as one
    template_name = "events/admin/guests.html"
    success_message = gettext_lazy("Bewaard. Deelnemers zien de link voor hun gasten op hun persoonlijke pagina.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.GET.get("export") == "xlsx":
            return guests_as_xlsx(self.object)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        # Read by itself: the form fills in its instance, and the screen goes on showing what is stored.
        stored = GuestList.objects.filter(edition=self.object).first()
        return super().get_form_kwargs() | {"edition": self.object, "instance": stored}

    def get_success_url(self) -> str:
        return reverse("editions:guests", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "guest_list": guest_list_of(self.object),
            "guests": guests_for_staff(self.object),
            "is_to_come": self.object.status in TO_COME,
        }

    def decide(self, form: forms.Form) -> None:
        data = form.cleaned_data
        set_guests(session_id=data["session"].pk, capacity=data["capacity"], each=data["each"], user=self.staff)


def guests_as_xlsx(edition: Edition) -> FileResponse:
    """The same list to take along."""
    columns = [
        SheetColumn(_("Gast"), width=26),
        SheetColumn(_("E-mailadres"), width=30),
        SheetColumn(_("Gast van"), width=26),
        SheetColumn(_("Organisatie van de deelnemer"), width=28),
        SheetColumn(_("Aangemeld op"), CellKind.MOMENT),
    ]
    rows = guests_for_staff(edition).values_list(
        "name", "email", "invited_by__name", "invited_by__booking__organisation_name", "created_at"
    )
    return xlsx_response(columns, rows, filename=f"gasten-{edition.pk}", sheet=_("Gasten"))
