"""The second front door of the site: what screens for staff are made of. Only `admin` modules import it, because it needs
Wagtail's admin."""

from cms.staff.date_inputs import DateInput
from cms.staff.decisions import DecisionView
from cms.staff.filters import PeriodFilter, StatusFilter
from cms.staff.many import DecisionOnMany
from cms.staff.months import month_bars
from cms.staff.page_editor import PageEditor
from cms.staff.reading import ReadOnlyHistory, ReadOnlyScreen, ReadOnlyViewSet, Screen, XlsxIndexView
from cms.staff.screen import AdminScreen
from cms.staff.viewsets import ScreenViewSet
from cms.staff.years import asked_year, with_neighbours

__all__ = [
    "AdminScreen",
    "DateInput",
    "DecisionOnMany",
    "DecisionView",
    "PageEditor",
    "PeriodFilter",
    "ReadOnlyHistory",
    "ReadOnlyScreen",
    "ReadOnlyViewSet",
    "Screen",
    "ScreenViewSet",
    "StatusFilter",
    "XlsxIndexView",
    "asked_year",
    "month_bars",
    "with_neighbours",
]
