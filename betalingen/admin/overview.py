"""Overview: money received per month and per programme, and what is still open by age; each chart with its table."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from betalingen.models import Order
from betalingen.queries.invoice_lists import invoices_for_finance, open_by_age
from betalingen.queries.movements import Period, received_by_month, received_by_title
from cms.staff import AdminScreen, ScreenViewSet, asked_year, month_bars, with_neighbours


@dataclass(frozen=True)
class Amount:
    """A row of a table, drawn as a meter beside its name."""

    name: Any
    cents: int
    count: int = 0


def shares(cents: Sequence[int]) -> list[int]:
    """Each as a percentage of the highest, rounded down."""
    highest = max(*cents, 1)
    return [amount * 100 // highest for amount in cents]


def most(amounts: Iterable[Amount]) -> int:
    """The end of the scale of meters."""
    return max((amount.cents for amount in amounts), default=0) or 1


class OverviewView(PermissionCheckedMixin, AdminScreen):
    permission_required = "view"
    template_name = "betalingen/admin/overview.html"
    page_title = _("Overzicht")
    header_icon = "decimal"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year = asked_year(self.request.GET.get("jaar", ""))
        period = Period(first_day=dt.date(year, 1, 1), last_day=dt.date(year, 12, 31))
        received = received_by_month(period)
        months = [received.get(month, 0) for month in range(1, 13)]
        bars = month_bars(shares(months))
        titles = [Amount(title, cents) for title, cents in received_by_title(period).items()]
        titles.sort(key=lambda amount: (-amount.cents, amount.name))
        ages = [Amount(name, cents, count) for name, count, cents in open_by_age(invoices_for_finance())]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return (
            context
            | with_neighbours(year)
            | {
                "bars": bars,
                "months": list(zip(bars, months, strict=True)),
                "received": sum(months),
                "titles": titles,
                "most_of_titles": most(titles),
                "ages": ages,
                "most_of_ages": most(ages),
                "owed": sum(amount.cents for amount in ages),
                "index_url": reverse("overview:index"),
            }
        )


class OverviewViewSet(ScreenViewSet):
    """Read only."""

    name = "overview"
    url_prefix = "financien/overzicht"
    menu_label = _("Overzicht")
    icon = "decimal"
    policy_model = Order

    def get_urlpatterns(self) -> list[Any]:
        return [path("", self.construct_view(OverviewView), name="index")]
