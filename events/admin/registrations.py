"""Registrations in the admin: the list with its filters and export, and one screen per registration."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, StatusTagColumn, TitleColumn
from wagtail.log_actions import registry as log_registry

from cms.staff import PeriodFilter, ReadOnlyScreen, ReadOnlyViewSet, StatusFilter, XlsxIndexView
from events.admin.certificates import RegistrationCertificateView
from events.admin.consents import DeclineConsentView, GiveConsentView, RemindConsentView
from events.admin.intake import AdmitView, AdviseView, NoteIntakeView, RefuseView
from events.admin.listing import EditionFilter, TemplateColumn
from events.admin.name_participant import NameParticipantView
from events.admin.registration_decisions import (
    CancelRegistrationView,
    MarkAbsentView,
    MarkAttendedView,
    ResendConfirmationView,
)
from events.admin.registration_export import registrations_as_xlsx
from events.admin.registration_form import AddRegistrationView
from events.admin.registration_mails import RegistrationMailView, ResendMailView
from events.admin.registration_upload import RegistrationUploadView
from events.admin.registration_workgroup import ChooseWorkgroupView
from events.lifecycles import REGISTRATION, RegistrationStatus
from events.models import ConsentRequest, Intake, Registration
from events.queries.answers import answers_of
from events.queries.consent_pages import stands
from events.queries.edition_lists import editions_for_staff, registrations_for_staff
from events.queries.names import CHANGEABLE
from events.queries.registration_mails import mails_about, with_lost_mail
from events.queries.snapshots import registration_url


class PersonColumn(TitleColumn):
    """Who it is, with the address underneath."""

    cell_template_name = "events/admin/cells/person.html"


class RegistrationFilterSet(WagtailFilterSet):
    edition = EditionFilter(label=_("Editie"), queryset=lambda _request: editions_for_staff())
    status = StatusFilter(label=_("Stand"), choices=Registration._meta.get_field("status").choices)
    created_at = PeriodFilter(label=_("Ingeschreven in de periode"))

    class Meta:
        model = Registration
        fields: list[str] = []


class RegistrationIndexView(XlsxIndexView):
    queryset = with_lost_mail(registrations_for_staff())
    search_fields = ["name", "email", "number", "booking__organisation_name"]
    search_backend_name = None
    filterset_class = RegistrationFilterSet
    template_name = "events/admin/registration_index.html"
    add_item_label = _("Voeg inschrijving toe")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="registration"),
            PersonColumn(
                "name",
                accessor="shown_name",
                label=_("Deelnemer"),
                get_url=self.get_inspect_url,
                get_title_id=lambda registration: f"registration_{registration.pk}_title",
                sort_key="name",
                width="24%",
            ),
            Column(
                "organisation",
                label=_("Organisatie"),
                accessor="booking.organisation_name",
                sort_key="booking__organisation_name",
            ),
            TemplateColumn("edition", label=_("Editie"), template="events/admin/cells/edition.html", width="26%"),
            StatusTagColumn(
                "status",
                label=_("Stand"),
                accessor="get_status_display",
                sort_key="status",
                primary=lambda registration: registration.status in ("confirmed", "attended"),
            ),
            TemplateColumn(
                "created_at",
                label=_("Ingeschreven op"),
                template="events/admin/cells/created.html",
                sort_key="created_at",
            ),
            Column("number", label=_("Nummer"), sort_key="number", classname="w-whitespace-nowrap"),
        ]

    def as_xlsx(self, rows: QuerySet[Registration]) -> FileResponse:
        return registrations_as_xlsx(rows)


class RegistrationScreen(ReadOnlyScreen):
    """The `inspect` view of a registration: facts, personal link, order, and everything that happened."""

    page_title = _("Inschrijving")

    def get_object(self, queryset: Any = None) -> Registration:  # noqa: ARG002
        return get_object_or_404(registrations_for_staff().select_related("certificate"), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        registration: Registration = self.object
        possible = REGISTRATION[RegistrationStatus(registration.status)]
        may_change = self.user_has_permission("change")
        first = registration.edition.sessions.order_by("starts_at").first()
        has_begun = first is not None and first.starts_at <= timezone.now()
        consent = ConsentRequest.objects.filter(booking=registration.booking_id).first()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "registration": registration,
            "personal_url": registration_url(registration),
            "first": first,
            "answers": answers_of(registration),
            "intake": Intake.objects.filter(registration=registration)
            .select_related("advice", "registration__interview")
            .first(),
            "consent": consent,
            "can_consent": may_change and consent is not None and stands(consent),
            "can_decide": may_change and registration.status == RegistrationStatus.INTAKE,
            "can_cancel": may_change and RegistrationStatus.CANCELLED in possible,
            "can_attend": may_change and has_begun and RegistrationStatus.ATTENDED in possible,
            "can_miss": may_change and has_begun and RegistrationStatus.ABSENT in possible,
            "can_name": may_change and registration.status in CHANGEABLE,
            "can_resend": may_change and registration.status == RegistrationStatus.CONFIRMED,
            "certificate": getattr(registration, "certificate", None),
            "mails": mails_about(registration),
            "log": sorted(
                [
                    *log_registry.get_logs_for_instance(registration).select_related("user"),
                    *log_registry.get_logs_for_instance(registration.booking).select_related("user"),
                ],
                key=lambda line: line.timestamp,
                reverse=True,
            ),
        }


class RegistrationViewSet(ReadOnlyViewSet):
    """No edit form and no deletion: people and money hang on a registration."""

    model = Registration
    name = "registrations"
    url_prefix = "inschrijvingen/deelnemers"
    icon = "group"
    list_per_page = 50
    index_view_class = RegistrationIndexView
    inspect_view_class = RegistrationScreen
    inspect_template_name = "events/admin/registration.html"
    absent = ReadOnlyViewSet.absent - {"add"}

    def own_urls(self) -> list[Any]:
        return [
            path("nieuw/", self.construct_view(AddRegistrationView), name="add"),
            path("wie/<int:pk>/", self.construct_view(NameParticipantView), name="name"),
            path("werkgroep/<int:pk>/", self.construct_view(ChooseWorkgroupView), name="workgroup"),
            path("bestand/<int:pk>/<uuid:upload>/", self.construct_view(RegistrationUploadView), name="upload"),
            path("intake/<int:pk>/", self.construct_view(NoteIntakeView), name="note"),
            path("toelaten/<int:pk>/", self.construct_view(AdmitView), name="admit"),
            path("niet-toelaten/<int:pk>/", self.construct_view(RefuseView), name="refuse"),
            path("ander-advies/<int:pk>/", self.construct_view(AdviseView), name="advise"),
            path("akkoord-vragen/<int:pk>/", self.construct_view(RemindConsentView), name="remind_consent"),
            path("akkoord/<int:pk>/", self.construct_view(GiveConsentView), name="give_consent"),
            path("geen-akkoord/<int:pk>/", self.construct_view(DeclineConsentView), name="decline_consent"),
            path("afmelden/<int:pk>/", self.construct_view(CancelRegistrationView), name="cancel"),
            path("aanwezig/<int:pk>/", self.construct_view(MarkAttendedView), name="attended"),
            path("afwezig/<int:pk>/", self.construct_view(MarkAbsentView), name="absent"),
            path("bevestiging/<int:pk>/", self.construct_view(ResendConfirmationView), name="resend"),
            path("certificaat/<int:pk>/", self.construct_view(RegistrationCertificateView), name="certificate"),
            path("mail/<int:pk>/<uuid:message>/", self.construct_view(RegistrationMailView), name="mail"),
            path("mail/<int:pk>/<uuid:message>/opnieuw/", self.construct_view(ResendMailView), name="resend_mail"),
        ]
