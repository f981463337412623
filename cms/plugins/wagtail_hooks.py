"""The report of plugins among Wagtail's own reports."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import AdminOnlyMenuItem, MenuItem

from cms.plugins.views import PluginReportView


@hooks.register("register_reports_menu_item")
def plugin_report_menu_item() -> MenuItem:
    return AdminOnlyMenuItem(_("Plug-ins"), reverse("vakwerk_plugins"), name="plugins", icon_name="cogs", order=1200)


@hooks.register("register_admin_urls")
def plugin_report_urls() -> list[URLPattern]:
    return [
        path("reports/plugins/", PluginReportView.as_view(), name="vakwerk_plugins"),
        path("reports/plugins/results/", PluginReportView.as_view(results_only=True), name="vakwerk_plugins_results"),
    ]
