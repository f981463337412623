"""Editions in the admin: the list, the form, and one screen per edition."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, re_path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from betalingen.api import finance_settings
from cms.api import NotAllowed, record_audit
from cms.staff import DateInput, PeriodFilter, StatusFilter
from events.actions.change_edition import change_edition
from events.actions.take_along import take_along
from events.admin.attendance import NoteAttendanceView
from events.admin.attendance_list import AttendanceListView
from events.admin.edition_access import RestrictEditionView
from events.admin.edition_cancellation import EditionCancellationView
from events.admin.edition_decisions import (
    AnnounceEditionView,
    CancelEditionView,
    CockpitView,
    CompleteEditionView,
    ConfirmEditionView,
    GiveCertificatesView,
    OpenEditionView,
    PostponeDecisionView,
    RetryRoomsView,
)
from events.admin.edition_evaluation import EditionEvaluationView, EvaluationResultsView
from events.admin.edition_form import edition_panels
from events.admin.edition_part import EditionPartView
from events.admin.edition_questions import EditionQuestionsView, EditionWorkgroupsView
from events.admin.edition_reminders import SetRemindersView
from events.admin.edition_screen import EditionScreen
from events.admin.guests import GuestsView
from events.admin.hosts import ConfirmHostView, InviteHostView, RemindHostView, WithdrawHostView
from events.admin.interviews import AddInterviewsView, RemoveInterviewView
from events.admin.list_readers import ListReadersView, TakeBackListView
from events.admin.listing import OfferingFilter, TemplateColumn
from events.admin.materials import AddMaterialView, ChangeMaterialView, RemoveMaterialView
from events.admin.permissions import is_disposable
from events.admin.read_dates import ReadsDatesMixin
from events.lifecycles import EditionStatus
from events.models import (
    Edition,
    Evaluation,
    HostInvitation,
    InterviewSlot,
    ListReader,
    Material,
    Registration,
    Session,
)
from events.queries.edition_changes import Touched, touched_by
from events.queries.edition_copy import edition_copy, next_first_day, without_days
from events.queries.edition_lists import editions_for_staff, meeting_between
from events.queries.session_people import double_bookings

UNDER_WAY = (EditionStatus.OPEN, EditionStatus.CONFIRMED)


class EditionFilterSet(WagtailFilterSet):
    status = StatusFilter(label=gettext_lazy("Stand"), choices=Edition._meta.get_field("status").choices)
    period = PeriodFilter(label=gettext_lazy("Bijeenkomst in de periode"), narrow=meeting_between)
    offering = OfferingFilter(label=gettext_lazy("Programma of webinar"))

    class Meta:
        model = Edition
        fields: list[str] = []


class EditionIndexView(generic.IndexView):
    queryset = editions_for_staff()
    search_fields = ["offering__title", "label"]
    search_backend_name = None
    filterset_class = EditionFilterSet
    template_name = "events/admin/index.html"
    add_item_label = gettext_lazy("Nieuwe editie")

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column("__str__")
        title.label = gettext_lazy("Editie")
        title._get_url_func = self.get_inspect_url  # noqa: SLF001  # the screen shows it all; the form is one click on
        return [
            title,
            TemplateColumn(
                "period",
                label=gettext_lazy("Periode"),
                template="events/admin/cells/period.html",
                sort_key="first_at",
            ),
            StatusTagColumn(
                "status",
                label=gettext_lazy("Stand"),
                accessor="get_status_display",
                sort_key="status",
                primary=lambda edition: edition.status in UNDER_WAY,
            ),
            TemplateColumn(
                "seats", label=gettext_lazy("Plaatsen"), template="events/admin/cells/seats.html", sort_key="taken"
            ),
            Column("minimum", label=gettext_lazy("Minimum"), sort_key="minimum"),
            TemplateColumn(
                "closes_at",
                label=gettext_lazy("Aanmelden tot en met"),
                template="events/admin/cells/closes.html",
                sort_key="closes_at",
            ),
            TemplateColumn(
                "decision_date",
                label=gettext_lazy("Beslisdatum"),
                template="events/admin/cells/decision.html",
                sort_key="decision_date",
            ),
        ]

    def get_list_more_buttons(self, instance: Edition) -> list[MenuItem]:
        """The title leads to the screen; throwing away is done there."""
        url = self.get_edit_url(instance)
        copy_url = self.get_copy_url(instance)
        return [
            *([MenuItem(_("Bewerken"), url=url, icon_name="edit", priority=10)] if url else []),
            *([MenuItem(_("Kopiëren"), url=copy_url, icon_name="copy", priority=20)] if copy_url else []),
        ]


class EditionCreateView(ReadsDatesMixin, generic.CreateView):
    success_message = gettext_lazy("%(object)s staat klaar als concept. Zet de editie open om aanmeldingen te krijgen.")

    def get_initial_form_instance(self) -> Edition:
        """What leaving costs is the academy's rule until somebody sets another for this edition."""
        return Edition(cancellation_steps=finance_settings().cancellation_steps)

    def get_success_url(self) -> str:
        return reverse("editions:inspect", args=[self.object.pk])


