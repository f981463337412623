"""The report of documents: how often each was downloaded, and whether a screen reader can read it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from cms.models import AcademyDocument

KEEPING = ["add", "change", "delete"]
READABLE = {True: _("ja"), False: _("nee"), None: _("niet bekend")}


def policy() -> Any:
    """Asked late: Wagtail registers it when its own screens load."""
    return policy_registry.get_by_type(AcademyDocument)


def keeps_documents(user: Any) -> bool:
    """Whether this report is for them."""
    return bool(policy().user_has_any_permission(user, KEEPING))


class DocumentReportView(ReportView):
    """The documents that this colleague may change, the most wanted first."""

    page_title = _("Documenten")
    header_icon = "doc-full-inverse"
    index_url_name = "vakwerk_documents"
    index_results_url_name = "vakwerk_documents_results"
    any_permission_required = KEEPING
    model = AcademyDocument
    default_ordering = "-downloads"
    columns = [
        TitleColumn(
            "title",
            label=_("Titel"),
            sort_key="title",
            get_url=lambda document: reverse("wagtaildocs:edit", args=[document.pk]),
        ),
        Column("file_extension", label=_("Soort"), accessor=lambda document: document.file_extension.upper()),
        Column("downloads", label=_("Keer gedownload"), sort_key="downloads"),
        Column(
            "is_readable_aloud",
            label=_("Leesbaar met een schermlezer"),
            sort_key="is_readable_aloud",
            accessor=lambda document: READABLE[document.is_readable_aloud],
        ),
    ]
    list_export = ["title", "filename", "file_size", "downloads", "is_readable_aloud", "created_at"]

    @property
    def permission_policy(self) -> Any:
        return policy()

    def get_base_queryset(self) -> QuerySet[AcademyDocument]:
        mine: QuerySet[AcademyDocument] = policy().instances_user_has_any_permission_for(
            self.request.user, ["change", "delete"]
        )
        return mine

    def get_queryset(self) -> Any:
        return self.order_queryset(self.get_base_queryset())

    def get_filename(self) -> str:
        return "documenten"
