"""Occupancy: how full the editions of a year are, per month and per programme or webinar; the chart is also a table."""

from collections.abc import Mapping
from typing import Any, Final

from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.staff import AdminScreen, ScreenViewSet, asked_year, month_bars, with_neighbours
from events.models import Edition
from events.queries.occupancy import editions_of_year, occupancy

# A webinar for hundreds would hide how full programmes are, so they can be looked at apart.
KINDS: Final[Mapping[str, tuple[Promise, Mapping[str, Any]]]] = {
    "": (_("Alles"), {}),
    "programmas": (_("Programma’s"), {"offering__webinarpage": None}),
    "webinars": (_("Webinars"), {"offering__webinarpage__isnull": False}),
}


class OccupancyView(PermissionCheckedMixin, AdminScreen):
    permission_required = "view"
    template_name = "events/admin/occupancy.html"
    page_title = _("Bezetting")
    header_icon = "group"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        kind = asked.get("soort", "") if asked.get("soort") in KINDS else ""
        year = asked_year(asked.get("jaar", ""))
        months, titles, total = occupancy(editions_of_year(year).filter(**KINDS[kind][1]))
        bars = month_bars([found.percent for found in months])
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return (
            context
            | with_neighbours(year)
            | {
                "bars": bars,
                "months": list(zip(bars, months, strict=True)),
                "titles": titles,
                "total": total,
                "kind": kind,
                "kinds": [(key, label) for key, (label, _only) in KINDS.items()],
                "index_url": reverse("occupancy:index"),
            }
        )


class OccupancyViewSet(ScreenViewSet):
    """Read only."""

    name = "occupancy"
    url_prefix = "inschrijvingen/bezetting"
    menu_label = _("Bezetting")
    icon = "group"
    policy_model = Edition

    def get_urlpatterns(self) -> list[Any]:
        return [path("", self.construct_view(OccupancyView), name="index")]
