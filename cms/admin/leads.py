"""What visitors sent, in the admin: the list with its filters and export, and one screen for each."""

from typing import Any

import django_filters
from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import registry as log_registry

from cms.admin.lead_decisions import DECISIONS, possible_decisions
from cms.admin.lead_export import leads_as_xlsx
from cms.lifecycles import LEAD, LeadStatus
from cms.models import Lead
from cms.queries.leads import leads_for_staff


class SenderColumn(TitleColumn):
    """Who it is, with the address underneath."""

    cell_template_name = "cms/admin/cells/sender.html"


class LeadFilterSet(WagtailFilterSet):
    kind = django_filters.MultipleChoiceFilter(
        label=_("Soort"), choices=Lead.Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    status = django_filters.MultipleChoiceFilter(
        label=_("Stand"), choices=Lead._meta.get_field("status").choices, widget=forms.CheckboxSelectMultiple
    )
    created_at = django_filters.DateFromToRangeFilter(label=_("Ontvangen in de periode"), widget=DateRangePickerWidget)

    class Meta:
        model = Lead
        fields: list[str] = []


class LeadIndexView(generic.IndexView):
    queryset = leads_for_staff()
    search_fields = ["name", "email", "organisation_name", "page_title", "message"]
    search_backend_name = None
    filterset_class = LeadFilterSet
    template_name = "cms/admin/lead_index.html"
    default_ordering = "-created_at"
    FORMATS = ("xlsx",)  # no CSV: Wagtail's neutralises no formulas

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

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.is_export:
            return leads_as_xlsx(self.get_queryset())
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [Button(_("Download als Excel"), url=self.xlsx_export_url, icon_name="download", priority=90)]


class LeadScreen(generic.InspectView):
    """What somebody sent, the buttons, and everything that happened."""

    page_title = _("Bericht")

    def get_object(self, queryset: Any = None) -> Lead:  # noqa: ARG002
        return get_object_or_404(leads_for_staff(), pk=self.pk)

    def get_fields(self) -> list[str]:
        return []  # the template shows them itself

    def get_edit_url(self) -> None:
        """What somebody wrote stays as it is."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Berichten")},
            {"url": "", "label": self.object.name},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead: Lead = self.object
        moves = LEAD[LeadStatus(lead.status)] if self.user_has_permission("change") else frozenset()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "lead": lead,
            "buttons": possible_decisions(lead, moves),
            "log": log_registry.get_logs_for_instance(lead).select_related("user").order_by("-timestamp"),
        }


class LeadHistoryView(HistoryView):
    """Wagtail's history, without its way to an edit form that does not exist."""

    header_buttons: list[Any] = []

    def get_edit_url(self, instance: Lead) -> str:
        return reverse("leads:inspect", args=[instance.pk])


class LeadViewSet(ModelViewSet):
    """No form to add, edit or delete: visitors send these, and a job forgets them."""

    model = Lead
    name = "leads"
    url_prefix = "berichten"
    icon = "mail"
    menu_label = _("Berichten")
    menu_order = 155
    add_to_admin_menu = True
    list_per_page = 50
    index_view_class = LeadIndexView
    inspect_view_class = LeadScreen
    history_view_class = LeadHistoryView
    inspect_view_enabled = True
    inspect_template_name = "cms/admin/lead.html"
    copy_view_enabled = False
    form_fields: list[str] = []

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # Wagtail's links to "edit" lead to the screen.
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return common | {
            "edit_url_name": self.get_url_name("inspect"),
            "add_url_name": None,
            "delete_url_name": None,
            "copy_url_name": None,
            "usage_url_name": None,
        }

    @property
    def url_finder_class(self) -> type[Any]:
        return type("LeadURLFinder", (super().url_finder_class,), {"edit_url_name": "leads:inspect"})

    def get_urlpatterns(self) -> list[Any]:
        offered = {"index", "index_results", "inspect", "history", "history_results"}
        return [
            *(pattern for pattern in super().get_urlpatterns() if pattern.name in offered),
            *(
                path(f"{address}/<int:pk>/", self.construct_view(view), name=name)
                for name, (address, view) in DECISIONS.items()
            ),
        ]
