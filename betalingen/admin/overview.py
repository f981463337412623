"""Overview: money received per month and per programme, and what is still open by age; each chart with its table."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import path, reverse
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry

from betalingen.models import Order
from betalingen.queries.invoice_lists import invoices_for_finance, open_by_age
from betalingen.queries.movements import Period, received_by_month, received_by_title
from cms.staff import asked_year, with_neighbours

HEIGHT: Final = 100  # of the chart, in its own units
STEP: Final = 20  # from one month to the next
WIDTH: Final = 14  # of a bar


@dataclass(frozen=True)
class Bar:
    """A row of a table and its bar. `short` and `name` are words; `x`, `y` and `height` are of the chart."""

    name: Any
    short: Any
    cents: int
    x: int = 0
    y: int = 0
    height: int = 0
    count: int = 0


def columns(cents: dict[int, int]) -> list[Bar]:
    """A bar for each month, as high as its share of the highest; what is below zero has none."""
    highest = max(*cents.values(), 1) if cents else 1
    bars = []
    for month in range(1, 13):
        height = max(cents.get(month, 0), 0) * HEIGHT // highest
        name, short = MONTHS[month], MONTHS_3[month]
        bars.append(Bar(name, short, cents.get(month, 0), (month - 1) * STEP, HEIGHT - height, height))
    return bars


def most(bars: Iterable[Bar]) -> int:
    """The end of the scale of meters."""
    return max((bar.cents for bar in bars), default=0) or 1


class OverviewView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_required = "view"
    template_name = "betalingen/admin/overview.html"
    page_title = _("Overzicht")
    header_icon = "decimal"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": _("Overzicht")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year = asked_year(self.request.GET.get("jaar", ""))
        period = Period(first_day=dt.date(year, 1, 1), last_day=dt.date(year, 12, 31))
        months = columns(received_by_month(period))
        titles = [Bar(title, "", cents) for title, cents in received_by_title(period).items()]
        titles.sort(key=lambda bar: (-bar.cents, bar.name))
        ages = [Bar(name, "", cents, count=count) for name, count, cents in open_by_age(invoices_for_finance())]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return (
            context
            | with_neighbours(year)
            | {
                "months": months,
                "received": sum(bar.cents for bar in months),
                "titles": titles,
                "most_of_titles": most(titles),
                "ages": ages,
                "most_of_ages": most(ages),
                "owed": sum(bar.cents for bar in ages),
                "index_url": reverse("overview:index"),
            }
        )


class OverviewViewSet(ViewSet):
    """Read only."""

    name = "overview"
    url_prefix = "financien/overzicht"
    menu_label = _("Overzicht")
    icon = "decimal"

    def get_menu_item(self, order: int | None = None) -> Any:
        item = super().get_menu_item(order)
        item.is_shown = lambda request: policy_registry.get_by_type(Order).user_has_permission(request.user, "view")
        return item

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return common | {"permission_policy": policy_registry.get_by_type(Order)}

    def get_urlpatterns(self) -> list[Any]:
        return [path("", self.construct_view(OverviewView), name="index")]
