"""What visitors sent, in the admin: the list with its filters and export, and one screen for each."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.log_actions import registry as log_registry

from cms.admin.lead_decisions import DECISIONS, possible_decisions
from cms.admin.lead_export import leads_as_xlsx
from cms.lifecycles import LEAD, LeadStatus
from cms.models import Lead
from cms.queries.leads import leads_for_staff
from cms.staff import PeriodFilter, ReadOnlyScreen, ReadOnlyViewSet, StatusFilter, XlsxIndexView


class SenderColumn(TitleColumn):
    """Who it is, with the address underneath."""

    cell_template_name = "cms/admin/cells/sender.html"


class LeadFilterSet(WagtailFilterSet):
    kind = StatusFilter(label=_("Soort"), choices=Lead.Kind.choices)
    status = StatusFilter(label=_("Stand"), choices=Lead._meta.get_field("status").choices)
    created_at = PeriodFilter(label=_("Ontvangen in de periode"))

    class Meta:
        model = Lead
        fields: list[str] = []


class LeadIndexView(XlsxIndexView):
    queryset = leads_for_staff()
    search_fields = ["name", "email", "organisation_name", "page_title", "message"]
    search_backend_name = None
    filterset_class = LeadFilterSet
    template_name = "cms/admin/index_of_many.html"
    default_ordering = "-created_at"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="lead"),
            SenderColumn(
                "name",
                label=_("Van"),
                get_url=self.get_inspect_url,
                get_title_id=lambda lead: f"lead_{lead.pk}_title",
                sort_key="name",
                width="24%",
            ),
            Column("organisation_name", label=_("Organisatie"), sort_key="organisation_name"),
            Column("kind", label=_("Soort"), accessor="get_kind_display", sort_key="kind"),
            Column("page_title", label=_("Vanaf pagina"), sort_key="page_title"),
            StatusTagColumn(
                "status",
                label=_("Stand"),
                accessor="get_status_display",
                sort_key="status",
                primary=lambda lead: lead.status == LeadStatus.NEW,
            ),
            DateColumn("created_at", label=_("Ontvangen"), sort_key="created_at"),
        ]

    def as_xlsx(self, rows: QuerySet[Lead]) -> FileResponse:
        return leads_as_xlsx(rows)


class LeadScreen(ReadOnlyScreen):
    """What somebody sent, the buttons, and everything that happened."""

    page_title = _("Bericht")

    def get_object(self, queryset: Any = None) -> Lead:  # noqa: ARG002
        return get_object_or_404(leads_for_staff(), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead: Lead = self.object
        moves = LEAD[LeadStatus(lead.status)] if self.user_has_permission("change") else frozenset()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "lead": lead,
            "buttons": possible_decisions(lead, moves),
            "log": log_registry.get_logs_for_instance(lead).select_related("user").order_by("-timestamp"),
        }


class LeadViewSet(ReadOnlyViewSet):
    """Visitors send these, and a job forgets them."""

    model = Lead
    name = "leads"
    url_prefix = "berichten"
    icon = "mail"
    menu_label = pgettext_lazy("what visitors send", "Berichten")
    menu_order = 155
    add_to_admin_menu = True
    list_per_page = 50
    index_view_class = LeadIndexView
    inspect_view_class = LeadScreen
    inspect_template_name = "cms/admin/lead.html"

    def own_urls(self) -> list[Any]:
        return [
            path(f"{address}/<int:pk>/", self.construct_view(view), name=name)
            for name, (address, view) in DECISIONS.items()
        ]
