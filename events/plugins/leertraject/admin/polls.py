"""Date polls of an edition: asking, what everybody can, and choosing."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminTimeInput

from cms.api import NotAllowed
from cms.staff import DateInput
from events.api import EditionView, EditionVisit, day, touched_by_moment, until
from events.plugins.leertraject.actions.choose_moment import choose_moment
from events.plugins.leertraject.actions.remove_poll import remove_poll
from events.plugins.leertraject.actions.start_poll import PollFacts, start_poll
from events.plugins.leertraject.admin.screen import VisitView
from events.plugins.leertraject.deadlines import END_OF_DAY
from events.plugins.leertraject.models import DatePoll, PollMoment
from events.plugins.leertraject.polls import moment_told, session_moment, tally_of
from events.plugins.leertraject.views import as_uuid

PROPOSED = range(1, 7)
FEWEST = 2


def respond(visit: EditionVisit) -> HttpResponse:
    """`nieuw`, `<id>`, `<id>/weg` and `<id>/kies/<moment>`; else all polls."""
    match visit.rest.split("/"):
        case [""]:
            return PollsView.answer(visit)
        case ["nieuw"]:
            return StartPollView.answer(visit)
        case [poll]:
            return TallyView.answer(visit, poll=as_uuid(poll))
        case [poll, "weg"]:
            return RemovePollView.answer(visit, poll=as_uuid(poll))
        case [poll, "kies", moment]:
            return ChooseMomentView.answer(visit, poll=as_uuid(poll), moment=as_uuid(moment))
    raise Http404


class StartPollForm(forms.Form):
    """What is asked, and up to six moments; rows that stay empty are no moments."""

    session = forms.TypedChoiceField(
        label=gettext_lazy("Voor welke bijeenkomst?"),
        coerce=UUID,
        empty_value=None,
        required=False,
        help_text=gettext_lazy(
            "Een nieuwe bijeenkomst komt op dezelfde plaats als de laatste, tenzij u daar te gast was."
        ),
    )
    title = forms.CharField(
        label=gettext_lazy("Titel"),
        max_length=160,
        help_text=gettext_lazy("Zoals deelnemers de bijeenkomst kennen, bijvoorbeeld “Terugkomdag”."),
    )
    closes_on = forms.DateField(label=gettext_lazy("Antwoorden kan tot en met"), widget=DateInput)

    def __init__(self, *args: Any, edition: EditionView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions = [
            (each.public_id, ": ".join(filter(None, (day(each.starts_at), each.title)))) for each in edition.sessions
        ]
        new = ("", _("een nieuwe, nader te bepalen"))
        self.fields["session"].choices = [new, *sessions]  # type: ignore[attr-defined]
        for number in PROPOSED:
            required = number <= FEWEST
            self.fields[f"date_{number}"] = forms.DateField(label=_("Datum"), widget=DateInput, required=required)
            for name, label in (("start", _("Begint om")), ("end", _("Eindigt om"))):
                self.fields[f"{name}_{number}"] = forms.TimeField(label=label, widget=AdminTimeInput, required=required)

    @property
    def about(self) -> Sequence[forms.BoundField]:
        """The fields that are no moments."""
        return [self[name] for name in self.base_fields]

    @property
    def rows(self) -> Sequence[Sequence[forms.BoundField]]:
        """The three fields of each moment."""
        return [[self[f"{name}_{number}"] for name in ("date", "start", "end")] for number in PROPOSED]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in PROPOSED:
            self._check_row(number)
        if not self.errors and cleaned["closes_on"] < timezone.localdate():
            self.add_error("closes_on", _("Kies een dag die nog komt."))
        if not self.errors and cleaned["closes_on"] >= min(
            timezone.localdate(start) for start, _end in self._moments()
        ):
            self.add_error("closes_on", _("Kies een dag vóór het eerste moment."))
        return cleaned

    def _check_row(self, number: int) -> None:
        row = {name: self.cleaned_data.get(f"{name}_{number}") for name in ("date", "start", "end")}
        if any(f"{name}_{number}" in self.errors for name in row) or not any(row.values()):
            return
        for name, value in row.items():
            if value is None:
                self.add_error(f"{name}_{number}", _("Vul dit ook in, of laat de hele regel leeg."))
                return
        start, end = self._moment(number)
        if end <= start:
            self.add_error(f"end_{number}", _("Het einde ligt na het begin."))
        elif start <= timezone.now():
            self.add_error(f"date_{number}", _("Kies een moment dat nog komt."))

    def _moment(self, number: int) -> tuple[dt.datetime, dt.datetime]:
        date = self.cleaned_data[f"date_{number}"]
        start, end = (
            timezone.make_aware(dt.datetime.combine(date, self.cleaned_data[f"{name}_{number}"]))
            for name in ("start", "end")
        )
        return start, end

    def _moments(self) -> Sequence[tuple[dt.datetime, dt.datetime]]:
        """In order of time, each once."""
        return sorted({self._moment(number) for number in PROPOSED if self.cleaned_data[f"date_{number}"]})

    def facts(self) -> PollFacts:
        """Ask it of a form that is valid."""
        closes_at = dt.datetime.combine(self.cleaned_data["closes_on"], END_OF_DAY)
        return PollFacts(
            title=self.cleaned_data["title"],
            session=self.cleaned_data["session"],
            closes_at=timezone.make_aware(closes_at),
            moments=self._moments(),
        )


class PollScreen(VisitView):
    """About the date polls of an edition."""

    page_title = gettext_lazy("Datumprikker")
    part_label = gettext_lazy("Datumprikker")
    header_icon = "date"

    @cached_property
    def poll(self) -> DatePoll:
        """The one that the address names; raises Http404 for one of another edition."""
        polls = DatePoll.objects.filter(edition=self.visit.edition.public_id, public_id=self.kwargs["poll"])
        found: DatePoll | None = polls.select_related("chosen").first()
        if found is None:
            raise Http404
        return found


class PollsView(PollScreen):
    """All of them; there is nothing to decide here."""

    template_name = "leertraject/admin/polls.html"

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        polls = DatePoll.objects.filter(edition=self.visit.edition.public_id).select_related("chosen")
        rows = [(poll, until(poll.closes_at), moment_told(poll, poll.chosen) if poll.chosen else "") for poll in polls]
        return super().get_context_data(**kwargs) | {"rows": rows}


class StartPollView(PollScreen):
    page_title = gettext_lazy("Momenten voorstellen")
    template_name = "leertraject/admin/start_poll.html"
    form_class = StartPollForm
    button_label = gettext_lazy("Verstuur naar de deelnemers")
    success_message = gettext_lazy("De datumprikker is verstuurd.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"edition": self.visit.edition}

    def decide(self, form: forms.Form) -> None:
        start_poll(edition=self.visit.edition.public_id, facts=form.facts(), user=self.staff)  # type: ignore[attr-defined]


class TallyView(PollScreen):
    """Who can when; there is nothing to decide here."""

    template_name = "leertraject/admin/tally.html"

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "tally": tally_of(self.poll),
            "until": until(self.poll.closes_at),
            "chosen": moment_told(self.poll, self.poll.chosen) if self.poll.chosen else "",
        }


class RemovePollView(PollScreen):
    page_title = gettext_lazy("Datumprikker weghalen")
    template_name = "events/admin/decision.html"
    button_label = gettext_lazy("Ja, haal weg")
    button_classname = "serious"
    success_message = gettext_lazy("De datumprikker is weggehaald.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = _("De datumprikker “%(title)s” gaat weg, met alle antwoorden. Niemand krijgt daar een mail over.")
        return super().get_context_data(**kwargs) | {"explanation": told % {"title": self.poll.title}}

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        remove_poll(edition=self.visit.edition.public_id, poll=self.poll.public_id, user=self.staff)


class ChooseMomentView(PollScreen):
    page_title = gettext_lazy("Moment kiezen")
    template_name = "leertraject/admin/choose_moment.html"
    button_label = gettext_lazy("Ja, kies dit moment")
    success_message = gettext_lazy("Het moment is gekozen en staat bij de editie.")

    @cached_property
    def moment(self) -> PollMoment:
        """Raises Http404 for one of another poll."""
        found: PollMoment | None = self.poll.moments.filter(public_id=self.kwargs["moment"]).first()
        if found is None:
            raise Http404
        return found

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        choose_moment(
            edition=self.visit.edition.public_id,
            poll=self.poll.public_id,
            moment=self.moment.public_id,
            user=self.staff,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {"told": moment_told(self.poll, self.moment), "poll": self.poll}
        try:
            context["consequences"] = touched_by_moment(
                self.visit.edition.public_id, session_moment(self.poll, self.moment)
            )
        except NotAllowed as refusal:
            context["refusal"] = str(refusal.reason)
        return context
