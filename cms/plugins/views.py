"""The report of plugins in the admin, for administrators."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.reports import ReportView

from cms.plugins.inventory import Entry, entries

STATES = {
    "core": _("vast onderdeel"),
    "enabled": _("aan"),
    "available": _("uit"),
}


class PluginReportView(ReportView):
    """The same facts as `manage.py plugins`."""

    page_title = _("Plug-ins")
    header_icon = "cogs"
    index_url_name = "vakwerk_plugins"
    index_results_url_name = "vakwerk_plugins_results"
    columns = [
        Column("title", label=_("Plug-in")),
        Column("key", label=_("Naam in de instellingen")),
        Column("version", label=_("Versie")),
        StatusTagColumn(
            "state",
            label=_("Stand"),
            accessor=lambda entry: STATES[entry.state],
            primary=lambda e: e.state != "available",
        ),
        Column("contributes", label=_("Draagt bij"), accessor=lambda entry: "; ".join(entry.contributes)),
        Column("problems", label=pgettext_lazy("plugin", "Werkt"), accessor=lambda entry: _condition(entry)),
    ]
    list_export = ["key", "version", "state", "contributes", "problems"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_queryset(self) -> list[Entry]:
        return entries()

    def get_filename(self) -> str:
        return "plug-ins"


def _condition(entry: Entry) -> str:
    if entry.state == "available":
        return "–"
    return "; ".join(f"{problem.message} {problem.hint}".strip() for problem in entry.problems) or gettext("ja")
