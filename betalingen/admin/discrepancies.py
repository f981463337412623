"""Exceptions: money that came and does not fit, claims of banks, payouts that do not add up."""

from typing import Any

import django_filters
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from betalingen.actions.replay_notifications import replay_notifications
from betalingen.admin.listing import DayColumn, EuroColumn, answer_url
from betalingen.admin.order_decisions import ResolveDiscrepancyView
from betalingen.models import Discrepancy, InboxEvent
from betalingen.queries.order_lists import discrepancies_for_finance
from betalingen.queries.proposals import proposals
from cms.staff import ReadOnlyViewSet, StatusFilter

ANSWERED = frozenset({Discrepancy.Kind.DISPUTED, Discrepancy.Kind.DISPUTE_DEADLINE})
"""About these the bank of the customer wants an answer."""


def about(discrepancy: Discrepancy) -> str:
    """The number of an order, or the provider's reference of a payout or a line."""
    return discrepancy.attempt.order.number if discrepancy.attempt else str(discrepancy.payout or discrepancy.line)


def screen_of(discrepancy: Discrepancy) -> str:
    """The address of the screen that shows what it is about."""
    if discrepancy.attempt:
        return reverse("orders:inspect", args=[discrepancy.attempt.order_id])
    if discrepancy.payout_id:
        return reverse("payouts:inspect", args=[discrepancy.payout_id])
    return reverse("payouts:line", args=[discrepancy.line_id])


def party(discrepancy: Discrepancy) -> str:
    """The customer, or what the provider says of a line."""
    if discrepancy.attempt:
        return discrepancy.attempt.order.customer_name
    return discrepancy.line.description if discrepancy.line else ""


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
    search_fields = [
        "attempt__order__number",
        "attempt__order__customer_name",
        "attempt__charge_reference",
        "payout__reference",
        "line__reference",
    ]
    search_backend_name = None
    filterset_class = DiscrepancyFilterSet

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "order",
                label=_("Gaat over"),
                classname="bet-nowrap",
                accessor=about,
                get_url=screen_of,
            ),
            Column("customer", label=_("Klant of omschrijving"), accessor=party),
            Column("kind", label=_("Wat klopt er niet"), accessor="get_kind_display"),
            EuroColumn("asked_cents", label=_("Gevraagd")),
            EuroColumn("received_cents", label=_("Ontvangen")),
            DayColumn("created_at", label=_("Gezien op")),
            DayColumn("respond_by", label=_("Antwoord voor")),
            _ResolutionColumn("resolution", label=_("Wat er is gedaan")),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {
            "stuck": InboxEvent.objects.filter(state=InboxEvent.State.FAILED).count(),
            "may_resolve": self.user_has_permission("change"),
            "may_settle": self.request.user.has_perm("betalingen.settle_order"),
            "proposals": proposals(),
        }


class _ResolutionColumn(Column):
    cell_template_name = "betalingen/admin/cells/resolution.html"

    def get_cell_context_data(self, instance: Discrepancy, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        may_resolve = parent_context["request"].user.has_perm("betalingen.change_discrepancy")
        return context | {"may_resolve": may_resolve, "answer_url": self._answer_url(instance)}

    def _answer_url(self, instance: Any) -> str:
        is_asked = instance.kind in ANSWERED and instance.resolved_at is None and instance.claim
        return answer_url(instance.attempt, instance.claim) if is_asked else ""


class ReplayView(PermissionCheckedMixin, View):
    """POST: try the messages again that could not be handled."""

    http_method_names = ["post"]
    permission_required = "change"

    def post(self, request: HttpRequest) -> HttpResponse:
        count = replay_notifications(user=request.user)  # type: ignore[arg-type]  # the admin lets nobody else in
        messages.success(
            request,
            ngettext("%(count)s bericht wordt opnieuw verwerkt.", "%(count)s berichten worden opnieuw verwerkt.", count)
            % {"count": count},
        )
        return HttpResponseRedirect(reverse("discrepancies:index"))


class DiscrepancyViewSet(ReadOnlyViewSet):
    """A list whose rows lead to the order or payout, and one button: what was done."""

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
        return [
            # Not made by construct_view, which would take it away from its order.
            path("<int:pk>/afhandelen/", ResolveDiscrepancyView.as_view(), name="resolve"),
            path("berichten/", ReplayView.as_view(permission_policy=self.permission_policy), name="replay"),
        ]
