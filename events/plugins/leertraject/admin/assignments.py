"""Adding, changing and removing an assignment."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.staff import DateInput
from events.api import EditionView, day
from events.plugins.leertraject.actions.keep_assignment import AssignmentFacts, keep_assignment
from events.plugins.leertraject.actions.remove_assignment import remove_assignment
from events.plugins.leertraject.admin.screen import VisitView
from events.plugins.leertraject.models import Assignment


class AssignmentForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Titel"), max_length=160)
    description = forms.CharField(
        label=gettext_lazy("Wat de deelnemer doet"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Gewone tekst. Een lege regel begint een nieuwe alinea."),
    )
    handed_in = forms.ChoiceField(
        label=gettext_lazy("Op de persoonlijke pagina kan de deelnemer"),
        choices=Assignment.HandedIn.choices,
        widget=forms.RadioSelect,
    )
    session = forms.TypedChoiceField(
        label=gettext_lazy("Klaar vóór een bijeenkomst"),
        coerce=UUID,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("Verschuift de bijeenkomst, dan schuift de opdracht mee."),
    )
    days_before = forms.IntegerField(
        label=gettext_lazy("Zoveel dagen daarvoor"),
        min_value=0,
        max_value=365,
        required=False,
        help_text=gettext_lazy("0 of leeg: tot de bijeenkomst begint."),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Of klaar op een vaste dag"),
        required=False,
        widget=DateInput,
        help_text=gettext_lazy(
            "Laat allebei leeg als er geen einddatum is. Drie dagen ervoor gaat er een herinnering uit naar wie nog niets inleverde."
        ),
    )
    required = forms.BooleanField(
        label=gettext_lazy("Nodig voor het certificaat"),
        required=False,
        help_text=gettext_lazy("Wie dit niet heeft behaald, krijgt geen certificaat."),
    )

    def __init__(self, *args: Any, edition: EditionView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions = [
            (each.public_id, ": ".join(filter(None, (day(each.starts_at), each.title)))) for each in edition.sessions
        ]
        self.fields["session"].choices = [("", _("geen bijeenkomst")), *sessions]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("session") and cleaned.get("due_on"):
            self.add_error("due_on", _("Kies een bijeenkomst of een vaste dag, niet allebei."))
        if cleaned.get("days_before") and not cleaned.get("session") and "session" not in self.errors:
            self.add_error("days_before", _("Kies ook de bijeenkomst."))
        return cleaned

    def facts(self) -> AssignmentFacts:
        """What was filled in; ask it of a form that is valid."""
        return AssignmentFacts(**self.cleaned_data | {"days_before": self.cleaned_data["days_before"] or 0})


class OneAssignmentView(VisitView):
    """About the assignment that the address names."""

    template_name = "events/admin/decision.html"

    @cached_property
    def assignment(self) -> Assignment | None:
        """None for a new one; raises Http404 for one of another edition."""
        public_id: UUID | None = self.kwargs.get("assignment")
        if public_id is None:
            return None
        found = Assignment.objects.filter(edition=self.visit.edition.public_id, public_id=public_id).first()
        if found is None:
            raise Http404
        return found


class ChangeAssignmentView(OneAssignmentView):
    form_class = AssignmentForm
    button_label = gettext_lazy("Bewaar")
    success_message = gettext_lazy("De opdracht is bewaard.")

    @property
    def page_title(self) -> str:  # type: ignore[override]
        return _("Opdracht wijzigen") if self.assignment else _("Opdracht toevoegen")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"edition": self.visit.edition}

    def get_initial(self) -> dict[str, Any]:
        if self.assignment is None:
            return {"handed_in": Assignment.HandedIn.WORK.value}
        return {name: getattr(self.assignment, name) for name in AssignmentForm.base_fields}

    def decide(self, form: forms.Form) -> None:
        keep_assignment(
            edition=self.visit.edition.public_id,
            facts=form.facts(),  # type: ignore[attr-defined]
            assignment=self.assignment.public_id if self.assignment else None,
            user=self.staff,
        )


class RemoveAssignmentView(OneAssignmentView):
    page_title = gettext_lazy("Opdracht weghalen")
    button_label = gettext_lazy("Ja, haal weg")
    button_classname = "serious"
    success_message = gettext_lazy("De opdracht is weggehaald.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.assignment is not None  # noqa: S101  # the address names one
        count = self.assignment.works.count()
        told = ngettext(
            "“%(title)s” gaat weg, met wat daar van %(count)d deelnemer bij staat.",
            "“%(title)s” gaat weg, met wat daar van %(count)d deelnemers bij staat.",
            count,
        ) % {"title": self.assignment.title, "count": count}
        return super().get_context_data(**kwargs) | {"explanation": told}

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        assert self.assignment is not None  # noqa: S101
        remove_assignment(edition=self.visit.edition.public_id, assignment=self.assignment.public_id, user=self.staff)
