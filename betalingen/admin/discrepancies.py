"""Exceptions: money that came and does not fit."""

from typing import Any

import django_filters
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from betalingen.admin.listing import DayColumn, EuroColumn
from betalingen.admin.order_decisions import ResolveDiscrepancyView
from betalingen.models import Discrepancy, InboxEvent
from betalingen.queries.order_lists import discrepancies_for_finance
from cms.staff import ReadOnlyViewSet, StatusFilter


class DiscrepancyFilterSet(WagtailFilterSet):
    kind = StatusFilter(label=_("Wat klopt er niet"), choices=Discrepancy.Kind.choices)
    resolved_at = django_filters.ChoiceFilter(
        label=_("Afgehandeld"),
        empty_label=_("alles"),
        choices=[("no", _("nog niet")), ("yes", _("ja"))],
        method="filter_resolved",
    )

    class Meta:
        model = Discrepancy
        fields: list[str] = []

    def filter_resolved(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(**{f"{name}__isnull": value == "no"})


class DiscrepancyIndexView(generic.IndexView):
    queryset = discrepancies_for_finance()
    page_title = _("Uitzonderingen")
    template_name = "betalingen/admin/discrepancy_index.html"
    search_fields = ["attempt__order__number", "attempt__order__customer_name", "attempt__charge_reference"]
    search_backend_name = None
    filterset_class = DiscrepancyFilterSet

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "order",
                label=_("Ordernummer"),
                classname="bet-nowrap",
                accessor="attempt.order.number",
                url_name="orders:inspect",
                id_accessor="attempt.order_id",
            ),
            Column("customer", label=_("Klant"), accessor="attempt.order.customer_name"),
            Column("kind", label=_("Wat klopt er niet"), accessor="get_kind_display"),
            EuroColumn("asked", label=_("Gevraagd"), accessor="attempt.amount_cents"),
            EuroColumn("received", label=_("Ontvangen"), accessor="attempt.received_cents"),
            DayColumn("created_at", label=_("Gezien op")),
            _ResolutionColumn("resolution", label=_("Wat er is gedaan")),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"stuck": InboxEvent.objects.filter(state=InboxEvent.State.FAILED).count()}


class _ResolutionColumn(Column):
    cell_template_name = "betalingen/admin/cells/resolution.html"

    def get_cell_context_data(self, instance: Discrepancy, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"may_resolve": parent_context["request"].user.has_perm("betalingen.change_discrepancy")}


class DiscrepancyViewSet(ReadOnlyViewSet):
    """A list whose rows lead to the order, and one button: what was done."""

    model = Discrepancy
    name = "discrepancies"
    url_prefix = "financien/uitzonderingen"
    menu_label = _("Uitzonderingen")
    icon = "warning"
    list_per_page = 50
    index_view_class = DiscrepancyIndexView
    add_to_reference_index = False
    screen = "resolve"
    offered = frozenset({"index", "index_results"})
    absent = ReadOnlyViewSet.absent | {"edit", "history", "inspect"}

    def own_urls(self) -> list[Any]:
        # Not made by construct_view, which would take it away from its order.
        return [path("<int:pk>/afhandelen/", ResolveDiscrepancyView.as_view(), name="resolve")]
