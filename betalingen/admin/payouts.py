"""Payouts: what came on the bank, and of which lines it was made, to the cent."""

from typing import Any

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.log_actions import registry as log_registry
from wagtail.permissions import policy_registry

from betalingen.admin.listing import DayColumn, EuroColumn, provider_choices
from betalingen.lifecycles import PayoutStatus
from betalingen.models import BalanceLine, Discrepancy, Payout
from betalingen.queries.payouts import balance_cents, lines_of, payout_totals, payouts_for_finance
from cms.staff import PeriodFilter, ReadOnlyScreen, ReadOnlyViewSet, StatusFilter

PER_PAGE = 100


class PayoutFilterSet(WagtailFilterSet):
    status = StatusFilter(label=_("Stand"), choices=Payout._meta.get_field("status").choices)
    provider = StatusFilter(label=_("Betaalwijze"), choices=provider_choices)
    arrives_on = PeriodFilter(label=_("Op de bank in de periode"))

    class Meta:
        model = Payout
        fields: list[str] = []


class PayoutIndexView(generic.IndexView):
    queryset = payouts_for_finance()
    page_title = _("Uitbetalingen")
    results_template_name = "betalingen/admin/payout_results.html"
    search_fields = ["reference", "trace_id"]
    search_backend_name = None
    filterset_class = PayoutFilterSet
    default_ordering = "-arrives_on"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("reference", label=_("Kenmerk"), get_url=self.get_inspect_url, classname="bet-nowrap"),
            DayColumn("arrives_on", label=_("Op de bank"), sort_key="arrives_on"),
            StatusTagColumn(
                "status",
                label=_("Stand"),
                accessor=status_words,
                sort_key="status",
                primary=lambda payout: payout.status == PayoutStatus.PAID,
            ),
            Column("trace_id", label=_("Kenmerk op het bankafschrift")),
            Column("line_count", label=_("Regels"), classname="bet-number"),
            EuroColumn("gross", label=_("Bruto")),
            EuroColumn("fee", label=_("Kosten")),
            EuroColumn("amount_cents", label=_("Bedrag"), sort_key="amount_cents"),
            EuroColumn("difference", label=_("Verschil")),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"totals": payout_totals(self.get_queryset()), "balance": balance_cents()}


def status_words(payout: Payout) -> str:
    """How a payout stands, with what makes it special."""
    words = [payout.get_status_display()]
    if not payout.is_automatic:
        words.append(str(_("met de hand")))
    if payout.reversed_by:
        words.append(str(_("teruggedraaid")))
    return ", ".join(words)


class PayoutInspectView(ReadOnlyScreen):
    """One payout with every line, and what it adds up to."""

    page_title = _("Uitbetaling")

    def get_object(self, queryset: Any = None) -> Payout:  # noqa: ARG002
        return get_object_or_404(payouts_for_finance(), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        payout: Payout = self.object
        paginator = Paginator(lines_of(payout), PER_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "payout": payout,
            "status_words": status_words(payout),
            "page_obj": page,
            "lines": page.object_list,
            "index_url": reverse("payouts:inspect", args=[payout.pk]),
            "discrepancies": list(Discrepancy.objects.filter(payout=payout)),
            "may_resolve": self.request.user.has_perm("betalingen.change_discrepancy"),
            "log": log_registry.get_logs_for_instance(payout).select_related("user"),
        }


class LineInspectView(ReadOnlyScreen):
    """One line of the balance at the provider, in the provider's own words."""

    model = BalanceLine
    page_title = _("Regel van de betaaldienst")
    index_url_name = "payouts:index"
    template_name = "betalingen/admin/balance_line.html"
    any_permission_required = ["view"]

    @cached_property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(BalanceLine)

    def get_object(self, queryset: Any = None) -> BalanceLine:  # noqa: ARG002
        return get_object_or_404(BalanceLine.objects.select_related("payout", "attempt__order"), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        line: BalanceLine = self.object
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "line": line,
            "discrepancies": list(Discrepancy.objects.filter(line=line)),
            "may_resolve": self.request.user.has_perm("betalingen.change_discrepancy"),
        }


class PayoutViewSet(ReadOnlyViewSet):
    """Payouts are made by the provider; nothing is changed here."""

    model = Payout
    name = "payouts"
    url_prefix = "financien/uitbetalingen"
    menu_label = _("Uitbetalingen")
    icon = "download"
    list_per_page = 50
    index_view_class = PayoutIndexView
    inspect_view_class = PayoutInspectView
    inspect_template_name = "betalingen/admin/payout.html"
    add_to_reference_index = False
    offered = frozenset({"index", "index_results", "inspect"})
    absent = ReadOnlyViewSet.absent | {"history"}

    def own_urls(self) -> list[Any]:
        # Not made by construct_view, which would make it a view of a payout.
        return [path("regel/<str:pk>/", LineInspectView.as_view(), name="line")]
