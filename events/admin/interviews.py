"""The moments for the talks of an intake, on the screen of an edition."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.widgets import AdminTimeInput

from cms.staff import DateInput, DecisionView
from events.actions.add_interview_slots import SlotFacts, add_interview_slots
from events.actions.free_interview import remove_interview_slot
from events.models import Edition, InterviewSlot
from events.queries.wording import at


class SlotsForm(forms.Form):
    """Talks in a row on one day, with one colleague."""

    date = forms.DateField(label=gettext_lazy("Datum"), widget=DateInput)
    first = forms.TimeField(label=gettext_lazy("Het eerste gesprek begint om"), widget=AdminTimeInput)
    last = forms.TimeField(label=gettext_lazy("Het laatste gesprek eindigt om"), widget=AdminTimeInput)
    minutes = forms.IntegerField(label=gettext_lazy("Minuten per gesprek"), min_value=5, max_value=240, initial=30)
    interviewer = forms.CharField(label=gettext_lazy("Met wie"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-mailadres van deze collega"),
        required=False,
        help_text=gettext_lazy("Die krijgt een mail als iemand een gesprek kiest, verzet of laat vervallen."),
    )
    place = forms.CharField(label=gettext_lazy("Plaats"), max_length=200, required=False)
    url = forms.URLField(
        label=gettext_lazy("Link, als het online is"), max_length=500, required=False, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned["place"] or cleaned["url"]):
            self.add_error("place", _("Vul een plaats of een link in."))
        if not self.errors and not self._starts():
            self.add_error("last", _("Er past geen gesprek tussen deze tijden."))
        if not self.errors and self._starts()[0] <= timezone.now():
            self.add_error("date", _("Kies een moment dat nog komt."))
        return cleaned

    def facts(self) -> SlotFacts:
        """What was filled in, for the action."""
        data = self.cleaned_data
        return SlotFacts(
            starts=self._starts(),
            minutes=data["minutes"],
            interviewer=data["interviewer"],
            email=data["email"],
            place=data["place"],
            url=data["url"],
        )

    def _starts(self) -> Sequence[dt.datetime]:
        data = self.cleaned_data
        begins, ends = (
            timezone.make_aware(dt.datetime.combine(data["date"], data[name])) for name in ("first", "last")
        )
        each = dt.timedelta(minutes=data["minutes"])
        return [begins + number * each for number in range(max((ends - begins) // each, 0))]


class AddInterviewsView(DecisionView):
    model = Edition
    index_url_name = "editions:index"
    inspect_url_name = "editions:inspect"
    page_title = gettext_lazy("Voeg momenten voor gesprekken toe")
    header_icon = "date"
    button_label = gettext_lazy("Voeg toe")
    form_class = SlotsForm
    template_name = "events/admin/decision.html"
    explanation = gettext_lazy(
        "De gesprekken volgen op elkaar. Wie nog geen gesprek heeft, krijgt één keer een mail dat er te kiezen valt."
    )
    added = 0

    def decide(self, form: forms.Form) -> None:
        if isinstance(form, SlotsForm):
            self.added = add_interview_slots(edition_id=self.object.pk, facts=form.facts(), user=self.staff)

    def get_success_message(self) -> str:
        told = ngettext("%(count)s moment toegevoegd.", "%(count)s momenten toegevoegd.", self.added)
        return told % {"count": self.added}


class RemoveInterviewView(DecisionView):
    """The address holds the slot; the screen is that of its edition."""

    model = InterviewSlot
    index_url_name = "editions:index"
    inspect_url_name = "editions:inspect"
    page_title = gettext_lazy("Verwijder dit moment")
    header_icon = "bin"
    button_label = gettext_lazy("Ja, verwijder")
    button_classname = "serious"
    template_name = "events/admin/decision.html"
    success_message = gettext_lazy("Het moment is verwijderd.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        slot: InterviewSlot = self.object
        told = {"moment": at(slot.starts_at), "interviewer": slot.interviewer}
        explanation = _("Het gesprek van %(moment)s met %(interviewer)s vervalt.") % told
        if slot.registration:
            who = {"name": slot.registration.shown_name}
            explanation += " " + _("%(name)s krijgt een mail en kan een ander moment kiezen.") % who
        return super().get_context_data(**kwargs) | {"explanation": explanation}

    @property
    def subject(self) -> Edition:
        edition: Edition = self.object.edition
        return edition

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        remove_interview_slot(slot_id=self.object.pk, user=self.staff)
