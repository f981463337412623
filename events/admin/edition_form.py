"""The form of an edition: days are typed as a date with times, money in euros, the deadline as a day."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
)
from wagtail.admin.widgets import AdminTimeInput

from cms.api import EuroField
from cms.staff import DateInput
from events import hooks
from events.actions.change_edition import EditionFacts, PersonFacts, SessionFacts, people_facts
from events.admin.inline_form_panel import InlineFormPanel, filled_in
from events.admin.read_dates import LONGEST_TEXT
from events.models import Edition, Session
from events.queries.offerings import source_of

LAST_SECOND = dt.time(23, 59, 59)


class SessionForm(WagtailAdminModelForm):
    """One day or part of a day."""

    date = forms.DateField(label=gettext_lazy("Datum"), widget=DateInput)
    start = forms.TimeField(label=gettext_lazy("Begint om"), widget=AdminTimeInput)
    end = forms.TimeField(label=gettext_lazy("Eindigt om"), widget=AdminTimeInput)
    walk_in = forms.TimeField(label=gettext_lazy("Inloop vanaf"), widget=AdminTimeInput, required=False)
    meeting_provider = forms.ChoiceField(
        label=gettext_lazy("Online vergadering"), choices=hooks.meeting_provider_choices, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session: Any = self.instance  # stored, or the copy of one
        if session.starts_at and session.ends_at:
            starts_at = timezone.localtime(session.starts_at)
            self.initial["date"] = starts_at.date()
            self.initial["start"] = starts_at.time()
            self.initial["end"] = timezone.localtime(session.ends_at).time()
            if session.walk_in_at:
                self.initial["walk_in"] = timezone.localtime(session.walk_in_at).time()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        date, start, end, walk_in = (cleaned.get(name) for name in ("date", "start", "end", "walk_in"))
        if start and end and end <= start:
            self.add_error("end", _("De eindtijd ligt niet na de begintijd."))
        if start and walk_in and walk_in > start:
            self.add_error("walk_in", _("De inloop begint na de begintijd."))
        if date and start and end:
            self.instance.starts_at = _moment(date, start)
            self.instance.ends_at = _moment(date, end)
            self.instance.walk_in_at = _moment(date, walk_in) if walk_in else None
        self._refuse_twice()
        return cleaned

    def _refuse_twice(self) -> None:
        """Beside the second; the database would refuse without saying where."""
        seen: set[tuple[Any, Any]] = set()
        for form in filled_in(self.formsets["people"]):
            # The formset refuses them too, in words for programmers, and takes the values away.
            part = (form.instance.person_id, form.instance.role)
            if part[0] and part in seen:
                form.add_error("person", _("Deze persoon heeft deze rol al bij deze bijeenkomst."))
            seen.add(part)

    def facts(self) -> SessionFacts:
        """What was filled in, for the action."""
        session: Session = self.instance
        return SessionFacts(
            pk=session.pk,
            meeting=session.meeting,
            title=session.title,
            description=session.description,
            morning=session.morning,
            afternoon=session.afternoon,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            walk_in_at=session.walk_in_at,
            mode=session.mode,
            host_id=session.host_id,
            place=session.place,
            address=session.address,
            directions=session.directions,
            meeting_provider=session.meeting_provider,
            medium=session.medium,
            meeting_url=session.meeting_url,
            goals=session.goals,
            title_en=session.title_en,
            description_en=session.description_en,
            morning_en=session.morning_en,
            afternoon_en=session.afternoon_en,
            goals_en=session.goals_en,
            people=self._people(),
        )

    def _people(self) -> tuple[PersonFacts, ...]:
        forms_in_order = sorted(filled_in(self.formsets["people"]), key=lambda form: form.cleaned_data["ORDER"] or 0)
        return people_facts(form.instance for form in forms_in_order)


class EditionForm(WagtailAdminModelForm):
    """An edition of a programme; that of a webinar is edited on its page."""

    gross_price_cents = EuroField(
        label=gettext_lazy("Volle prijs per persoon, zonder btw"),
        required=False,
        help_text=gettext_lazy("In euro’s, vóór aftrek van subsidie. Leeg of 0: gratis."),
    )
    closes_on = forms.DateField(
        label=gettext_lazy("Aanmelden tot en met"),
        required=False,
        widget=DateInput,
        help_text=gettext_lazy("De aanmelding sluit aan het einde van deze dag. Leeg: tot het begin."),
    )

    dates_text = forms.CharField(
        label=gettext_lazy("Plak de data"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Bijvoorbeeld “22 september, 13 oktober, 10 november, 9.30 - 16.30 uur”. U ziet eerst wat eruit is gelezen."
        ),
    )
    names_on = forms.DateField(
        label=gettext_lazy("Namen en wissels tot en met"),
        required=False,
        widget=DateInput,
        help_text=gettext_lazy("Daarna zijn de deelnemers bekend. Leeg: tot het begin."),
    )

    class Media:
        js = ("events/admin/live_preview.js",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition: Edition = self.instance
        if edition.names_until:
            self.initial["names_on"] = timezone.localtime(edition.names_until).date()
        if edition.closes_at:
            self.initial["closes_on"] = timezone.localtime(edition.closes_at).date()
        if edition.pk and edition.bookings.exists():
            self.fields["offering"].disabled = True
            self.fields["offering"].help_text = _("Er zijn al aanmeldingen; de editie blijft bij dit programma.")

    def clean_offering(self) -> Any:
        return source_of(self.cleaned_data["offering"])

    def clean_gross_price_cents(self) -> int:
        return self.cleaned_data["gross_price_cents"] or 0

    def clean_capacity(self) -> int:
        capacity: int = self.cleaned_data["capacity"]
        if capacity < self.instance.taken:
            raise ValidationError(
                _("Er zijn al %(taken)d plaatsen bezet; het maximum kan niet lager zijn."),
                params={"taken": self.instance.taken},
            )
        if capacity < self.instance.taken + self.instance.reserved:
            raise ValidationError(
                _("Er zijn %(taken)d plaatsen bezet en %(reserved)d toegezegd aan de wachtlijst; minder kan niet."),
                params={"taken": self.instance.taken, "reserved": self.instance.reserved},
            )
        return capacity

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("gross_price_cents") and not cleaned.get("vat_rule"):
            self.add_error("vat_rule", _("Kies bij een prijs ook een btw-regel."))
        minimum, capacity = cleaned.get("minimum"), cleaned.get("capacity")
        if minimum is not None and capacity is not None and minimum > capacity:
            self.add_error("minimum", _("Het minimum is groter dan het maximum."))
        self._check_days(cleaned)
        closes_on = cleaned.get("closes_on")
        self.instance.closes_at = _moment(closes_on, LAST_SECOND) if closes_on else None
        names_on = cleaned.get("names_on")
        self.instance.names_until = _moment(names_on, LAST_SECOND) if names_on else None
        return cleaned

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        first_day = min(
            (form.cleaned_data["date"] for form in filled_in(self.formsets["sessions"]) if form.is_valid()),
            default=None,
        )
        if first_day is None:
            return
        if (closes_on := cleaned.get("closes_on")) and closes_on >= first_day:
            self.add_error("closes_on", _("De aanmelding sluit vóór de dag van de eerste bijeenkomst."))
        if (names_on := cleaned.get("names_on")) and names_on >= first_day:
            self.add_error("names_on", _("Laat dit leeg, of kies een dag vóór de eerste bijeenkomst."))
        if (decision_date := cleaned.get("decision_date")) and decision_date >= first_day:
            self.add_error("decision_date", _("Beslis vóór de dag van de eerste bijeenkomst."))

    def facts(self) -> EditionFacts:
        """What was filled in, for the action."""
        edition: Edition = self.instance
        return EditionFacts(
            label=edition.label,
            minimum=edition.minimum,
            capacity=edition.capacity,
            closes_at=edition.closes_at,
            names_until=edition.names_until,
            decision_date=edition.decision_date,
            pays_when=edition.pays_when,
            offer_hours=edition.offer_hours,
            consent_days=edition.consent_days,
            has_intake=edition.has_intake,
            gross_price_cents=edition.gross_price_cents,
            subsidy_scheme_id=edition.subsidy_scheme_id,
            vat_rule_id=edition.vat_rule_id,
            sessions=tuple(form.facts() for form in filled_in(self.formsets["sessions"])),
        )

    def sessions(self) -> list[Session]:
        """The same days, not stored yet."""
        return [form.instance for form in filled_in(self.formsets["sessions"])]


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time))


edition_panels = ObjectList(
    [
        MultiFieldPanel(
            [
                PageChooserPanel("offering", ["cms.ProgrammePage"], heading=gettext_lazy("Programma")),
                FieldPanel("label"),
            ],
            gettext_lazy("Waarvan"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("minimum"), FieldPanel("capacity")]),
                FieldRowPanel([FieldPanel("closes_on"), FieldPanel("decision_date")]),
                FieldRowPanel([FieldPanel("names_on"), FieldPanel("offer_hours")]),
                FieldPanel("has_intake"),
            ],
            gettext_lazy("Deelnemers"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("gross_price_cents"),
                FieldRowPanel([FieldPanel("pays_when"), FieldPanel("consent_days")]),
                FieldRowPanel(
                    [FieldPanel("subsidy_scheme", widget=forms.Select), FieldPanel("vat_rule", widget=forms.Select)]
                ),
                HelpPanel(template="events/admin/price_panel.html"),
            ],
            gettext_lazy("Prijs"),
        ),
        MultiFieldPanel(
            [FieldPanel("dates_text"), HelpPanel(template="events/admin/read_dates_panel.html")],
            gettext_lazy("Data plakken"),
        ),
        InlineFormPanel(
            "sessions",
            [
                FieldRowPanel([FieldPanel("date"), FieldPanel("start")]),
                FieldRowPanel([FieldPanel("end"), FieldPanel("walk_in")]),
                FieldRowPanel([FieldPanel("meeting"), FieldPanel("title")]),
                FieldRowPanel([FieldPanel("morning"), FieldPanel("afternoon")]),
                FieldPanel("description"),
                FieldPanel("goals"),
                InlinePanel(
                    "people",
                    [
                        FieldRowPanel([FieldPanel("person"), FieldPanel("role")]),
                        FieldRowPanel([FieldPanel("function"), FieldPanel("function_en")]),
                    ],
                    heading=gettext_lazy("Wie er voor de groep staan"),
                    label=gettext_lazy("persoon"),
                    help_text=gettext_lazy("In de volgorde waarin ze op de site staan."),
                ),
                FieldPanel("mode"),
                FieldPanel("host"),
                FieldRowPanel([FieldPanel("place"), FieldPanel("address")]),
                FieldPanel("directions"),
                FieldRowPanel([FieldPanel("meeting_provider"), FieldPanel("medium")]),
                FieldPanel("meeting_url"),
                MultiFieldPanel(
                    [
                        FieldPanel("title_en"),
                        FieldRowPanel([FieldPanel("morning_en"), FieldPanel("afternoon_en")]),
                        FieldPanel("description_en"),
                        FieldPanel("goals_en"),
                    ],
                    gettext_lazy("In het Engels"),
                ),
            ],
            heading=gettext_lazy("Bijeenkomsten"),
            label=gettext_lazy("bijeenkomst"),
            child_form=SessionForm,
        ),
    ],
    base_form_class=EditionForm,
)
