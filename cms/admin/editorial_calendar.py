"""The editors' calendar: a month at a time, as a table."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.queries.editorial_calendar import days_of_month, next_month, previous_month
from cms.staff.screen import WritersScreen

YEARS = (2000, 2100)


class EditorialCalendarView(WritersScreen):
    """`?maand=2026-12`; anything else is the present month."""

    page_title = _("Kalender")
    header_icon = "calendar-alt"
    template_name = "cms/admin/editorial_calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month = _month(self.request.GET.get("maand", ""))
        return super().get_context_data(**kwargs) | {
            "month": month,
            "previous": previous_month(month),
            "next": next_month(month),
            "this_month": timezone.localdate().replace(day=1),
            "today": timezone.localdate(),
            "days": days_of_month(month, self.request),
        }


def _month(text: str) -> dt.date:
    try:
        month = dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        return timezone.localdate().replace(day=1)
    return month if YEARS[0] <= month.year < YEARS[1] else timezone.localdate().replace(day=1)
