"""What goes on after a yes: plan the editions or attach those that are there, and offer more of them."""

from abc import abstractmethod
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from events.actions.attach_edition import attach_edition
from events.actions.detach_edition import detach_edition
from events.actions.draft_addendum import draft_addendum
from events.actions.draft_follow_up import draft_follow_up
from events.actions.plan_editions import plan_editions
from events.admin.edition_plan_form import MOST_AT_ONCE, EditionPlanForm
from events.admin.quote_decisions import DraftingView, QuoteDecisionView
from events.models import Edition
from events.queries.contract_plan import EditionPlan
from events.queries.contracts import attachable_editions, detachable_editions, progress_of


class PlanEditionsView(QuoteDecisionView):
    """First the days that come of what was typed; the same button then carries out exactly that."""

    page_title = gettext_lazy("Edities plannen")
    header_icon = "date"
    form_class = EditionPlanForm
    template_name = "events/admin/plan_editions.html"
    button_label = gettext_lazy("Bekijk de dagen")

    def get_form_kwargs(self) -> dict[str, Any]:
        self.progress = progress_of(self.object)
        return super().get_form_kwargs() | {"contract": self.object, "progress": self.progress}

    def get_initial(self) -> dict[str, Any]:
        request = self.object.request
        return {
            "count": min(self.progress.missing, MOST_AT_ONCE) or None,
            "capacity": request.group_size,
            "email_domains": request.email.rpartition("@")[2].lower(),
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        plan: EditionPlan = form.plan()  # type: ignore[attr-defined]
        shown = _fingerprint(plan, self.progress.planned)
        if form.cleaned_data["seen"] == shown:
            return super().form_valid(form)
        # What was typed stays typed; the hidden field tells what the person is about to see.
        bound: Any = form
        bound.data = bound.data.copy()
        bound.data["seen"] = shown
        return self.render_to_response(self.get_context_data(form=form, plan=plan))

    def decide(self, form: forms.Form) -> None:
        plan: EditionPlan = form.plan()  # type: ignore[attr-defined]
        self.made = plan_editions(
            quote_id=self.object.pk, plan=plan, planned_before=self.progress.planned, user=self.staff
        )

    def get_success_message(self) -> str:
        told = ngettext("Er is %(count)d editie gepland.", "Er zijn %(count)d edities gepland.", len(self.made))
        return told % {"count": len(self.made)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs) | {"progress": self.progress}
        plan: EditionPlan | None = kwargs.get("plan")
        if plan:
            form: EditionPlanForm = context["form"]
            told = ngettext("Ja, plan %(count)d editie", "Ja, plan %(count)d edities", len(plan.runs))
            context |= {
                "warning": form.capacity_check(plan),
                "notes": form.notes,
                "button_label": told % {"count": len(plan.runs)},
            }
        return context


def _fingerprint(plan: EditionPlan, planned: int) -> str:
    """Another one for any other days, times, teams or size, and once something was planned meanwhile."""
    runs = (f"{run.day}T{run.start:%H%M}-{run.end:%H%M}={run.team}" for run in plan.runs)
    example = plan.example.pk if plan.example else ""
    return "|".join([str(planned), str(plan.capacity), str(example), *runs])


class AddendumForm(forms.Form):
    count = forms.IntegerField(
        label=gettext_lazy("Hoeveel edities erbij"),
        min_value=1,
        max_value=1_000,
        help_text=gettext_lazy("Tegen dezelfde prijs."),
    )
    head_count = forms.IntegerField(
        label=gettext_lazy("Hoeveel medewerkers erbij"),
        min_value=0,
        max_value=100_000,
        initial=0,
        help_text=gettext_lazy("0 als de edities voor dezelfde mensen zijn."),
    )


class DraftAddendumView(DraftingView):
    page_title = gettext_lazy("Aanvulling")
    header_icon = "plus"
    form_class = AddendumForm
    button_label = gettext_lazy("Ja, maak een aanvulling")
    success_message = gettext_lazy("Er staat een aanvulling klaar als concept. Bekijk haar en verstuur haar.")
    explanation = gettext_lazy(
        "U krijgt een concept met dezelfde regel, prijs en afspraken. De organisatie geeft er apart akkoord op en krijgt er een "
        "eigen order voor; daarna tellen de edities mee bij dit contract."
    )

    def get_initial(self) -> dict[str, Any]:
        short = progress_of(self.object).short_of()
        size = self.object.request.group_size
        return {"count": max(-(-short // size), 1) if size else 1, "head_count": 0}

    def decide(self, form: forms.Form) -> None:
        self.draft = draft_addendum(quote_id=self.object.pk, user=self.staff, **form.cleaned_data)


class FollowUpForm(forms.Form):
    head_count = forms.IntegerField(
        label=gettext_lazy("Voor hoeveel medewerkers"),
        min_value=1,
        max_value=100_000,
        help_text=gettext_lazy("Hieruit volgt het aantal groepen; in het concept past u het aan."),
    )


class DraftFollowUpView(DraftingView):
    page_title = gettext_lazy("Vervolg")
    header_icon = "redirect"
    form_class = FollowUpForm
    button_label = gettext_lazy("Ja, maak een vervolg")
    success_message = gettext_lazy("Er staat een vervolg klaar als concept. Bekijk het en verstuur het.")
    explanation = gettext_lazy(
        "U krijgt een concept voor een nieuw contract, met dezelfde organisatie, contactpersoon, regels en afspraken en de prijs die "
        "het laatst is afgesproken. De edities ervan tellen niet mee bij dit contract."
    )

    def get_initial(self) -> dict[str, Any]:
        return {"head_count": self.object.request.head_count}

    def decide(self, form: forms.Form) -> None:
        self.draft = draft_follow_up(quote_id=self.object.pk, user=self.staff, **form.cleaned_data)


class ChosenEdition(forms.ModelChoiceField[Edition]):
    def label_from_instance(self, obj: Any) -> str:
        day = f", {timezone.localtime(obj.first_at):%d-%m-%Y}" if obj.first_at else ""
        return f"{obj}{day} ({obj.get_status_display()}, {obj.taken} / {obj.capacity})"


class ChosenEditionForm(forms.Form):
    edition = ChosenEdition(label=gettext_lazy("Editie"), queryset=Edition.objects.none())

    def __init__(self, *args: Any, editions: QuerySet[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = editions  # type: ignore[attr-defined]


class ChooseEditionView(QuoteDecisionView):
    """One of some editions, or a sentence when there are none."""

    template_name = "events/admin/quote_edition.html"
    form_class = ChosenEditionForm
    nothing_to_choose: Promise

    @abstractmethod
    def editions(self) -> QuerySet[Edition]:
        """What one is chosen of."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"editions": self.editions()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        nothing = "" if self.editions().exists() else self.nothing_to_choose
        return super().get_context_data(**kwargs) | {"nothing_to_choose": nothing}


class AttachEditionView(ChooseEditionView):
    page_title = gettext_lazy("Editie koppelen")
    header_icon = "link"
    nothing_to_choose = gettext_lazy("Er is nu geen editie die u kunt koppelen.")
    button_label = gettext_lazy("Ja, koppel")
    success_message = gettext_lazy("De editie hoort nu bij dit contract.")
    explanation = gettext_lazy(
        "Koppel een editie die er al is. U kiest uit besloten edities van dit programma zonder prijs, die bij geen contract horen en "
        "waarin niemand van een andere organisatie zit."
    )

    def editions(self) -> QuerySet[Edition]:
        return attachable_editions(self.object)

    def decide(self, form: forms.Form) -> None:
        attach_edition(quote_id=self.object.pk, edition_id=form.cleaned_data["edition"].pk, user=self.staff)


class DetachEditionView(ChooseEditionView):
    page_title = gettext_lazy("Editie losmaken")
    header_icon = "cross"
    nothing_to_choose = gettext_lazy("Er is nu geen editie die u kunt losmaken.")
    button_label = gettext_lazy("Ja, maak los")
    button_classname = "serious"
    success_message = gettext_lazy("De editie hoort niet meer bij dit contract.")
    explanation = gettext_lazy(
        "De editie blijft bestaan, besloten en met haar eigen link, maar telt niet meer mee. U kiest uit edities waarvoor niemand is aangemeld."
    )

    def editions(self) -> QuerySet[Edition]:
        return detachable_editions(self.object)

    def decide(self, form: forms.Form) -> None:
        detach_edition(quote_id=self.object.pk, edition_id=form.cleaned_data["edition"].pk, user=self.staff)
