"""Aandachtspunten of every published page, a batch of pages on each screen."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.queries.page_checks import checked
from cms.staff.screen import WritersScreen

BATCH: Final = 100


class ChecksReportView(WritersScreen):
    """Published pages with something to look at, those with contradictions first; as many queries for any batch."""

    page_title = _("Aandachtspunten")
    header_icon = "glasses"
    template_name = "cms/admin/checks_report.html"

    def get_queryset(self) -> Any:
        editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(self.request.user, "change")
        return editable.live().order_by("-last_published_at", "pk").specific()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = Paginator(self.get_queryset(), BATCH).get_page(self.request.GET.get("p"))
        found = [page for page in checked(batch.object_list) if page.findings]
        found.sort(key=lambda page: not page.contradictions)
        return super().get_context_data(**kwargs) | {"batch": batch, "found": found}
