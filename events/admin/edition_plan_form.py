"""The form that plans editions of a contract: their days spread or typed, and what they have in common."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminTimeInput

from cms.staff import DateInput
from events import hooks
from events.admin.edition_access import EmailDomainsForm
from events.admin.read_dates import LONGEST_TEXT
from events.invitation import ReadDay, read_days
from events.models import Edition, Quote, Session
from events.queries.contract_plan import EditionPlan, PlannedRun, spread
from events.queries.contracts import Progress
from events.queries.edition_lists import editions_for_staff

MOST_AT_ONCE = 100
EXAMPLES = 30


class EditionPlanForm(EmailDomainsForm):
    """`seen` is what the screen showed as the plan: only that plan is carried out."""

    count = forms.IntegerField(label=gettext_lazy("Hoeveel edities"), min_value=1, max_value=MOST_AT_ONCE)
    capacity = forms.IntegerField(label=gettext_lazy("Deelnemers per editie"), min_value=1, max_value=1_000)
    first_day = forms.DateField(label=gettext_lazy("Eerste dag"), required=False, widget=DateInput)
    every = forms.IntegerField(
        label=gettext_lazy("Elke hoeveel dagen"),
        min_value=1,
        max_value=365,
        initial=7,
        required=False,
        help_text=gettext_lazy(
            "7 is elke week. Een dag in het weekend of op een feestdag wordt de eerste werkdag erna."
        ),
    )
    dates_text = forms.CharField(
        label=gettext_lazy("Of typ de dagen"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Bijvoorbeeld “22 september, 13 oktober, 10 november, 9.30 - 16.30 uur”. Elke dag is het begin van een editie. "
            "Vult u dit in, dan tellen aantal, eerste dag en tussenruimte niet."
        ),
    )
    example = forms.ModelChoiceField(
        label=gettext_lazy("Naar het voorbeeld van"),
        queryset=Edition.objects.none(),
        required=False,
        empty_label=gettext_lazy("geen: één dag per editie"),
        help_text=gettext_lazy("Bijeenkomsten, tijden, plaatsen, vragen en materiaal komen dan van die editie."),
    )
    start = forms.TimeField(label=gettext_lazy("Begint om"), widget=AdminTimeInput, initial=dt.time(9, 30))
    end = forms.TimeField(label=gettext_lazy("Eindigt om"), widget=AdminTimeInput, initial=dt.time(16, 30))
    mode = forms.ChoiceField(label=gettext_lazy("Vorm"), choices=Session.Mode.choices)
    place = forms.CharField(
        label=gettext_lazy("Plaats"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Leeg bij een bijeenkomst op locatie: nader te bepalen."),
    )
    meeting_provider = forms.ChoiceField(
        label=gettext_lazy("Online vergadering"), choices=hooks.meeting_provider_choices, required=False
    )
    teams = forms.CharField(
        label=gettext_lazy("Een editie per team of afdeling"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Elk team op een eigen regel, op volgorde van de dagen. Een editie van een team heeft een eigen link en staat niet "
            "tussen de data waaruit anderen kiezen."
        ),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    field_order = (
        "count", "capacity", "first_day", "every", "dates_text", "example", "start", "end", "mode", "place",
        "meeting_provider", "teams", "email_domains", "seen",
    )  # fmt: skip

    def __init__(self, *args: Any, contract: Quote, progress: Progress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.progress = progress
        self.notes: list[str] = []
        examples = editions_for_staff().filter(offering=contract.request.offering, first_at__isnull=False)
        recent = list(examples.values_list("pk", flat=True)[:EXAMPLES])
        example: Any = self.fields["example"]
        example.queryset = editions_for_staff().filter(pk__in=recent)

    def clean_first_day(self) -> dt.date | None:
        return _to_come(self.cleaned_data["first_day"])

    def clean_teams(self) -> list[str]:
        teams = [line.strip() for line in self.cleaned_data["teams"].splitlines() if line.strip()]
        longest = Edition._meta.get_field("team").max_length or 0
        if any(len(team) > longest for team in teams):
            raise ValidationError(_("Een naam heeft hoogstens %(count)d tekens."), params={"count": longest})
        return teams

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("start") and cleaned.get("end") and cleaned["end"] <= cleaned["start"]:
            self.add_error("end", _("De eindtijd ligt niet na de begintijd."))
        days = self._typed_days(cleaned["dates_text"]) if cleaned.get("dates_text") else self._spread_days(cleaned)
        if len(cleaned.get("teams") or []) > len(days) > 0:
            told = _("Er zijn meer teams dan edities: %(teams)d tegen %(editions)d.")
            self.add_error("teams", told % {"teams": len(cleaned["teams"]), "editions": len(days)})
        cleaned["days"] = days
        return cleaned

    def _spread_days(self, cleaned: dict[str, Any]) -> list[ReadDay]:
        if "first_day" in cleaned and not cleaned["first_day"]:
            self.add_error("first_day", _("Kies de eerste dag, of typ de dagen hieronder."))
        if not (cleaned.get("first_day") and cleaned.get("count")):
            return []
        days = spread(cleaned["first_day"], cleaned["count"], cleaned.get("every") or 7)
        return [ReadDay(day, number) for number, day in enumerate(days)]

    def _typed_days(self, text: str) -> list[ReadDay]:
        read = read_days(text, today=timezone.localdate())
        self.notes = list(read.notes)
        if read.unread:
            self.add_error("dates_text", _("Niet gelezen: %(parts)s.") % {"parts": "; ".join(read.unread)})
        elif not read.days:
            self.add_error("dates_text", _("Hier staat geen dag in."))
        elif len(read.days) > MOST_AT_ONCE:
            self.add_error("dates_text", _("Plan er hoogstens %(count)d tegelijk.") % {"count": MOST_AT_ONCE})
        elif min(day.date for day in read.days) < timezone.localdate():
            self.add_error("dates_text", _("Deze dag is al voorbij."))
        elif any(day.start and day.end and day.end <= day.start for day in read.days):
            self.add_error("dates_text", _("De eindtijd ligt niet na de begintijd."))
        return list(read.days)

    def plan(self) -> EditionPlan:
        """What was filled in, for the action."""
        data = self.cleaned_data
        teams = [*data["teams"], *[""] * len(data["days"])]
        return EditionPlan(
            runs=tuple(
                PlannedRun(
                    day=day.date,
                    start=day.start if day.start and day.end else data["start"],
                    end=day.end if day.start and day.end else data["end"],
                    team=team,
                )
                for day, team in zip(data["days"], teams, strict=False)
            ),
            capacity=data["capacity"],
            mode=data["mode"],
            place=data["place"],
            meeting_provider=data["meeting_provider"],
            email_domains=tuple(data["email_domains"]),
            example=data["example"],
        )

    def capacity_check(self, plan: EditionPlan) -> str:
        """Whether everybody has a place once all that was agreed is planned with this size; "" when they do."""
        editions = max(self.progress.missing, len(plan.runs))
        short = self.progress.short_of(editions * plan.capacity)
        if not short:
            return ""
        told = _(
            "Met %(size)d per editie zijn er straks %(places)d plaatsen voor %(people)d medewerkers: %(short)d te weinig. "
            "Neem grotere groepen, of spreek meer edities af."
        )
        return told % {
            "size": plan.capacity,
            "places": self.progress.places + editions * plan.capacity,
            "people": self.progress.people,
            "short": short,
        }


def _to_come(day: dt.date | None) -> dt.date | None:
    if day and day <= timezone.localdate():
        raise ValidationError(_("Kies een dag die nog komt."))
    return day
