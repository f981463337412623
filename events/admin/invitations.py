"""Paste an invitation: what was read is shown as a form to correct, and one click makes a draft. Nothing is published."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cms.api import Organisation, Person
from cms.staff import AdminScreen
from events.actions.draft_webinar import WebinarFacts, draft_webinar
from events.invitation import Invitation, as_blocks, contradictions, read_invitation
from events.models import AgendaPage
from events.queries.invitations import agenda_for_drafts, registers

TEXT_LENGTH = 50_000


class PasteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("De tekst van de uitnodiging"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=gettext_lazy("Kopieer de hele mail. U ziet eerst wat eruit is gelezen; er wordt niets gepubliceerd."),
    )


class ProposalForm(forms.Form):
    """What was read, to correct. `text` travels along, so that nothing has to be pasted twice."""

    text = forms.CharField(max_length=TEXT_LENGTH, widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Titel"), max_length=255)
    lead = forms.CharField(
        label=gettext_lazy("Inleiding"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Eén of twee zinnen. Staat ook in lijsten en zoekresultaten."),
    )
    date = forms.DateField(
        label=gettext_lazy("Datum"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    start = forms.TimeField(
        label=gettext_lazy("Begint"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    end = forms.TimeField(
        label=gettext_lazy("Eindigt"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    walk_in = forms.TimeField(
        label=gettext_lazy("Digitale inloop vanaf"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    medium = forms.CharField(label=gettext_lazy("Medium"), max_length=40, required=False)
    capacity = forms.IntegerField(label=gettext_lazy("Aantal plaatsen"), min_value=1, required=False)
    meeting_url = forms.URLField(
        label=gettext_lazy("Vergaderlink"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Alleen wie is aangemeld ziet deze link, vanaf de inloop."),
    )
    speakers = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Wie u hoort"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hosts = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Wie u uitnodigt"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    audience = forms.CharField(
        label=gettext_lazy("Voor wie"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    body = forms.CharField(
        label=gettext_lazy("Waar gaat het over"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy(
            "Alles wat geen veld werd. Een lege regel begint een alinea, een korte regel een tussenkop."
        ),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["speakers"]
        organisations: Any = self.fields["hosts"]
        people.queryset = Person.objects.filter(pk__in=[m.key for m in invitation.people if m.key])
        organisations.queryset = Organisation.objects.filter(pk__in=[m.key for m in invitation.hosts if m.key])
        for name, queryset in (("speakers", people.queryset), ("hosts", organisations.queryset)):
            if not queryset:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end, walk_in = (cleaned.get(name) for name in ("start", "end", "walk_in"))
        if start and end and end <= start:
            self.add_error("end", _("De eindtijd ligt voor de begintijd."))
        if start and walk_in and walk_in > start:
            self.add_error("walk_in", _("De inloop begint na de begintijd."))
        return cleaned


class PasteInvitationView(AdminScreen):
    """First the text, then the proposal; each button posts everything, so a reload or a mistake loses nothing."""

    page_title = gettext_lazy("Plak een uitnodiging")
    header_icon = "clipboard-list"
    template_name = "events/admin/paste_invitation.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.agenda is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def agenda(self) -> AgendaPage | None:
        return agenda_for_drafts(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"form": kwargs.get("form", PasteForm())}

    def post(self, request: HttpRequest) -> HttpResponse:
        pasted = PasteForm(request.POST)
        if not pasted.is_valid():
            return self._show(pasted)
        text = pasted.cleaned_data["text"]
        invitation = read_invitation(text, today=timezone.localdate(), registers=registers())
        if "create" not in request.POST:
            return self._show(ProposalForm(initial=_initial(text, invitation), invitation=invitation), text, invitation)
        form = ProposalForm(request.POST, invitation=invitation)
        if not form.is_valid():
            return self._show(form, text, invitation)
        return self._create(form, invitation)

    def _create(self, form: ProposalForm, invitation: Invitation) -> HttpResponse:
        values = form.cleaned_data
        roles = {mention.key: mention.role for mention in invitation.people}
        page = draft_webinar(
            agenda=self.agenda,  # type: ignore[arg-type]  # refused without one
            facts=WebinarFacts(
                **{
                    name: values[name]
                    for name in (
                        "title",
                        "lead",
                        "date",
                        "start",
                        "end",
                        "walk_in",
                        "medium",
                        "capacity",
                        "meeting_url",
                        "audience",
                    )
                },
                body=as_blocks(values["body"], invitation.links),
                speakers=[(person.pk, roles[person.pk]) for person in values.get("speakers", ())],
                hosts=[(organisation.pk, _("organisator")) for organisation in values.get("hosts", ())],
            ),
            user=self.request.user,
        )
        messages.success(
            self.request, _("“%(title)s” is gemaakt als concept. Vul aan en publiceer.") % {"title": page.title}
        )
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    def _show(self, form: forms.Form, text: str = "", invitation: Invitation | None = None) -> HttpResponse:
        context = self.get_context_data(form=form)
        if invitation is not None:
            context |= {
                "invitation": invitation,
                "findings": contradictions(text, invitation),
                "unknown": [m for m in (*invitation.people, *invitation.hosts) if m.key is None],
                "text": text,
            }
        return render(self.request, self.template_name, context)


def _initial(text: str, invitation: Invitation) -> dict[str, Any]:
    names = ("title", "date", "start", "end", "walk_in", "medium", "meeting_url", "audience", "body")
    return {name: getattr(invitation, name) for name in names} | {
        "text": text,
        "speakers": [mention.key for mention in invitation.people if mention.key],
        "hosts": [mention.key for mention in invitation.hosts if mention.key],
    }
