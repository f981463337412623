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
from wagtail.snippets.models import register_snippet

from cms.admin import checks, colleagues, dashboard, log_actions, page_chooser, reports, sync_again
from cms.admin.editorial_calendar import EditorialCalendarView
from cms.admin.help import HelpView
from cms.admin.lead_bulk_actions import CloseLeads
from cms.admin.leads import LeadViewSet
from cms.admin.quotations import QuotationChooserViewSet
from cms.admin.registers import RegistersGroup
from cms.staff import PageEditor, date_inputs

date_inputs.register()
register_snippet(RegistersGroup)

hooks.register("construct_page_chooser_queryset", page_chooser.list_what_fits)
hooks.register("register_bulk_action", CloseLeads)
hooks.register("register_log_actions", log_actions.register)
hooks.register("register_admin_urls", reports.urls)
hooks.register("construct_reports_menu", reports.leave_out_doubles)
for menu_item in reports.menu_items():
    hooks.register("register_reports_menu_item", menu_item)
hooks.register("construct_homepage_panels", dashboard.add_panels)
hooks.register("after_create_user", colleagues.welcome)
hooks.register("after_edit_user", colleagues.update)
hooks.register("before_edit_page", sync_again.keep_manual_work, order=-10)  # before that of wagtail-localize
hooks.register("before_publish_page", checks.ask_before_publishing)
hooks.register("after_create_page", checks.tell_after_saving)
hooks.register("after_edit_page", checks.tell_after_saving)


@hooks.register("register_admin_viewset")
def leads() -> ViewSet:
    return LeadViewSet()


@hooks.register("register_admin_viewset")
def quotations() -> ViewSet:
    return QuotationChooserViewSet("quotation_chooser", url_prefix="citaten")


@hooks.register("register_admin_viewset", order=1)  # after Wagtail's own, which it takes the place of
def page_editor() -> ViewSet:
    return PageEditor()


@hooks.register("insert_global_admin_css")
def house_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))


@hooks.register("register_admin_urls")
def own_urls() -> list[URLPattern]:
    return [
        path("hulp/", HelpView.as_view(), name="vakwerk_help"),
        path("aandachtspunten/<int:page_id>/", checks.PageChecksView.as_view(), name="vakwerk_page_checks"),
        path("kalender/", EditorialCalendarView.as_view(), name="vakwerk_calendar"),
    ]


@hooks.register("register_admin_menu_item")
def calendar_menu_item() -> MenuItem:
    return reports.WritersMenuItem(
        _("Kalender"), reverse("vakwerk_calendar"), name="calendar", icon_name="calendar-alt", order=156
    )


@hooks.register("register_help_menu_item")
def help_menu_item() -> MenuItem:
    return MenuItem(_("Zo werkt het"), reverse("vakwerk_help"), name="vakwerk-help", icon_name="help", order=100)


@hooks.register("construct_help_menu")
def keep_our_own_help(request: HttpRequest, items: list[MenuItem]) -> None:  # noqa: ARG001
    """Wagtail's guide is in English and about everything that Wagtail can do."""
    items[:] = [item for item in items if item.name != "editor-guide" and not item.name.startswith("whats-new")]


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
