"""The reports of the site: their addresses, and who sees them in the menu."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from cms.admin.checks_report import ChecksReportView
from cms.admin.document_report import DocumentReportView, keeps_documents
from cms.admin.imports import ImportReportView
from cms.admin.link_report import LinkReportView
from cms.admin.translations import TranslationsMenuItem, TranslationsReportView


class WritersMenuItem(MenuItem):
    """For whoever works on pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_any_permission(request.user, ["add", "change", "publish"]))


class LinksMenuItem(MenuItem):
    """For whoever may know about links."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("cms.view_externallink"))


class DocumentsMenuItem(MenuItem):
    """For whoever keeps documents."""

    def is_shown(self, request: HttpRequest) -> bool:
        return keeps_documents(request.user)


def urls() -> list[URLPattern]:
    """Wagtail's `register_admin_urls`: each report, and its list by itself."""
    return [
        path("reports/aandachtspunten/", ChecksReportView.as_view(), name="vakwerk_checks_report"),
        *_with_results("reports/documenten/", DocumentReportView, "vakwerk_documents"),
        *_with_results("reports/imports/", ImportReportView, "vakwerk_imports"),
        *_with_results("reports/links/", LinkReportView, "vakwerk_links"),
        *_with_results("reports/vertalingen/", TranslationsReportView, "vakwerk_translations"),
    ]


def menu_items() -> list[Callable[[], MenuItem]]:
    """One for each `register_reports_menu_item`."""
    return [
        lambda: TranslationsMenuItem(
            _("Vertalingen"), reverse("vakwerk_translations"), name="vakwerk-translations", icon_name="site", order=90
        ),
        lambda: WritersMenuItem(
            _("Aandachtspunten"), reverse("vakwerk_checks_report"), name="checks", icon_name="glasses", order=100
        ),
        lambda: DocumentsMenuItem(
            _("Documenten"), reverse("vakwerk_documents"), name="documents", icon_name="doc-full-inverse", order=1090
        ),
        lambda: LinksMenuItem(
            _("Links naar buiten"), reverse("vakwerk_links"), name="links", icon_name="link", order=1100
        ),
        lambda: WritersMenuItem(
            _("Overgenomen berichten"), reverse("vakwerk_imports"), name="imports", icon_name="download", order=1110
        ),
    ]


def leave_out_doubles(request: HttpRequest, items: list[MenuItem]) -> None:  # noqa: ARG001
    """Wagtail-localize's report knows nothing of pages which were never submitted or were translated by hand."""
    items[:] = [item for item in items if item.url != reverse("wagtail_localize:translations_report")]


def _with_results(address: str, view: Any, name: str) -> list[URLPattern]:
    return [
        path(address, view.as_view(), name=name),
        path(f"{address}results/", view.as_view(results_only=True), name=f"{name}_results"),
    ]
