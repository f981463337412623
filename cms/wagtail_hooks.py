"""The admin of the site, hung on Wagtail's own hooks."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import register_snippet

from cms.admin import colleagues, dashboard, log_actions, sync_again
from cms.admin.help import HelpView
from cms.admin.imports import ImportReportView
from cms.admin.lead_bulk_actions import CloseLeads
from cms.admin.leads import LeadViewSet
from cms.admin.link_report import LinkReportView
from cms.admin.registers import RegistersGroup
from cms.admin.translations import TranslationsMenuItem, TranslationsReportView

register_snippet(RegistersGroup)

hooks.register("register_bulk_action", CloseLeads)
hooks.register("register_log_actions", log_actions.register)
hooks.register("construct_homepage_panels", dashboard.add_panels)
hooks.register("after_create_user", colleagues.welcome)
hooks.register("after_edit_user", colleagues.update)
hooks.register("before_edit_page", sync_again.keep_manual_work, order=-10)  # before that of wagtail-localize


@hooks.register("register_admin_viewset")
def leads() -> ViewSet:
    return LeadViewSet()


@hooks.register("insert_global_admin_css")
def house_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))


@hooks.register("register_admin_urls")
def help_url() -> list[URLPattern]:
    return [path("hulp/", HelpView.as_view(), name="vakwerk_help")]


@hooks.register("register_admin_urls")
def translations_report_urls() -> list[URLPattern]:
    view = TranslationsReportView
    return [
        path("reports/vertalingen/", view.as_view(), name="vakwerk_translations"),
        path("reports/vertalingen/results/", view.as_view(results_only=True), name="vakwerk_translations_results"),
    ]


@hooks.register("register_reports_menu_item")
def translations_report_menu_item() -> MenuItem:
    address = reverse("vakwerk_translations")
    return TranslationsMenuItem(_("Vertalingen"), address, name="vakwerk-translations", icon_name="site", order=90)


@hooks.register("construct_reports_menu")
def keep_our_own_translations_report(request: HttpRequest, items: list[MenuItem]) -> None:  # noqa: ARG001
    """That of wagtail-localize knows nothing of pages which were never submitted or were translated by hand."""
    items[:] = [item for item in items if item.url != reverse("wagtail_localize:translations_report")]


@hooks.register("register_admin_urls")
def import_report_urls() -> list[URLPattern]:
    return [
        path("reports/imports/", ImportReportView.as_view(), name="vakwerk_imports"),
        path("reports/imports/results/", ImportReportView.as_view(results_only=True), name="vakwerk_imports_results"),
    ]


class ImportReportMenuItem(MenuItem):
    """For whoever works on pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_any_permission(request.user, ["add", "change", "publish"]))


@hooks.register("register_reports_menu_item")
def import_report_menu_item() -> MenuItem:
    address = reverse("vakwerk_imports")
    return ImportReportMenuItem(_("Overgenomen berichten"), address, name="imports", icon_name="download", order=1100)


@hooks.register("register_help_menu_item")
def help_menu_item() -> MenuItem:
    return MenuItem(_("Zo werkt het"), reverse("vakwerk_help"), name="vakwerk-help", icon_name="help", order=100)


@hooks.register("construct_help_menu")
def keep_our_own_help(request: HttpRequest, items: list[MenuItem]) -> None:  # noqa: ARG001
    """Wagtail's guide is in English and about everything that Wagtail can do."""
    items[:] = [item for item in items if item.name != "editor-guide" and not item.name.startswith("whats-new")]


class LinkReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("cms.view_externallink"))


@hooks.register("register_reports_menu_item")
def link_report_menu_item() -> MenuItem:
    return LinkReportMenuItem(
        _("Links naar buiten"), reverse("vakwerk_links"), name="links", icon_name="link", order=1100
    )


@hooks.register("register_admin_urls")
def link_report_urls() -> list[URLPattern]:
    return [
        path("reports/links/", LinkReportView.as_view(), name="vakwerk_links"),
        path("reports/links/results/", LinkReportView.as_view(results_only=True), name="vakwerk_links_results"),
    ]


@hooks.register("register_account_menu_item")
def password(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001
    return {
        "url": reverse("account_change_password"),
        "label": _("Wachtwoord wijzigen"),
        "help_text": _("U kiest een nieuw wachtwoord."),
    }


@hooks.register("register_account_menu_item")
def second_factor(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001
    return {
        "url": reverse("mfa_index"),
        "label": _("Tweede stap bij het inloggen"),
        "help_text": _("Uw passkeys, de app met codes en uw herstelcodes."),
    }