class CopyForm(forms.Form):
    first_day = forms.DateField(label=gettext_lazy("Eerste bijeenkomst van de kopie"), widget=DateInput)


class EditionCopyView(EditionCreateView):
    """First the new first day, then the whole edition on its new days in the form; only saving that stores it."""

    page_title = gettext_lazy("Kopiëren")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.source = get_object_or_404(editions_for_staff(), pk=self.kwargs["pk"])
        if not self.user_has_permission("add"):
            raise PermissionDenied
        if self.source.is_webinar:
            messages.info(request, _("Een webinar kopieert u als pagina; de editie komt vanzelf mee."))
            return HttpResponseRedirect(reverse("wagtailadmin_pages:copy", args=[self.source.offering_id]))
        if self.source.first_at is None:
            messages.info(request, _("Deze editie heeft nog geen data; er valt niets te verschuiven."))
            return HttpResponseRedirect(reverse("editions:inspect", args=[self.source.pk]))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        proposal = {"first_day": next_first_day(self.source, timezone.localdate())}
        asked = CopyForm(request.GET if "first_day" in request.GET else None, initial=proposal)
        if not asked.is_valid():
            self.object = None
            context = super().get_context_data(**kwargs) | {"source": self.source, "copy_form": asked}
            return render(request, "events/admin/edition_copy.html", context)
        self.copy = edition_copy(self.source, asked.cleaned_data["first_day"])
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_initial_form_instance(self) -> Edition:
        """A form that is shown for the first time has the whole copy in it. When it comes back, what was typed in it counts, and
        what is not in it is still that of the source."""
        return getattr(self, "copy", None) or without_days(self.source)

    def get_add_url(self) -> str:
        return reverse("editions:copy", args=[self.source.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"source": self.source}

    def save_instance(self) -> Edition:
        edition: Edition = super().save_instance()
        record_audit(edition, "events.edition_copied", user=self.request.user, source=str(self.source.public_id))
        take_along(source_id=self.source.pk, edition_id=edition.pk, user=self.request.user)
        return edition


CONFIRMED = "confirmed"
BACK = "back"


class EditionEditView(ReadsDatesMixin, generic.EditView):
    """Stores through the action, which locks the edition and tells who relies on its facts. When anybody is told, what was typed
    goes along on a screen that says whom it touches, to confirm or to go back to."""

    touched: Touched | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = get_object_or_404(editions_for_staff(), pk=self.kwargs["pk"])
        if edition.is_webinar and request.user.has_perm("events.change_edition"):
            messages.info(request, _("Datum, tijd en plaatsen van een webinar wijzigt u op de pagina zelf."))
            return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[edition.offering_id]))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return super().post(request, *args, **kwargs)

    def save_instance(self) -> Edition:
        self.changed = change_edition(edition_id=self.object.pk, facts=self.form.facts(), user=self.request.user)
        edition: Edition = Edition.objects.get(pk=self.object.pk)
        return edition

    def form_valid(self, form: Any) -> HttpResponse:
        self.form = form
        self.touched = touched_by(self.get_object(), form.sessions())
        if BACK in self.request.POST:
            shown: HttpResponse = self.render_to_response(self.get_context_data(form=form))
            return shown
        if self.touched and CONFIRMED not in self.request.POST:
            return self._ask(form)
        try:
            response: HttpResponse = super().form_valid(form)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
            self.produced_error_message = self.get_error_message()
            response = self.form_invalid(form)
        return response

    def get_success_url(self) -> str:
        return reverse("editions:inspect", args=[self.object.pk])

    def get_success_message(self) -> str:
        if not self.changed:
            return _("Er is niets gewijzigd.")
        if not self.touched:
            return _("De editie is bijgewerkt.")
        told = self.touched.mails + self.touched.waiting
        return ngettext(
            "De editie is bijgewerkt. Er gaat %(count)d mail uit met de nieuwe gegevens.",
            "De editie is bijgewerkt. Er gaan %(count)d mails uit met de nieuwe gegevens.",
            told,
        ) % {"count": told}

    def _ask(self, form: Any) -> HttpResponse:
        typed = [
            (name, value)
            for name, values in self.request.POST.lists()
            if name not in ("csrfmiddlewaretoken", BACK)
            for value in values
        ]
        context = self.get_context_data(form=form) | {"consequences": self.touched, "typed": typed}
        return render(self.request, "events/admin/edition_change.html", context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["touched"] = self.object.taken if self.object.status != EditionStatus.DRAFT else 0
        context["double_bookings"] = double_bookings(self.object)
        return context


class EditionDeleteView(generic.DeleteView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_disposable(self.object):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class PricePreviewView(PermissionCheckedMixin, View):
    """What a participant pays, for the form: ?gross_price_cents=1.550,00&subsidy_scheme=1&vat_rule=2."""

    model = Edition
    any_permission_required = ["add", "change"]

    def get(self, request: HttpRequest) -> HttpResponse:
        form = edition_panels.bind_to_model(Edition).get_form_class()(request.GET)
        edition = Edition()
        for name in ("gross_price_cents", "subsidy_scheme", "vat_rule"):
            field = form.fields[name]
            try:
                setattr(edition, name, field.clean(field.widget.value_from_datadict(request.GET, {}, name)) or None)
            except ValidationError:
                return render(request, "events/admin/price_lines.html", {"price": None})
        return render(request, "events/admin/price_lines.html", {"price": edition.price})


class EditionViewSet(ModelViewSet):
    model = Edition
    name = "editions"
    url_prefix = "inschrijvingen/edities"
    icon = "date"
    list_per_page = 30
    edit_handler = edition_panels
    index_view_class = EditionIndexView
    add_view_class = EditionCreateView
    edit_view_class = EditionEditView
    delete_view_class = EditionDeleteView
    inspect_view_class = EditionScreen
    inspect_view_enabled = True
    inspect_template_name = "events/admin/edition.html"
    create_template_name = "events/admin/edition_create.html"
    edit_template_name = "events/admin/edition_form.html"
    copy_view_class = EditionCopyView

    def get_urlpatterns(self) -> list[Any]:
        def of_one(view_class: type[Any]) -> Any:
            return self.construct_view(view_class)

        def of_material(view_class: type[Any]) -> Any:
            policy = policy_registry.get_by_type(Edition)
            return self.construct_view(view_class, model=Material, permission_policy=policy)

        def of_part(view_class: type[Any], model: type[Any]) -> Any:
            policy = policy_registry.get_by_type(Edition)
            return self.construct_view(view_class, model=model, permission_policy=policy)

        return [
            *super().get_urlpatterns(),
            path(
                "afmelden/<int:pk>/",
                self.construct_view(EditionCancellationView, edit_url_name=self.get_url_name("cancellation")),
                name="cancellation",
            ),
            path(
                "vragen/<int:pk>/",
                self.construct_view(EditionQuestionsView, edit_url_name=self.get_url_name("questions")),
                name="questions",
            ),
            path(
                "werkgroepen/<int:pk>/",
                self.construct_view(EditionWorkgroupsView, edit_url_name=self.get_url_name("workgroups")),
                name="workgroups",
            ),
            path(
                "evaluatie/<int:pk>/",
                self.construct_view(EditionEvaluationView, edit_url_name=self.get_url_name("evaluation")),
                name="evaluation",
            ),
            path(
                "evaluatie/<int:pk>/uitkomst/",
                self.construct_view(EvaluationResultsView, permission_policy=policy_registry.get_by_type(Evaluation)),
                name="evaluation_results",
            ),
            path("voor-wie/<int:pk>/", of_one(RestrictEditionView), name="restrict"),
            path("prijs/", PricePreviewView.as_view(), name="price"),
            path("openen/<int:pk>/", of_one(OpenEditionView), name="open"),
            path("melden/<int:pk>/", of_one(AnnounceEditionView), name="announce"),
            path("beslissen/<int:pk>/", of_one(CockpitView), name="decide"),
            path("verschuiven/<int:pk>/", of_one(PostponeDecisionView), name="postpone"),
            path("gaat-door/<int:pk>/", of_one(ConfirmEditionView), name="confirm"),
            path("gaat-niet-door/<int:pk>/", of_one(CancelEditionView), name="cancel"),
            path("vergaderkamers/<int:pk>/", of_one(RetryRoomsView), name="retry_rooms"),
            path("afronden/<int:pk>/", of_one(CompleteEditionView), name="complete"),
            path("materiaal/<int:pk>/", of_one(AddMaterialView), name="add_material"),
            path(
                "materiaal/wijzigen/<int:pk>/",
                of_material(ChangeMaterialView),
                name="change_material",
            ),
            path(
                "materiaal/weghalen/<int:pk>/",
                of_material(RemoveMaterialView),
                name="remove_material",
            ),
            path("certificaten/<int:pk>/", of_one(GiveCertificatesView), name="certificates"),
            path("mails/<int:pk>/", of_one(SetRemindersView), name="reminders"),
            path("gesprekken/<int:pk>/", self.construct_view(AddInterviewsView), name="add_interviews"),
            path(
                "gesprek-vervalt/<int:pk>/",
                self.construct_view(
                    RemoveInterviewView, model=InterviewSlot, permission_policy=policy_registry.get_by_type(Edition)
                ),
                name="remove_interview",
            ),
            path("deelnemerslijst/<int:pk>/", of_one(ListReadersView), name="list_readers"),
            path("deelnemerslijst/terug/<int:pk>/", of_part(TakeBackListView, ListReader), name="take_back_list"),
            path("gasten/<int:pk>/", of_one(GuestsView), name="guests"),
            path("ontvangst/<int:pk>/", of_part(InviteHostView, Session), name="invite_host"),
            path("ontvangst/herinneren/<int:pk>/", of_part(RemindHostView, HostInvitation), name="remind_host"),
            path("ontvangst/bevestigen/<int:pk>/", of_part(ConfirmHostView, HostInvitation), name="confirm_host"),
            path("ontvangst/intrekken/<int:pk>/", of_part(WithdrawHostView, HostInvitation), name="withdraw_host"),
            path(
                "aanwezigheid/<int:pk>/",
                self.construct_view(NoteAttendanceView, permission_policy=policy_registry.get_by_type(Registration)),
                name="attendance",
            ),
            path("presentielijst/<int:pk>/", of_one(AttendanceListView), name="attendance_list"),
            re_path(r"^onderdeel/(?P<pk>\d+)/(?P<part>[-a-z0-9]+)/(?P<rest>.*)$", of_one(EditionPartView), name="part"),
        ]
