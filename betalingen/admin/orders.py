"""Orders: the list with its totals, and one screen per order."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.log_actions import registry as log_registry

from betalingen.admin.instalments import InstalmentsView
from betalingen.admin.listing import DayColumn, EuroColumn, answer_url, provider_choices, provider_label
from betalingen.admin.order_decisions import (
    ApproveRefundView,
    ApproveWriteOffView,
    BookTransferView,
    CancelOrderView,
    ConfirmRefundView,
    ContestView,
    RefundView,
    RefuseRefundView,
    RefuseWriteOffView,
    RemindView,
    SettleContestView,
    WriteOffView,
)
from betalingen.lifecycles import OrderStatus
from betalingen.models import Order
from betalingen.queries.disputes import OPEN
from betalingen.queries.instalments import objection_to_planning
from betalingen.queries.order_lists import order_totals, orders_for_finance
from betalingen.queries.order_screen import order_screen
from betalingen.queries.overdue import overdue
from betalingen.queries.proposals import proposals
from cms.staff import PeriodFilter, ReadOnlyScreen, ReadOnlyViewSet, StatusFilter


class OrderFilterSet(WagtailFilterSet):
    status = StatusFilter(label=_("Stand"), choices=Order._meta.get_field("status").choices)
    provider = StatusFilter(label=_("Betaalwijze"), choices=provider_choices)
    created_at = PeriodFilter(label=_("Geplaatst in de periode"))

    class Meta:
        model = Order
        fields: list[str] = []


class OrderIndexView(generic.IndexView):
    queryset = orders_for_finance()
    page_title = _("Orders")
    results_template_name = "betalingen/admin/order_results.html"
    search_fields = [
        "number",
        "reference",
        "title",
        "customer_name",
        "contact_name",
        "email",
        "purchase_order_number",
    ]
    search_backend_name = None
    filterset_class = OrderFilterSet
    default_ordering = "-created_at"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "number",
                label=_("Ordernummer"),
                get_url=self.get_inspect_url,
                sort_key="number",
                classname="bet-nowrap",
            ),
            Column("title", label=_("Waarvoor")),
            Column("customer_name", label=_("Klant"), sort_key="customer_name"),
            StatusTagColumn(
                "status",
                label=_("Stand"),
                accessor="get_status_display",
                sort_key="status",
                primary=lambda order: order.status == OrderStatus.PAID,
            ),
            Column("provider", label=_("Betaalwijze"), accessor=lambda order: provider_label(order.provider)),
            DayColumn("created_at", label=_("Geplaatst"), sort_key="created_at"),
            EuroColumn("total_cents", label=_("Bedrag"), sort_key="total_cents"),
            EuroColumn("received", label=_("Ontvangen")),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"totals": order_totals(self.get_queryset())}


class OrderInspectView(ReadOnlyScreen):
    """Facts, sum, payments, refunds, exceptions and history of one order."""

    page_title = _("Ordernummer")

    def get_object(self, queryset: Any = None) -> Order:  # noqa: ARG002
        return get_object_or_404(Order, pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order: Order = self.object
        may_settle = self.user_has_permission("settle")
        late = overdue(order.pk)
        screen = order_screen(order)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "order": order,
            "screen": screen,
            "provider_label": provider_label(order.provider),
            "disputes": [
                (dispute, answer_url(dispute.attempt, dispute.reference) if dispute.status in OPEN else "")
                for dispute in screen.disputes
            ],
            "may_settle": may_settle,
            "may_resolve": self.request.user.has_perm("betalingen.change_discrepancy"),
            "can_cancel": may_settle and order.status == OrderStatus.OPEN,
            "can_book": may_settle,
            "can_plan": may_settle and not objection_to_planning(order),
            "can_contest": may_settle and order.status == OrderStatus.OPEN and not order.contested_at,
            "can_settle_contest": may_settle and order.contested_at is not None,
            "late": late,
            "can_remind": may_settle and late is not None and late.tone is not None,
            "can_write_off": may_settle and late is not None,
            "proposals": proposals(order),
            "log": log_registry.get_logs_for_instance(order).select_related("user"),
        }


class OrderViewSet(ReadOnlyViewSet):
    """Money is changed by actions."""

    model = Order
    name = "orders"
    url_prefix = "financien/orders"
    menu_label = _("Orders")
    icon = "list-ul"
    list_per_page = 50
    index_view_class = OrderIndexView
    inspect_view_class = OrderInspectView
    inspect_template_name = "betalingen/admin/order.html"
    add_to_reference_index = False
    offered = frozenset({"index", "index_results", "inspect"})
    absent = ReadOnlyViewSet.absent | {"history"}

    def own_urls(self) -> list[Any]:
        return [
            path("annuleren/<int:pk>/", self.construct_view(CancelOrderView), name="cancel"),
            path("termijnen/<int:pk>/", self.construct_view(InstalmentsView), name="instalments"),
            path("overschrijving/<int:pk>/", self.construct_view(BookTransferView), name="transfer"),
            path("herinneren/<int:pk>/", self.construct_view(RemindView), name="remind"),
            path("afboeken/<int:pk>/", self.construct_view(WriteOffView), name="write_off"),
            path("afboeken/<int:pk>/goedkeuren/", self.construct_view(ApproveWriteOffView), name="approve_write_off"),
            path("afboeken/<int:pk>/weigeren/", self.construct_view(RefuseWriteOffView), name="refuse_write_off"),
            path("in-geschil/<int:pk>/", self.construct_view(ContestView), name="contest"),
            path("geschil-opgelost/<int:pk>/", self.construct_view(SettleContestView), name="settle_contest"),
            # Not made by construct_view, which would make them views of an order.
            path("goedkeuren/<int:pk>/", ApproveRefundView.as_view(), name="approve_refund"),
            path("weigeren/<int:pk>/", RefuseRefundView.as_view(), name="refuse_refund"),
            path("terugbetalen/<int:pk>/", RefundView.as_view(), name="refund"),
            path("overgemaakt/<int:pk>/", ConfirmRefundView.as_view(), name="confirm_refund"),
        ]
