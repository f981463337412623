"""What was imported, what became of it, and what is left to do: among Wagtail's reports."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from cms.models import ImportRecord


class ImportReportView(ReportView):
    """The pages that this colleague may change, and those that somebody removed."""

    page_title = _("Overgenomen berichten")
    header_icon = "download"
    index_url_name = "vakwerk_imports"
    index_results_url_name = "vakwerk_imports_results"
    permission_policy = page_permission_policy
    any_permission_required = ["add", "change", "publish"]
    model = ImportRecord
    default_ordering = "-created_at"
    columns = [
        TitleColumn("page", label=_("Pagina"), accessor=lambda record: _title(record), get_url=lambda r: _address(r)),
        StatusTagColumn(
            "state",
            label=_("Stand"),
            accessor=lambda record: _state(record),
            primary=lambda record: record.page is not None,
        ),
        Column("notes", label=_("Nog te doen bij het overnemen"), accessor=lambda record: _notes(record)),
        Column("key", label=_("Bron"), sort_key="key"),
        DateColumn("created_at", label=_("Overgenomen op"), sort_key="created_at"),
    ]
    list_export = ["key", "page.title", "created_at", "updated_at"]

    def get_base_queryset(self) -> QuerySet[ImportRecord]:
        mine = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        return ImportRecord.objects.filter(Q(page__in=mine) | Q(page=None)).select_related("page")

    def get_queryset(self) -> Any:
        return self.order_queryset(self.get_base_queryset())

    def get_filename(self) -> str:
        return "overgenomen-berichten"


def _title(record: ImportRecord) -> str:
    return str(record.page.get_admin_display_title()) if record.page else record.key


def _address(record: ImportRecord) -> str | None:
    return reverse("wagtailadmin_pages:edit", args=[record.page_id]) if record.page_id else None


def _state(record: ImportRecord) -> str:
    if record.page is None:
        return gettext("verwijderd")
    if record.page.live:
        return gettext("gepubliceerd")
    return gettext("nog niet bekeken") if record.is_untouched else gettext("in bewerking")


def _notes(record: ImportRecord) -> SafeString | str:
    items = format_html_join("", "<li>{}</li>", ((note,) for note in record.notes))
    return format_html_join("", "<ul>{}</ul>", [(items,)]) if record.notes else "–"
