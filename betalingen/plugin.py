"""What betalingen answers to the hooks of the site."""

from collections.abc import Mapping, Sequence

from django.db.models import Count
from django.http import HttpRequest

from betalingen.lifecycles import OrderStatus
from betalingen.models import Order
from betalingen.queries.bank_lines import lines_to_decide
from betalingen.queries.month_screen import month_to_close
from betalingen.queries.order_lists import work_for_finance
from cms.api import DashboardPanel, HiddenPath, KeysInUse, hookimpl


@hookimpl
def dashboard_panels(request: HttpRequest) -> Sequence[DashboardPanel]:
    if not request.user.has_perm("betalingen.view_order"):
        return []
    return [
        DashboardPanel(
            "betalingen.work",
            "betalingen/admin/work_panel.html",
            {
                "work": work_for_finance(),
                "month": month_to_close(),
                "bank_lines": lines_to_decide(),
                "may_settle": request.user.has_perm("betalingen.settle_order"),
            },
            permission="betalingen.view_order",
            order=50,
        )
    ]


@hookimpl
def hidden_paths() -> Sequence[HiddenPath]:
    return [HiddenPath("/betalen/")]


@hookimpl
def keys_in_use() -> Sequence[KeysInUse]:
    return [KeysInUse("betalingen.orders", "payment_providers", "open orders", _providers_of_open_orders)]


def _providers_of_open_orders() -> Mapping[str, int]:
    counted = Order.objects.filter(status=OrderStatus.OPEN).order_by().values_list("provider").annotate(Count("pk"))
    return dict(counted)
